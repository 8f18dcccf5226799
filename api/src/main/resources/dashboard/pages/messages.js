/** Where is my mail: the delivery log, live. */
import { html } from 'htm/preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { say } from '../announce.js';
import { get, withQuery } from '../api.js';
import { useLive, useLiveTogether } from '../live.js';
import { Empty, Loading, More, Page, Trouble } from '../parts.js';
import { useList, useResource } from '../resource.js';
import { replace } from '../router.js';
import { outcomeChoices, standing, stateChoices } from '../words.js';
import { MessageList, mixedIn } from './message-list.js';

const NAMES = ['alias', 'outcome', 'state', 'from', 'to'];

export function MessagesPage({ route }) {
  const [filter, setFilter] = useState(Object.fromEntries(NAMES.map(name => [name, route.query.get(name) || ''])));
  const list = useList(withQuery('messages', { ...filter, from: dayStart(filter.from, 0), to: dayStart(filter.to, 1) }));
  const filtered = NAMES.some(name => filter[name]);
  const change = part => {
    const next = { ...filter, ...part };
    replace(withQuery('#/messages', next));
    setFilter(next);
  };
  useLiveTogether('message', events => {
    list.setItems(items => events.reduce((all, message) => (fits(message, filter) ? mixedIn(all, message) : all.filter(each => each.id !== message.id)), items));
    const newest = events.findLast(message => fits(message, filter));
    if (newest) say(`Mail to ${newest.address || 'a deleted alias'}: ${standing(newest).word}`);
  });
  useLive('resync', list.reload);
  return html`<${Page} title="Messages">
    <${Filters} filter=${filter} change=${change} />
    <${Trouble} problem=${list.problem} retry=${list.reload} />
    ${!list.items && !list.problem && html`<${Loading} />`}
    ${list.items?.length === 0 && (filtered
      ? html`<${Empty} title="No mail is like that"><p>Mail is kept in this list for 30 days. <button type="button" class="link" onClick=${() => change(Object.fromEntries(NAMES.map(name => [name, ''])))}>Show all mail</button></p></${Empty}>`
      : html`<${Empty} title="No mail yet"><p>Give an alias away. Every mail to it appears here at once, with what became of it and why.</p><a class="button" href="#/aliases">Go to your aliases</a></${Empty}>`)}
    ${list.items?.length > 0 && html`<${MessageList} items=${list.items} />`}
    <${More} list=${list} /></${Page}>`;
}

/** Whether a mail belongs into the list, as far as can be said here. */
function fits(message, filter) {
  const at = message.receivedAt;
  return (!filter.alias || message.alias === filter.alias)
    && (!filter.outcome || message.outcome === filter.outcome)
    && (!filter.state || message.state === filter.state)
    && (!filter.from || new Date(at) >= new Date(dayStart(filter.from, 0)))
    && (!filter.to || new Date(at) < new Date(dayStart(filter.to, 1)));
}

/** The begin of a day of the calendar here, or of the one after it. */
function dayStart(day, after) {
  if (!day) return '';
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year, month - 1, date + after).toISOString();
}

function Filters({ filter, change }) {
  const kind = filter.outcome ? 'outcome:' + filter.outcome : filter.state ? 'state:' + filter.state : '';
  const choose = event => {
    const [name, code] = event.currentTarget.value.split(':');
    change({ outcome: '', state: '', ...(name && { [name]: code }) });
  };
  return html`<form class="filters" role="search" onSubmit=${event => event.preventDefault()}>
    <${AliasFilter} id=${filter.alias} choose=${alias => change({ alias })} />
    <select aria-label="What became of it" value=${kind} onChange=${choose}><option value="">All mail</option>
      ${outcomeChoices.map(([code, text]) => html`<option value=${'outcome:' + code}>${text}</option>`)}
      ${stateChoices.map(([code, text]) => html`<option value=${'state:' + code}>${text}</option>`)}</select>
    <label class="day">From<input type="date" value=${filter.from} onChange=${event => change({ from: event.currentTarget.value })} /></label>
    <label class="day">To<input type="date" value=${filter.to} onChange=${event => change({ to: event.currentTarget.value })} /></label></form>`;
}

/** Finds the alias while its address is typed. */
function AliasFilter({ id, choose }) {
  const list = useId();
  const [text, setText] = useState('');
  const chosen = useResource(id && !text ? 'aliases/' + encodeURIComponent(id) : null);
  const [found, setFound] = useState([]);
  useEffect(() => {
    if (chosen.data) setText(chosen.data.address);
  }, [chosen.data]);
  const typed = event => {
    const value = event.currentTarget.value;
    setText(value);
    const exact = found.find(each => each.address === value);
    if (exact) {
      choose(exact.id);
    } else {
      if (id) choose('');
      get(withQuery('aliases', { q: value, limit: 20 })).then(page => setFound(page.items), () => setFound([]));
    }
  };
  return html`<input type="search" aria-label="Alias" placeholder="Any alias" list=${list} value=${text} onInput=${typed} onFocus=${typed} autocomplete="off" />
    <datalist id=${list}>${found.map(each => html`<option value=${each.address}>${each.label}</option>`)}</datalist>`;
}
