/** All aliases: find, make, switch, copy, and many at once. */
import { html } from 'htm/preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { say } from '../announce.js';
import { get, idempotencyKey, patch, post, withQuery } from '../api.js';
import { Spark } from '../chart.js';
import { count } from '../format.js';
import { useLive, useLiveTogether } from '../live.js';
import { Address, Code, Confirmed, Copy, Empty, Icon, Loading, More, Page, Switch, Trouble, When } from '../parts.js';
import { useAction, useList, useResource } from '../resource.js';
import { replace } from '../router.js';
import { blockingChoices } from '../words.js';
import { NewAliasDialog } from './new-alias.js';
import { Transfer } from './transfer.js';

const PAUSE = 250;
const SPARK_DAYS = 14;
const NO_MAIL = { forwarded: Array(SPARK_DAYS).fill(0), blocked: Array(SPARK_DAYS).fill(0) };
const SORTS = [['-createdAt', 'Newest'], ['address', 'Address'], ['-lastUsedAt', 'Last used'], ['-forwarded', 'Most forwarded'], ['-blocked', 'Most blocked']];

/** What a person can do to try an alias at once. */
export const TryIt = ({ address }) => html`<p class="hint">No mail reaches this machine from outside. Send one yourself:</p>
  <${Code} text=${'./relaystream send --to ' + address} label="Copy the command" />`;

export function AliasesPage({ route, about }) {
  const [filter, setFilter] = useState({ q: route.query.get('q') || '', enabled: route.query.get('enabled') || '', sort: route.query.get('sort') || '' });
  const list = useList(withQuery('aliases', filter));
  const sparks = useResource('statistics/aliases?days=' + SPARK_DAYS);
  const [chosen, setChosen] = useState(new Set());
  const [made, setMade] = useState(null);
  const [dialog, setDialog] = useState(false);
  const filtered = filter.q || filter.enabled;
  const bySparks = useMemo(() => new Map((sparks.data?.items || []).map(each => [each.alias, each])), [sparks.data]);

  const change = part => {
    const next = { ...filter, ...part };
    replace(withQuery('#/aliases', next));
    setFilter(next);
    setChosen(new Set());
  };
  const put = alias => list.setItems(items => items.map(each => (each.id === alias.id ? alias : each)));
  const added = alias => {
    setMade(alias);
    setDialog(false);
    list.setItems(items => [alias, ...items]);
    say(alias.address + ' is ready');
  };
  const random = useAction(async () => added(await post('aliases', { kind: 'random' }, idempotencyKey())));
  const edit = useAction(async (alias, fields) => put(await patch('aliases/' + alias.id, fields)));
  const bulk = useAction(async action => {
    const done = await post('aliases/bulk', { ids: [...chosen], action });
    setChosen(new Set());
    say(count(done.changed) + ' aliases changed');
    await list.reload();
  });
  useLiveTogether('alias', events => {
    const ids = new Set(events.map(each => each.id));
    const shown = [...ids].filter(id => list.items?.some(each => each.id === id));
    shown.forEach(id => get('aliases/' + id).then(put, list.reload));
    if (shown.length < ids.size && !filtered) {
      list.reload();
    }
    sparks.reload();
  });
  useLive('resync', list.reload);

  const choose = (id, on) => {
    const next = new Set(chosen);
    on ? next.add(id) : next.delete(id);
    setChosen(next);
  };
  const fresh = list.items?.length === 0 && !filtered && !made;
  return html`<${Page} title="Aliases" actions=${!fresh && html`
      <button type="button" class="quiet" onClick=${() => setDialog(true)}>Choose a name…</button>
      <button type="button" aria-busy=${random.busy} onClick=${random.run}><${Icon} name="plus" />New alias</button>`}>
    <${Trouble} problem=${random.problem} /><${Trouble} problem=${edit.problem} /><${Trouble} problem=${bulk.problem} />
    ${made && html`<${Made} alias=${made} local=${about.local} close=${() => setMade(null)} />`}
    ${fresh
      ? html`<${Empty} title="Make your first alias"><p>An alias is an address that you give away instead of your own. What comes to it lands in your mailbox, until you switch it off.</p>
          <button type="button" aria-busy=${random.busy} onClick=${random.run}><${Icon} name="plus" />Make an alias</button></${Empty}>`
      : html`<${Filters} filter=${filter} change=${change} />
        <${Trouble} problem=${list.problem} retry=${list.reload} />
        ${!list.items && !list.problem && html`<${Loading} />`}
        ${chosen.size > 0 && html`<${Bulk} chosen=${chosen} items=${list.items} setChosen=${setChosen} bulk=${bulk} />`}
        ${list.items?.length === 0 && filtered && html`<${Empty} title="No alias is like that"><p><button type="button" class="link" onClick=${() => change({ q: '', enabled: '' })}>Show all aliases</button></p></${Empty}>`}
        <ul class="rows aliases" aria-label="Aliases">${list.items?.map(alias => html`<${Row} key=${alias.id} alias=${alias} spark=${sparks.data && (bySparks.get(alias.id) || NO_MAIL)}
          chosen=${chosen.has(alias.id)} choose=${choose} edit=${edit.run} />`)}</ul>
        <${More} list=${list} />`}
    <${Transfer} imported=${list.reload} />
    ${dialog && html`<${NewAliasDialog} made=${added} close=${() => setDialog(false)} />`}
  </${Page}>`;
}

