/** Sign-in by a link that is mailed. */
import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { get, post } from '../api.js';
import { Field, Page, Trouble, fieldsOf, onSubmit } from '../parts.js';
import { useAction } from '../resource.js';

const mark = new URL('../mark.svg', import.meta.url).href;

export function SignInPage({ about, signedIn, theme }) {
  const [sent, setSent] = useState(null);
  const send = useAction(async email => setSent({ email, ...(await post('login', { email })) }));
  return html`<div class="sign-in"><div class="tools">${theme}</div><main>
    <p class="brand"><img src=${mark} alt="" width="40" height="40" />Relaystream</p>
    ${sent
      ? html`<${Sent} key="sent" sent=${sent} about=${about} signedIn=${signedIn} again=${() => setSent(null)} />`
      : html`<${Page} key="ask" title="Sign in">
        <p>${about.signUp === 'open' ? 'New here or not: tell us where your mail should go, and we send you a link.' : 'Tell us your address, and we send you a link.'} No password.</p>
        <form onSubmit=${onSubmit(form => send.run(fieldsOf(form).email))}>
          <${Field} label="Your e-mail address" name="email" type="email" required autocomplete="email" problem=${send.problem} />
          <button aria-busy=${send.busy}>Send me the link</button>
          <${Trouble} problem=${send.problem} />
        </form></${Page}>`}
    <p class="small">${about.signUp === 'closed' && 'Accounts are made by the operator. '}${'Aliases end in @' + about.aliasDomain + '.'} <a href="docs">API</a></p>
  </main></div>`;
}

/** Goes on by itself when the link was opened beside this page. */
function Sent({ sent, about, signedIn, again }) {
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && get('session').then(signedIn, () => {});
    addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return html`<${Page} title="Look into your mailbox">
    <p role="status">We sent a link to <strong>${sent.email}</strong>. It works once, within ${sent.expiresInMinutes} minutes.</p>
    ${about.local && html`<p>This system runs on your own machine, and no mail leaves it. Its terminal shows a link that signs the demo owner in; <code>./relaystream up</code> prints it.</p>`}
    <p>Nothing came? Look into the spam folder, or <button type="button" class="link" onClick=${again}>use another address</button>.</p></${Page}>`;
}
