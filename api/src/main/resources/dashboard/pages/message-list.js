/** Mails in a list, each with how it stands and why. */
import { html } from 'htm/preact';
import { Address, Badge, When } from '../parts.js';
import { standing } from '../words.js';

/** The list with a new or changed mail in it, newest first. */
export function mixedIn(items, message) {
  return [message, ...items.filter(each => each.id !== message.id)].sort((a, b) => b.receivedAt.localeCompare(a.receivedAt) || b.id.localeCompare(a.id));
}

export const Standing = ({ message }) => {
  const { word, tone } = standing(message);
  return html`<${Badge} tone=${tone}>${word}</${Badge}>`;
};

/** Who wrote to whom, as far as it is known. */
export function parties(message) {
  if (message.kind === 'notice') return 'From us';
  const sender = message.sender || 'unknown sender';
  return message.kind === 'reply' ? 'Your reply' : sender;
}

export const MessageList = ({ items, withoutAddress }) => html`<ul class="rows mails" aria-label="Messages">${items.map(message => html`<li key=${message.id}>
  <${Standing} message=${message} />
  <a class="what" href=${'#/message/' + message.id}><span class="sender"><${Address} text=${parties(message)} /></span>
    ${!withoutAddress && html`<span class="sub">${message.address ? 'to ' + message.address : 'to a deleted alias'}</span>`}</a>
  <span class="why">${message.explanation}</span>
  <span class="at"><${When} at=${message.receivedAt} /></span></li>`)}</ul>`;
