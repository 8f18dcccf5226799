/** One mail: what became of it, stage by stage and rule by rule. */
import { html } from 'htm/preact';
import { say } from '../announce.js';
import { post } from '../api.js';
import { bytes, count, dateTime, duration } from '../format.js';
import { useLive } from '../live.js';
import { Icon, Loaded, Page, Section, Trouble, When } from '../parts.js';
import { useAction, useResource } from '../resource.js';
import { go } from '../router.js';
import { stage, words } from '../words.js';
import { Standing, parties } from './message-list.js';

const BACK = { href: '#/messages', text: 'Messages' };
const VERDICTS = ['spam', 'virus', 'spf', 'dkim', 'dmarc'];

export function MessagePage({ route }) {
  const mail = useResource('messages/' + encodeURIComponent(route.id));
  useLive('message', ({ id }) => id === route.id && mail.reload());
  return html`<${Page} title=${mail.data ? (mail.data.kind === 'mail' ? 'Mail from ' : '') + parties(mail.data) : 'Message'} back=${BACK}>
    <${Loaded} of=${mail}>${message => html`<${Story} message=${message} />`}</${Loaded}></${Page}>`;
}

function Story({ message }) {
  const again = useAction(async () => {
    const next = await post(`messages/${encodeURIComponent(message.id)}/redeliver`);
    say('It is on its way again');
    go('#/message/' + next.id);
  });
  return html`
    <div class="verdict"><${Standing} message=${message} /><p>${message.explanation}</p>
      ${message.redeliverable && html`<button type="button" aria-busy=${again.busy} onClick=${again.run}>Deliver it after all</button>`}
      ${message.redelivered && html`<a class="button quiet" href=${'#/message/' + message.redelivered}>See how it was delivered again</a>`}
      <${Trouble} problem=${again.problem} /></div>
    <div class="columns wide-first"><div>
      <${Section} title="Where it was, and how long"><${Timeline} message=${message} /></${Section}>
      <${Section} title="What the rules said">${message.rules.length === 0 ? html`<p class="faint">The rules were not asked about this mail.</p>` : html`<${Rules} rules=${message.rules} />`}</${Section}></div>
      <div><${Section} title="Facts"><dl class="facts">${facts(message).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></${Section}>
      <${Section} title="Checks of the mail"><dl class="facts">${VERDICTS.map(name => html`<dt>${words(name)}</dt><dd class=${'check-' + String(message.verdicts[name]).toLowerCase()}>${message.verdicts[name] ? words(message.verdicts[name].toLowerCase()) : 'Not known'}</dd>`)}</dl></${Section}></div></div>`;
}

function facts(message) {
  return [
    ['To', message.address ? html`<a href=${'#/alias/' + message.alias}>${message.address}</a>` : 'a deleted alias'],
    ['From', message.sender || 'not known'],
    ['Received', dateTime(message.receivedAt)],
    message.finishedAt && ['Ended', dateTime(message.finishedAt)],
    ['Attempts', count(message.attempts)],
    message.nextAttemptAt && ['Next attempt', html`<${When} at=${message.nextAttemptAt} />`],
    message.reason && ['Reason', html`<code>${message.reason}</code>`],
    message.sizeBytes != null && ['Size', bytes(message.sizeBytes)],
    message.trackersRemoved > 0 && ['Trackers removed', count(message.trackersRemoved)],
    message.maybeDuplicate && ['Note', 'It may have arrived twice'],
    ['Number', html`<code class="long">${message.id}</code>`],
  ].filter(Boolean);
}

const WITHIN_DELIVERY = ['fetch', 'rewrite', 'send'];

/** How long each stage took; bars show the share of the longest. */
function Timeline({ message }) {
  const { stages } = message;
  if (stages.length === 0) return html`<p class="faint">Nothing has been measured yet: the mail is still on its way.</p>`;
  const longest = Math.max(1, ...stages.map(each => each.ms));
  return html`<ol class="timeline">${stages.map(each => html`<li class=${WITHIN_DELIVERY.includes(each.stage) ? 'within' : ''}><span>${stage(each.stage)}</span>
    <span class="bar" aria-hidden="true"><span style=${{ width: Math.max(1, (each.ms / longest) * 100) + '%' }}></span></span><span class="number">${duration(each.ms)}</span></li>`)}</ol>`;
}

const RESULTS = { passed: ['check', 'passed'], objected: ['cross', 'objected'], not_asked: [null, 'not asked'] };

const Rules = ({ rules }) => html`<ol class="rules">${rules.map(each => {
  const [icon, text] = RESULTS[each.result] || [null, words(each.result)];
  return html`<li class=${each.result}><span class="sign">${icon && html`<${Icon} name=${icon} />`}</span><span>${each.text}</span><span class="faint">${text}</span></li>`;
})}</ol>`;
