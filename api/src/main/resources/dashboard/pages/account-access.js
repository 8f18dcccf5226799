/** Tokens for programs, and webhooks. */
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { say } from '../announce.js';
import { patch, post, remove } from '../api.js';
import { dateTime } from '../format.js';
import { Badge, Code, Confirmed, Field, Loaded, More, Section, Switch, Trouble, When, fieldsOf, onSubmit } from '../parts.js';
import { useAction, useList, useResource } from '../resource.js';
import { words } from '../words.js';

const EVENTS = ['message.forwarded', 'message.dropped', 'message.failed', 'message.waiting'];

export const AccessPart = ({ session }) => html`<${Tokens} scopes=${session.scopes} /><${Webhooks} />`;

/** Boxes to choose some of several; the field comes as a list. */
const Choice = ({ legend, name, of, chosen, problem }) => html`<fieldset class="choice"><legend>${legend}</legend>
  ${of.map(code => html`<label><input type="checkbox" name=${name} value=${code} defaultChecked=${chosen.includes(code)} />${words(code)}</label>`)}
  ${problem?.fields?.[name] && html`<small class="wrong">${legend} ${problem.fields[name]}</small>`}</fieldset>`;

function Tokens({ scopes }) {
  const list = useList('tokens');
  const [made, setMade] = useState(null);
  const make = useAction(async form => {
    const { name, expires } = fieldsOf(form);
    const token = await post('tokens', { name, scopes: new FormData(form).getAll('scopes'), ...(expires && { expiresAt: new Date(expires).toISOString() }) });
    setMade(token);
    form.reset();
    await list.reload();
  });
  const revoke = useAction(async id => {
    await remove('tokens/' + id);
    await list.reload();
    say('The token is revoked');
  });
  return html`<${Section} title="Tokens" actions=${html`<a href="docs">How to use them</a>`}>
    <p>For scripts, password managers and browser extensions. They send <code>Authorization: Bearer TOKEN</code>.</p>
    ${made && html`<div class="once" role="status"><strong>Copy the token now: it is not shown again.</strong><${Code} text=${made.token} label="Copy the token" /></div>`}
    <${Loaded} of=${list}>${items => items.length > 0 && html`<ul class="rows tokens" aria-label="Tokens">${items.map(token => html`<li key=${token.id}>
      <span class="what"><b>${token.name || 'Without a name'}</b><span class="sub">${token.scopes.map(words).join(', ')}</span></span>
      <span class="sub"><span>made <${When} at=${token.createdAt} /></span><span>${token.lastUsedAt ? html`used <${When} at=${token.lastUsedAt} />` : 'never used'}</span><span>${token.expiresAt ? 'ends ' + dateTime(token.expiresAt) : 'without end'}</span></span>
      <${Confirmed} label="Revoke" class="quiet danger" title="Revoke this token?" text="What uses it stops working at once." action=${{ ...revoke, run: () => revoke.run(token.id) }} aria-label=${'Revoke ' + (token.name || 'the token')} /></li>`)}</ul>`}</${Loaded}>
    <${More} list=${list} /><${Trouble} problem=${revoke.problem} />
    <form onSubmit=${onSubmit(make.run)}><h3>New token</h3><div class="pair"><${Field} label="Name" name="name" required problem=${make.problem} autocomplete="off" placeholder="Bitwarden on the phone" />
      <${Field} label="Ends at" name="expires" type="datetime-local" problem=${make.problem} hint="Empty: never" /></div>
      <${Choice} legend="It may" name="scopes" of=${scopes} chosen=${['read', 'write']} problem=${make.problem} />
      <${Trouble} problem=${make.problem} /><button class="quiet" aria-busy=${make.busy}>Make a token</button></form></${Section}>`;
}

function Webhooks() {
  const list = useList('webhooks');
  const [made, setMade] = useState(null);
  const make = useAction(async form => {
    setMade(await post('webhooks', { url: fieldsOf(form).url, events: new FormData(form).getAll('events') }));
    form.reset();
    await list.reload();
  });
  return html`<${Section} title="Webhooks"><p>We post to an address of yours what becomes of your mail, signed with a secret.</p>
    ${made && html`<div class="once" role="status"><strong>Copy the secret now: it is not shown again.</strong><${Code} text=${made.secret} label="Copy the secret" /></div>`}
    <${Loaded} of=${list}>${items => items.map(hook => html`<${Hook} key=${hook.id} hook=${hook} reload=${list.reload} />`)}</${Loaded}><${More} list=${list} />
    <form onSubmit=${onSubmit(make.run)}><h3>New webhook</h3><${Field} label="Address" name="url" type="url" required problem=${make.problem} placeholder="https://" />
      <${Choice} legend="Tell it of" name="events" of=${EVENTS} chosen=${EVENTS.slice(0, 3)} problem=${make.problem} />
      <${Trouble} problem=${make.problem} /><button class="quiet" aria-busy=${make.busy}>Add a webhook</button></form></${Section}>`;
}

function Hook({ hook, reload }) {
  const path = 'webhooks/' + hook.id;
  const [open, setOpen] = useState(false);
  const act = useAction(async work => {
    await work();
    await reload();
  });
  const test = () => act.run(async () => {
    await post(path + '/test');
    say('A test is on its way');
  });
  return html`<div class="hook"><div class="hook-head"><${Switch} label=${'Posts to ' + hook.url} on=${hook.enabled} onChange=${event => act.run(() => patch(path, { enabled: event.target.checked }))} />
    <span class="what"><b>${hook.url}</b><span class="sub">${hook.events.map(words).join(', ')}</span></span>
    <button type="button" class="quiet" onClick=${test}>Test</button>
    <${Confirmed} label="Delete" class="quiet danger" title="Delete this webhook?" text="Nothing is posted to it any more." action=${{ ...act, run: () => act.run(() => remove(path)) }} /></div>
    <${Trouble} problem=${act.problem} />
    <details onToggle=${event => setOpen(event.currentTarget.open)}><summary>What was posted</summary>${open && html`<${Deliveries} path=${path + '/deliveries'} />`}</details></div>`;
}

const DELIVERY = { delivered: ['good', 'Taken'], pending: ['waiting', 'To be tried'], failed: ['bad', 'Given up'] };

function Deliveries({ path }) {
  const list = useResource(path);
  return html`<${Loaded} of=${list}>${({ items }) => items.length === 0 ? html`<p class="faint">Nothing yet.</p>` : html`<ul class="rows deliveries">${items.map(each => html`<li>
    <${Badge} tone=${DELIVERY[each.state][0]}>${DELIVERY[each.state][1]}</${Badge}>
    <span>${words(each.event)}</span><span class="faint">${each.lastStatus ? 'answer ' + each.lastStatus : each.lastError && words(each.lastError)}</span><${When} at=${each.createdAt} /></li>`)}</ul>`}</${Loaded}>`;
}
