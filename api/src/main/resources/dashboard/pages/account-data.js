/** What is kept about the owner, to take along or to be deleted. */
import { html } from 'htm/preact';
import { remove, url } from '../api.js';
import { Field, Section, Trouble, fieldsOf, onSubmit } from '../parts.js';
import { useAction } from '../resource.js';

export function DataPart({ account }) {
  const end = useAction(async form => {
    await remove('account', fieldsOf(form));
    location.assign('./');
  });
  return html`<${Section} title="Export"><p>Your account, aliases, domains, tokens, webhooks and the log of your mail, as JSON.</p>
      <p><a class="button quiet" href=${url('account/export')} download>Download</a></p></${Section}>
    <${Section} title="Delete the account"><p>Your aliases end and are never issued again, and your log, domains, tokens and settings are deleted. What stays are hashes of the addresses and the name of your subdomain, so that nobody else can get them.</p>
      <form onSubmit=${onSubmit(end.run)}><${Field} label="To confirm, write your address" name="confirm" type="email" required autocomplete="off" pattern=${escaped(account.email)} title=${account.email} problem=${end.problem} hint=${account.email} />
      <${Trouble} problem=${end.problem} /><button class="danger" aria-busy=${end.busy}>Delete everything</button></form></${Section}>`;
}

const escaped = text => text.replace(/[^\w@-]/g, '\\$&');
