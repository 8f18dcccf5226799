/** How the whole system does, for operators: `#/operations/PART`. */
import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { say } from '../announce.js';
import { patch, post, withQuery } from '../api.js';
import { count, dateTime, duration } from '../format.js';
import { Badge, Confirmed, Dialog, Empty, Field, Figures, Loaded, More, Page, Parts, Section, Trouble, When, fieldsOf, onSubmit } from '../parts.js';
import { useAction, useList, useResource } from '../resource.js';
import { outcome, stage, state, stateChoices, words } from '../words.js';
import { Standing } from './message-list.js';

const REFRESH = 5000;
const STALE_MS = 30_000;
const PARTS = [['overview', 'Overview', Overview], ['ledger', 'In flight', Ledger], ['dead-letters', 'Dead letters', DeadLetters],
  ['find', 'Find a mail', Find], ['accounts', 'Accounts', Accounts]];

export function OperationsPage({ route }) {
  const [here, , Shown] = PARTS.find(([code]) => code === route.id) || PARTS[0];
  return html`<${Page} title="Operations">
    <${Parts} label="Parts of operations" of=${PARTS} here=${here} page="operations" />
    <${Shown} key=${here} /></${Page}>`;
}

function Overview() {
  const overview = useResource('admin/overview');
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && overview.reload(), REFRESH);
    return () => clearInterval(timer);
  }, []);
  return html`<${Loaded} of=${overview}>${data => {
    const most = Math.max(1, ...data.outcomes.map(each => each.count));
    const { inFlight } = data;
    return html`
      <${Figures} of=${[
        ['Alias table is', data.tableAgeMs == null ? 'unknown' : duration(data.tableAgeMs) + ' old', data.tableAgeMs > STALE_MS ? 'bad' : 'good'],
        ['Log is behind by', count(data.projectorLag) + ' records'],
        ['Oldest waiting', duration(data.oldestWaitingMs)],
        ['Dead letters', data.deadLetters == null ? 'unknown' : count(data.deadLetters), data.deadLetters > 0 ? 'bad' : '']]} />
      <div class="columns"><${Section} title="In flight" actions=${html`<a href="#/operations/ledger">See them</a>`}><dl class="facts numbers">${Object.entries(inFlight).map(([code, value]) => html`<dt>${state(code)}</dt><dd>${count(value)}</dd>`)}</dl></${Section}>
      <${Section} title="Stages in 24 hours"><div class="scroll" tabindex="0" role="region" aria-label="How long stages took"><table><thead><tr><th>Stage</th><th class="number">50 %</th><th class="number">95 %</th><th class="number">99 %</th></tr></thead>
        <tbody>${data.stages.map(each => html`<tr><td>${stage(each.stage)}</td><td class="number">${duration(each.p50Ms)}</td><td class="number">${duration(each.p95Ms)}</td><td class="number">${duration(each.p99Ms)}</td></tr>`)}</tbody></table></div></${Section}></div>
      <${Section} title="Outcomes in 24 hours">${data.outcomes.length === 0 ? html`<p class="faint">No mail has ended.</p>` : html`<ol class="timeline">${data.outcomes.map(each => html`<li><span>${outcome(each.outcome)}${each.reason && html` <span class="faint">${words(each.reason).toLowerCase()}</span>`}</span>
        <span class="bar" aria-hidden="true"><span style=${{ width: Math.max(1, (each.count / most) * 100) + '%' }}></span></span><span class="number">${count(each.count)}</span></li>`)}</ol>`}</${Section}>
      <p class="faint">As of <${When} at=${data.at} />; read again every ${REFRESH / 1000} seconds.</p>`;
  }}</${Loaded}>`;
}

/** A mail as operators see it: nobody's address. */
const Traced = ({ mail }) => html`<span class="what"><code class="long">${mail.messageId}</code>
  <span class="sub">delivery ${mail.id}<br />received <time datetime=${mail.receivedAt}>${dateTime(mail.receivedAt)}</time></span></span>`;

function Ledger() {
  const [wanted, setWanted] = useState('');
  const list = useList(withQuery('admin/ledger', { state: wanted }));
  return html`<div class="filters"><select aria-label="State" value=${wanted} onChange=${event => setWanted(event.currentTarget.value)}><option value="">All in flight</option>${stateChoices.map(([code, text]) => html`<option value=${code}>${text}</option>`)}</select>
      <button type="button" class="quiet" onClick=${list.reload}>Read again</button></div>
    <${Loaded} of=${list}>${items => items.length === 0 ? html`<${Empty} title="Nothing is in flight"><p>Every mail has ended.</p></${Empty}>` : html`<ul class="rows mails" aria-label="Mails in flight">${items.map(each => html`<li key=${each.id}>
      <${Standing} message=${each} /><${Traced} mail=${each} />
      <span class="why">${each.reason && words(each.reason)}</span><span class="at">${each.nextAttemptAt && html`next <${When} at=${each.nextAttemptAt} />`}</span></li>`)}</ul>`}</${Loaded}><${More} list=${list} />`;
}

