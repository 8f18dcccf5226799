/** The address, the plan, what is used of it, and what stands in the way. */
import { html } from 'htm/preact';
import { useId, useState } from 'preact/hooks';
import { post } from '../api.js';
import { bytes, count, dateTime } from '../format.js';
import { Field, Figures, Section, Trouble, fieldsOf, onSubmit } from '../parts.js';
import { useAction } from '../resource.js';
import { obstacle, words } from '../words.js';

export function OverviewPart({ account }) {
  const { usage, limits, totals, aliases } = account;
  const obstacles = [...account.suspensions, ...account.pauses];
  return html`
    ${!account.active && html`<div class="trouble" role="alert"><strong>The account is deactivated</strong><p>Nothing is forwarded. Ask the operator.</p></div>`}
    ${!account.verified && html`<div class="trouble mild"><strong>Your address is not confirmed</strong><p>Mail is forwarded as soon as you have signed in by a link that was sent to it.</p></div>`}
    ${obstacles.map(each => html`<div class="trouble mild"><strong>${obstacle(each.what)}</strong><p>Until ${dateTime(each.until)}.${each.reason && ' ' + each.reason}</p></div>`)}
    <${Figures} of=${[['Forwarded', count(totals.forwarded), 'good'], ['Blocked', count(totals.blocked), 'blocked'], ['Replies', count(totals.replied), 'waiting'], ['Trackers removed', count(totals.trackersRemoved), 'tracker']]} />
    <div class="columns">
      <${Address} account=${account} />
      <${Section} title="Plan and limits"><p>You are on the <strong>${words(account.plan)}</strong> plan.${account.plan === 'free' && ' Premium has unlimited aliases, your own domains, and replies.'}</p>
        ${aliases.limit !== null && html`<${Meter} label="Aliases" used=${aliases.count} of=${aliases.limit} write=${count} />`}
        <h3>Used today</h3>
        <${Meter} label="Forwarded mails" used=${usage.forwarded} of=${limits.forwards} write=${count} />
        <${Meter} label="Forwarded data" used=${usage.forwardedBytes} of=${limits.bytes} write=${bytes} />
        <${Meter} label="Replies" used=${usage.replies} of=${limits.replies} write=${count} />
        <${Meter} label="Aliases made here" used=${aliases.madeToday} of=${aliases.dailyLimit} write=${count} />
        <${Meter} label="Aliases made by mail" used=${usage.aliasesMade} of=${limits.aliases} write=${count} />
        <small>Days begin at midnight UTC.${account.complaints > 0 && ` ${count(account.complaints)} forwarded mails were reported as spam by you.`}</small></${Section}></div>`;
}

function Meter({ label, used, of, write }) {
  const id = useId();
  return html`<div class="meter"><label for=${id}>${label}</label><span class="number">${write(used)} of ${write(of)}</span><progress id=${id} value=${Math.min(used, of)} max=${of}></progress></div>`;
}

function Address({ account }) {
  const [asked, setAsked] = useState(null);
  const change = useAction(async email => {
    await post('account/email', { email });
    setAsked(email);
  });
  return html`<${Section} title="Your address"><p>Mail is forwarded to <strong>${account.email}</strong>.</p>
    ${asked
      ? html`<p role="status">We sent a link to <strong>${asked}</strong>. Your address changes when you open it.</p>`
      : html`<form onSubmit=${onSubmit(form => change.run(fieldsOf(form).email))}>
        <${Field} label="New address" name="email" type="email" required autocomplete="email" problem=${change.problem} hint="We send a link there, and a notice to the old address" />
        <button class="quiet" aria-busy=${change.busy}>Change address</button><${Trouble} problem=${change.problem} /></form>`}</${Section}>`;
}
