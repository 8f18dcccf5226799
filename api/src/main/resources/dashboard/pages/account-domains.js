/** The subdomain, and domains of the owner's own with what DNS must say. */
import { html } from 'htm/preact';
import { say } from '../announce.js';
import { patch, post, remove } from '../api.js';
import { Badge, Confirmed, Copy, Field, Icon, Loaded, More, Section, Switch, Trouble, When, fieldsOf, onSubmit } from '../parts.js';
import { useAction, useList } from '../resource.js';

export function DomainsPart({ account, about }) {
  const list = useList('domains');
  const put = domain => list.setItems(items => [...items.filter(each => each.host !== domain.host), domain]);
  return html`<${Loaded} of=${list}>${items => {
    const own = items.filter(each => each.kind === 'own');
    const subdomain = items.find(each => each.kind !== 'own');
    return html`
      <${Section} title="Your subdomain">${subdomain
        ? html`<${Head} domain=${subdomain} put=${put} named />`
        : html`<${Claim} about=${about} put=${put} free=${account.plan === 'free'} />`}</${Section}>
      ${own.map(domain => html`<${Own} key=${domain.host} domain=${domain} put=${put} gone=${() => list.setItems(all => all.filter(each => each.host !== domain.host))} />`)}
      <${Add} put=${put} free=${account.plan === 'free'} /><${More} list=${list} />`;
  }}</${Loaded}>`;
}

const Premium = ({ free }) => free && html`<p class="faint">This needs the premium plan.</p>`;

function Claim({ about, put, free }) {
  const claim = useAction(async form => put(await post('domains', fieldsOf(form))));
  return html`<p>Under a subdomain every name is yours: <code>anything@your-name.${about.aliasDomain}</code>. You can claim one, once, and keep it.</p><${Premium} free=${free} />
    <form class="inline" onSubmit=${onSubmit(claim.run)}><${Field} label="Subdomain" name="name" required autocomplete="off" autocapitalize="none" problem=${claim.problem} placeholder="your-name" disabled=${free} />
    <button aria-busy=${claim.busy} disabled=${free}>Claim it</button></form><${Trouble} problem=${claim.problem} />`;
}

function Add({ put, free }) {
  const add = useAction(async form => {
    put(await post('domains', fieldsOf(form)));
    form.reset();
  });
  return html`<${Section} title="Bring a domain"><p>With a domain of your own you can take your aliases elsewhere at any time.</p><${Premium} free=${free} />
    <form class="inline" onSubmit=${onSubmit(add.run)}><${Field} label="Domain" name="host" required autocomplete="off" autocapitalize="none" problem=${add.problem} placeholder="mail.example" disabled=${free} />
    <button class="quiet" aria-busy=${add.busy} disabled=${free}>Add it</button></form><${Trouble} problem=${add.problem} /></${Section}>`;
}

function Head({ domain, put, named }) {
  const change = useAction(async catchAll => put(await patch('domains/' + domain.host, { catchAll })));
  return html`<div class="domain-head">${named && html`<strong>${domain.host}</strong>`}
    <${Badge} tone=${domain.verified ? 'good' : 'waiting'}>${domain.verified ? 'In use' : 'Not verified'}</${Badge}>
    <label><${Switch} label=${'Mail makes aliases in ' + domain.host} on=${domain.catchAll} onChange=${event => change.run(event.currentTarget.checked)} />The first mail to a name makes its alias</label></div>
    <${Trouble} problem=${change.problem} />`;
}

function Own({ domain, put, gone }) {
  const path = 'domains/' + domain.host;
  const check = useAction(async () => {
    const checked = await post(path + '/check');
    put(checked);
    say(checked.checks.every(each => each.ok) ? 'Everything is as it must be' : 'Something is still missing');
  });
  const end = useAction(async () => {
    await remove(path);
    gone();
  });
  return html`<${Section} title=${domain.host} actions=${html`<button type="button" class="quiet" aria-busy=${check.busy} onClick=${check.run}>Check now</button>`}>
    <${Head} domain=${domain} put=${put} />
    <p class="faint">${domain.checkedAt ? html`Checked <${When} at=${domain.checkedAt} />.` : 'Not checked yet.'} Put these records into the DNS of ${domain.host}, then check. It may take an hour until they are seen.</p>
    <ul class="checks">${domain.checks?.map(each => html`<li class=${each.ok ? 'ok' : 'missing'}><span class="sign"><${Icon} name=${each.ok ? 'check' : 'cross'} /><b>${each.record}</b><span>${each.ok ? 'is right' : 'is not right yet'}</span></span>
      <dl><dt>Name</dt><dd><code>${each.name}</code></dd><dt>Value</dt><dd><code>${each.expected}</code><${Copy} text=${each.expected} /></dd>
      ${!each.ok && each.found.length > 0 && html`<dt>Found</dt><dd>${each.found.map(found => html`<code>${found}</code>`)}</dd>`}</dl>
      ${each.missing && html`<p>${each.missing}</p>`}</li>`)}</ul>
    <${Trouble} problem=${check.problem} /><${Trouble} problem=${end.problem} />
    <${Confirmed} label="Remove the domain" title=${'Remove ' + domain.host + '?'} text="Mail to it is not taken any more, and its aliases take no mail any more." action=${end} /></${Section}>`;
}
