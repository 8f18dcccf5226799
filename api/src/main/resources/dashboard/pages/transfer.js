/** Aliases as files: out of here, and in from other services. */
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { post, url, withQuery } from '../api.js';
import { count } from '../format.js';
import { Check, Field, Trouble, onSubmit } from '../parts.js';
import { useAction } from '../resource.js';

const SOURCES = [['relaystream', 'Relaystream'], ['simplelogin', 'SimpleLogin'], ['addy', 'addy.io']];

export function Transfer({ imported }) {
  const [result, setResult] = useState(null);
  const send = useAction(async form => {
    const fields = new FormData(form);
    const file = fields.get('file');
    const json = file.name.toLowerCase().endsWith('.json');
    setResult(null);
    setResult(await post(withQuery('aliases/import', { source: fields.get('source'), replaceForeign: fields.has('replaceForeign') ? true : '' }),
      await file.text(), { 'Content-Type': json ? 'application/json' : 'text/csv' }));
    imported();
  });
  return html`<details class="card transfer"><summary>Import and export</summary>
    <div class="columns"><div><h2>Export</h2><p>All your aliases with their settings.</p>
      <p class="actions"><a class="button quiet" href=${url('aliases/export?format=csv')} download>CSV</a> <a class="button quiet" href=${url('aliases/export?format=json')} download>JSON</a></p></div>
    <div><h2>Import</h2><form onSubmit=${onSubmit(send.run)}>
      <${Field} label="File from" name="source" choices=${SOURCES} />
      <${Field} label="File" name="file" type="file" accept=".csv,.json" required hint="CSV or JSON of at most 64 KiB; split a larger one" />
      <${Check} name="replaceForeign" label="Replace what is not ours" hint="For an address in a domain that is not yours, make a random alias with a note" />
      <button class="quiet" aria-busy=${send.busy}>Import</button>
      <${Trouble} problem=${send.problem} />
      ${result && html`<div role="status"><p>${count(result.created)} aliases were made, ${count(result.skipped.length)} lines were skipped.</p>
        ${result.skipped.length > 0 && html`<ul class="skipped">${result.skipped.map(each => html`<li>Line ${each.line}: ${each.reason}</li>`)}</ul>`}</div>`}</form></div></div></details>`;
}