function Filters({ filter, change }) {
  const [text, setText] = useState(filter.q);
  useEffect(() => setText(filter.q), [filter.q]);
  useEffect(() => {
    if (text === filter.q) return undefined;
    const timer = setTimeout(() => change({ q: text }), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return html`<form class="filters" role="search" onSubmit=${event => event.preventDefault()}>
    <input type="search" aria-label="Search aliases" placeholder="Search address, label, note" value=${text} onInput=${event => setText(event.currentTarget.value)} />
    <select aria-label="Show" value=${filter.enabled} onChange=${event => change({ enabled: event.currentTarget.value })}>
      <option value="">On and off</option><option value="true">Only on</option><option value="false">Only off</option></select>
    <select aria-label="Order" value=${filter.sort || SORTS[0][0]} onChange=${event => change({ sort: event.currentTarget.value })}>
      ${SORTS.map(([code, text]) => html`<option value=${code}>${text}</option>`)}</select></form>`;
}

function Row({ alias, spark, chosen, choose, edit }) {
  const { address, id, stats } = alias;
  return html`<li class=${alias.enabled ? '' : 'off'}>
    <input type="checkbox" class="choose" aria-label=${'Select ' + address} checked=${chosen} onChange=${event => choose(id, event.currentTarget.checked)} />
    <div class="what"><span class="address"><a href=${'#/alias/' + id}><${Address} text=${address} /></a><${Copy} text=${address} /></span>
      <span class="sub">${alias.label ? html`<b>${alias.label}</b>` : html`<a class="faint" href=${'#/alias/' + id}>Add a label</a>`}
        <span>${stats.lastUsedAt ? html`used <${When} at=${stats.lastUsedAt} />` : 'not used yet'}</span></span></div>
    <div class="trend">${spark && html`<${Spark} forwarded=${spark.forwarded} blocked=${spark.blocked} />`}</div>
    <dl class="counts"><div><dt>forwarded</dt><dd>${count(stats.forwarded)}</dd></div><div><dt>blocked</dt><dd>${count(stats.blocked)}</dd></div></dl>
    <select class="blocking" aria-label=${'What ' + address + ' blocks'} value=${alias.blocking} onChange=${event => edit(alias, { blocking: event.currentTarget.value })}>
      ${blockingChoices.map(([code, text]) => html`<option value=${code}>blocks ${text.toLowerCase()}</option>`)}</select>
    <${Switch} label=${address + ' forwards mail'} on=${alias.enabled} onChange=${event => edit(alias, { enabled: event.currentTarget.checked })} /></li>`;
}

function Bulk({ chosen, items, setChosen, bulk }) {
  const all = () => setChosen(new Set(items.slice(0, 100).map(each => each.id)));
  const doing = action => ({ ...bulk, run: () => bulk.run(action) });
  return html`<div class="bulk" role="region" aria-label="With the selected aliases"><span role="status">${count(chosen.size)} selected</span>
    <button type="button" class="quiet" onClick=${all}>All shown</button>
    <button type="button" class="quiet" onClick=${() => bulk.run('enable')}>Switch on</button>
    <button type="button" class="quiet" onClick=${() => bulk.run('disable')}>Switch off</button>
    <${Confirmed} label="Delete" title="Delete these aliases?" text=${count(chosen.size) + ' aliases will never be issued again. Mail to them is refused for good.'} action=${doing('delete')} />
    <button type="button" class="link" onClick=${() => setChosen(new Set())}>Clear</button></div>`;
}

const Made = ({ alias, local, close }) => html`<section class="card made" aria-label="The new alias">
  <div class="made-address"><strong><${Address} text=${alias.address} /></strong><${Copy} text=${alias.address} />
    <button type="button" class="icon-button" aria-label="Close" onClick=${close}><${Icon} name="cross" /></button></div>
  <p>It forwards already. Give it away; mail to it appears under <a href="#/messages">Messages</a>.</p>
  ${local && html`<${TryIt} address=${alias.address} />`}</section>`;