function DeadLetters() {
  const list = useList('admin/dead-letters');
  const [open, setOpen] = useState(null);
  const redrive = useAction(async id => {
    await post(`admin/dead-letters/${encodeURIComponent(id)}/redrive`);
    say('The record is processed again');
    await list.reload();
  });
  return html`<${Trouble} problem=${redrive.problem} />
    <${Loaded} of=${list}>${items => items.length === 0 ? html`<${Empty} title="No dead letters"><p>Every record could be read and handled.</p></${Empty}>` : html`<ul class="rows letters" aria-label="Dead letters">${items.map(each => html`<li key=${each.id}>
      <span class="what"><b>${each.error || 'Unknown error'}</b>${each.message && html`<span>${each.message}</span>`}<span class="sub">${each.topic || 'unknown topic'}, <${When} at=${each.at} />, ${each.id}</span></span>
      <button type="button" class="quiet" aria-label=${'Look at ' + each.id} onClick=${() => setOpen(each.id)}>Look</button>
      <${Confirmed} label="Process again" class="quiet" title=${'Process ' + each.id + ' again?'} text="The record goes back to where it failed, once. Mend the cause first." action=${{ ...redrive, run: () => redrive.run(each.id) }} /></li>`)}</ul>`}</${Loaded}><${More} list=${list} />
    ${open && html`<${Dialog} title=${'Dead letter ' + open} close=${() => setOpen(null)}><${Letter} id=${open} /></${Dialog}>`}`;
}

function Letter({ id }) {
  const letter = useResource('admin/dead-letters/' + encodeURIComponent(id));
  return html`<${Loaded} of=${letter}>${data => html`<pre tabindex="0">${JSON.stringify(data, null, 2)}</pre>`}</${Loaded}>`;
}

function Find() {
  const [id, setId] = useState('');
  const found = useResource(id ? withQuery('admin/messages', { messageId: id }) : null);
  return html`<form class="inline" onSubmit=${onSubmit(form => setId(fieldsOf(form).messageId))}><${Field} label="Message id" name="messageId" required autocomplete="off" spellcheck="false" hint="That of the receiving server, not the header of the mail" /><button>Find</button></form>
    ${id && html`<${Loaded} of=${found}>${({ items }) => items.length === 0 ? html`<${Empty} title="No such mail"><p>Mails are kept in the log for 30 days.</p></${Empty}>` : html`<ul class="rows mails" aria-label="Found mails">${items.map(each => html`<li key=${each.id}>
      <${Standing} message=${each} /><${Traced} mail=${each} /><span class="why">${each.reason && words(each.reason)}<br />${each.stages?.map(({ stage: code, ms }) => `${stage(code)} ${duration(ms)}`).join(', ')}</span><span class="at">${each.finishedAt && duration(new Date(each.finishedAt) - new Date(each.receivedAt))}</span></li>`)}</ul>`}</${Loaded}>`}`;
}

function Accounts() {
  const [q, setQ] = useState('');
  const list = useList(withQuery('accounts', { q }));
  const change = useAction(async (account, fields) => {
    const changed = await patch('accounts/' + account.id, fields);
    list.setItems(items => items.map(each => (each.id === changed.id ? changed : each)));
    say('Changed');
  });
  return html`<form class="filters" role="search" onSubmit=${onSubmit(form => setQ(fieldsOf(form).q || ''))}><input type="search" name="q" aria-label="Search accounts" placeholder="Address" /><button class="quiet">Search</button></form>
    <${Trouble} problem=${change.problem} />
    <${Loaded} of=${list}>${items => items.length === 0 ? html`<${Empty} title="No such account"><p>Search for a part of its address.</p></${Empty}>` : html`<ul class="rows accounts" aria-label="Accounts">${items.map(each => html`<${Account} key=${each.id} account=${each} change=${change.run} />`)}</ul>`}</${Loaded}><${More} list=${list} />`;
}

function Account({ account, change }) {
  const suspended = account.suspendedUntil && Date.parse(account.suspendedUntil) > Date.now();
  const suspend = () => change(account, { suspendedUntil: new Date(Date.now() + 7 * 86_400_000).toISOString() });
  return html`<li><span class="what"><b>${account.email}</b><span class="sub">${suspended ? 'suspended until ' + dateTime(account.suspendedUntil) : account.verified ? 'verified' : 'not verified'}${account.admin && ', operator'}</span></span>
    <${Badge} tone=${!account.active ? 'bad' : suspended ? 'blocked' : 'good'}>${!account.active ? 'Inactive' : suspended ? 'Suspended' : words(account.plan)}</${Badge}>
    ${suspended ? html`<button type="button" class="quiet" aria-label=${'Resume ' + account.email} onClick=${() => change(account, { suspendedUntil: null })}>Resume</button>`
      : html`<button type="button" class="quiet" aria-label=${'Suspend ' + account.email + ' for 7 days'} onClick=${suspend}>Suspend for 7 days</button>`}</li>`;
}
