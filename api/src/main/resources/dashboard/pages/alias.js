/** One alias: its settings, its mail, its chart, its end. */
import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { say } from '../announce.js';
import { etag, patch, remove, withQuery } from '../api.js';
import { Chart, MAIL } from '../chart.js';
import { count, localInput } from '../format.js';
import { useLive, useLiveTogether } from '../live.js';
import { Check, Confirmed, Copy, Empty, Field, Figures, Loaded, Page, Section, Switch, Trouble, When, onSubmit } from '../parts.js';
import { useAction, useList, useResource } from '../resource.js';
import { go, replace } from '../router.js';
import { blockingChoices, words } from '../words.js';
import { TryIt } from './aliases.js';
import { MessageList, mixedIn } from './message-list.js';

const BACK = { href: '#/aliases', text: 'Aliases' };
const LATEST = 10;

/** The alias that a mail links to, by its address or id. */
export function FindAlias({ route }) {
  const found = useResource(withQuery('aliases', { q: route.id, limit: 100 }));
  const alias = found.data?.items.find(each => each.address === route.id.toLowerCase() || each.id === route.id);
  useEffect(() => {
    if (alias) {
      replace('#/alias/' + alias.id);
      dispatchEvent(new Event('hashchange'));
    }
  }, [alias]);
  return html`<${Page} title="Alias" back=${BACK}><${Loaded} of=${found}>${() => !alias && html`<${Empty} title="There is no such alias">
    <p><strong>${route.id}</strong> is deleted, or belongs to another account. Nothing is forwarded through a deleted alias.</p>
    <p><a href="#/aliases">See your aliases</a></p></${Empty}>`}</${Loaded}></${Page}>`;
}

export function AliasPage({ route, about }) {
  const path = 'aliases/' + encodeURIComponent(route.id);
  const alias = useResource(path);
  useLiveTogether('alias', events => events.some(({ id }) => id === route.id) && alias.reload());
  return html`<${Page} title=${alias.data?.address || 'Alias'} back=${BACK} beside=${alias.data && html`<${Copy} text=${alias.data.address} />`}>
    <${Loaded} of=${alias}>${data => html`<${Details} alias=${data} path=${path} about=${about} resource=${alias} />`}</${Loaded}></${Page}>`;
}

function Details({ alias, path, about, resource }) {
  const { stats } = alias;
  const change = useAction(async (fields, headers) => {
    try {
      resource.setData(await patch(path, fields, headers));
    } catch (e) {
      if (e.code === 'precondition_failed') {
        await resource.reload();
        throw Object.assign(e, { message: 'The alias was changed elsewhere meanwhile. You see it as it is now: look, and save again.' });
      }
      throw e;
    }
    say('Saved');
  });
  const end = useAction(async () => {
    await remove(path);
    say(alias.address + ' is deleted');
    go('#/aliases');
  });
  return html`
    <div class="lead"><label><${Switch} label="This alias forwards mail" on=${alias.enabled} onChange=${event => change.run({ enabled: event.currentTarget.checked })} />
      ${alias.enabled ? 'Forwards mail to you' : 'Switched off: its mail is blocked'}</label>
      <span class="faint">${words(alias.kind)}, made <${When} at=${alias.createdAt} /></span></div>
    <${Trouble} problem=${change.problem} />
    <${Figures} of=${[['Forwarded', count(stats.forwarded), 'good'], ['Blocked', count(stats.blocked), 'blocked'], ['Replies', count(stats.replied), 'waiting'], ['Trackers removed', count(stats.trackersRemoved), 'tracker']]} />
    ${about.local && html`<${Section} title="Try it"><${TryIt} address=${alias.address} /></${Section}>`}
    <div class="columns wide-first"><div><${Mails} alias=${alias} /><${Month} alias=${alias} /></div>
      <div><${Settings} key=${etag(alias) || alias.updatedAt} alias=${alias} change=${change} />
        <${Section} title="Delete"><p>The address is never issued again, not even to you. To stop its mail for a while, switch it off instead.</p>
          <${Trouble} problem=${end.problem} />
          <${Confirmed} label="Delete this alias" title="Delete this alias?" text=${'Mail to ' + alias.address + ' will be refused for good.'} action=${end} /></${Section}></div></div>`;
}

function Mails({ alias }) {
  const list = useList(withQuery('messages', { alias: alias.id, limit: LATEST }));
  useLive('message', message => message.alias === alias.id && list.setItems(items => mixedIn(items, message).slice(0, LATEST)));
  useLive('resync', list.reload);
  return html`<${Section} title="Latest mail" actions=${list.items?.length > 0 && html`<a href=${'#/messages?alias=' + alias.id}>All of it</a>`}>
    <${Loaded} of=${list}>${items => items.length === 0
      ? html`<p class="faint">Nothing has come yet. What comes appears here at once.</p>`
      : html`<${MessageList} items=${items} withoutAddress />`}</${Loaded}></${Section}>`;
}

function Month({ alias }) {
  const [from] = useState(() => new Date(Date.now() - 29 * 86_400_000).toISOString());
  const days = useResource(withQuery('statistics', { alias: alias.id, per: 'day', from }));
  return html`<${Section} title="The last 30 days"><${Loaded} of=${days}>${data => html`<${Chart} items=${data.items} per="day" series=${MAIL} />`}</${Loaded}></${Section}>`;
}

function Settings({ alias, change }) {
  const save = form => {
    const fields = new FormData(form);
    const text = name => fields.get(name).trim() || null;
    const wanted = {
      label: text('label'),
      usedOn: text('usedOn'),
      note: text('note'),
      blocking: fields.get('blocking'),
      expiresAt: fields.get('expiresAt') ? new Date(fields.get('expiresAt')).toISOString() : null,
      banner: fields.has('banner'),
      blockedSenders: fields.get('blockedSenders').split(/[\s,]+/).filter(Boolean),
    };
    if (fields.get('expiresAt') === localInput(alias.expiresAt)) {
      delete wanted.expiresAt;
    }
    change.run(wanted, etag(alias) && { 'If-Match': etag(alias) });
  };
  const { problem } = change;
  return html`<${Section} title="Settings"><form onSubmit=${onSubmit(save)}>
    <${Field} label="Label" name="label" initial=${alias.label || ''} problem=${problem} autocomplete="off" />
    <${Field} label="Used on" name="usedOn" initial=${alias.usedOn || ''} problem=${problem} autocomplete="off" placeholder="shop.example" />
    <${Field} label="Note" name="note" as="textarea" rows="2" initial=${alias.note || ''} problem=${problem} />
    <${Field} label="Blocks" name="blocking" initial=${alias.blocking} problem=${problem} choices=${blockingChoices} />
    <${Field} label="Ends at" name="expiresAt" type="datetime-local" initial=${localInput(alias.expiresAt)} problem=${problem} hint="After that its mail is blocked; empty for never" />
    <${Field} label="Blocked senders" name="blockedSenders" as="textarea" rows="3" initial=${alias.blockedSenders.join('\n')} problem=${problem} spellcheck="false" hint="Addresses or domains, one a line" />
    <${Check} name="banner" initial=${alias.banner} label="Banner in forwarded mail" hint="Says through which alias it came" />
    <button aria-busy=${change.busy}>Save</button></form></${Section}>`;
}
