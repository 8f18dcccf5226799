/** A new alias with a name, a label and a note. */
import { html } from 'htm/preact';
import { useRef, useState } from 'preact/hooks';
import { idempotencyKey, post } from '../api.js';
import { Dialog, Field, Loaded, Trouble, fieldsOf, onSubmit } from '../parts.js';
import { useAction, useResource } from '../resource.js';

const KINDS = [['random', 'At random'], ['named', 'Of your choice']];
const FORMATS = [['characters', 'Characters'], ['words', 'Words']];

export function NewAliasDialog({ made, close }) {
  const [kind, setKind] = useState('random');
  const domains = useResource('domains');
  const key = useRef(idempotencyKey());
  const make = useAction(async form => {
    try {
      made(await post('aliases', { kind, ...fieldsOf(form) }, key.current));
    } catch (e) {
      key.current = idempotencyKey();
      throw e;
    }
  });
  return html`<${Dialog} title="New alias" close=${close}><form onSubmit=${onSubmit(make.run)}>
    <fieldset class="choice"><legend>Its name</legend>
      ${KINDS.map(([code, text]) => html`<label><input type="radio" name="" checked=${kind === code} onChange=${() => setKind(code)} />${text}</label>`)}</fieldset>
    ${kind === 'random'
      ? html`<${Field} key="format" label="Made of" name="format" problem=${make.problem} choices=${FORMATS} />`
      : html`<${Loaded} key="name" of=${domains}>${({ items }) => items.length === 0
        ? html`<p>For that you need a domain: <a href="#/account/domains">claim your subdomain, or bring your own</a>.</p>`
        : html`<div class="pair"><${Field} label="Name" name="localPart" required autocomplete="off" autocapitalize="none" spellcheck="false" problem=${make.problem} />
          <${Field} label="Domain" name="domain" problem=${make.problem} choices=${items.filter(each => each.verified).map(each => [each.host, '@' + each.host])} /></div>`}</${Loaded}>`}
    <${Field} label="Label" name="label" problem=${make.problem} autocomplete="off" hint="For you: what it is for" />
    <${Field} label="Used on" name="usedOn" problem=${make.problem} autocomplete="off" placeholder="shop.example" />
    <${Field} label="Note" name="note" problem=${make.problem} as="textarea" rows="2" />
    <${Trouble} problem=${make.problem} />
    <footer><button type="button" class="quiet" onClick=${close}>Cancel</button><button aria-busy=${make.busy}>Make it</button></footer></form></${Dialog}>`;
}
