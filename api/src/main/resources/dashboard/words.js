/** What codes of the API mean to a person. */

const BLOCKING = { none: 'Nothing', promotions: 'Promotions', all: 'Everything' };
const SPECIAL = { spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC', smtp: 'SMTP' };
const OBSTACLES = {
  forward_limit: 'As many mails as a day allows were forwarded',
  byte_limit: 'As many bytes as a day allows were forwarded',
  reply_limit: 'As many replies as a day allows were sent',
  alias_limit: 'As many aliases as a day allows were made by mail',
  account_suspended: 'The operator suspended the account',
  hard_bounce_pause: 'Your mailbox refused a mail for good, so mail waits',
  soft_bounce_pause: 'Your mailbox refused mail for days, so mail waits',
};
const STATES = { queued: 'On its way', waiting: 'Waiting', in_doubt: 'In doubt', postponed: 'Postponed', ended: 'Ended' };
const OUTCOMES = { forwarded: 'Forwarded', dropped: 'Blocked', rejected: 'Refused', expired: 'Expired', content_missing: 'Lost' };
const STAGES = {
  accept: 'Accepted', hold: 'Held back', decide: 'Decided', deliver: 'Delivered',
  fetch: 'Fetched', rewrite: 'Rewritten', send: 'Sent',
};

/** A code as words: `sender_blocked` is "Sender blocked". */
export function words(code) {
  const text = code.split(/[_.]/).map(part => SPECIAL[part] || part).join(' ');
  return text[0].toUpperCase() + text.slice(1);
}

export const blockingChoices = Object.entries(BLOCKING);
export const stateChoices = Object.entries(STATES).filter(([code]) => code !== 'ended');
export const outcomeChoices = Object.entries(OUTCOMES);
export const obstacle = code => OBSTACLES[code] || words(code);
export const stage = code => STAGES[code] || words(code);
export const outcome = code => OUTCOMES[code] || words(code);
export const state = code => STATES[code] || words(code);

/** How a mail stands, in a word and the tone it is said in. */
export function standing(message) {
  if (message.outcome === 'forwarded') {
    return { word: message.kind === 'reply' ? 'Sent' : message.kind === 'notice' ? 'Notice' : 'Forwarded', tone: 'good' };
  }
  if (message.outcome === 'dropped') {
    return { word: OUTCOMES.dropped, tone: 'blocked' };
  }
  return message.outcome
    ? { word: OUTCOMES[message.outcome] || words(message.outcome), tone: 'bad' }
    : { word: STATES[message.state] || words(message.state), tone: 'waiting' };
}
