/** Small pieces that pages are made of. */
import { html } from 'htm/preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { say } from './announce.js';
import { ago, dateTime } from './format.js';

const icons = new URL('./icons.svg', import.meta.url).href;

export const Icon = ({ name }) => html`<svg class="icon" aria-hidden="true"><use href=${icons + '#' + name} /></svg>`;

/** An address, which breaks before its @ where there is no room for it. */
export const Address = ({ text }) => text.split('@').map((part, index) => (index ? html`<wbr />@${part}` : part));

let pages = 0;

/** A page: its title takes the focus when the page appears, unless it is the first one. */
export function Page({ title, beside, actions, back, children }) {
  const heading = useRef();
  useEffect(() => {
    document.title = title + ' · Relaystream';
  }, [title]);
  useEffect(() => {
    scrollTo(0, 0);
    if (pages++ > 0) heading.current.focus();
  }, []);
  return html`
    ${back && html`<a class="back" href=${back.href}><${Icon} name="back" />${back.text}</a>`}
    <header class="page-head"><div class="title"><h1 ref=${heading} tabindex="-1"><${Address} text=${title} /></h1>${beside}</div>${actions && html`<div class="actions">${actions}</div>`}</header>
    ${children}`;
}

/** Links to the parts of a page; what is beside the screen is scrolled to. */
export function Parts({ label, of, here, page }) {
  const list = useRef();
  useEffect(() => list.current.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [here]);
  return html`<nav class="parts" aria-label=${label}><ul ref=${list}>${of.map(([code, text]) =>
    html`<li><a href=${`#/${page}/${code}`} aria-current=${code === here ? 'page' : undefined}>${text}</a></li>`)}</ul></nav>`;
}

/** A section under its own heading. */
export function Section({ title, actions, children, ...rest }) {
  const id = useId();
  return html`<section class="card" aria-labelledby=${id} ...${rest}>
    <header class="section-head"><h2 id=${id}>${title}</h2>${actions}</header>${children}</section>`;
}

/** A failure in words; `retry` offers to try again. */
export function Trouble({ problem, retry }) {
  return problem && html`<div class="trouble" role="alert"><strong>${problem.title}</strong><p>${problem.message}</p>
    ${retry && html`<button type="button" class="quiet" onClick=${retry}>Try again</button>`}</div>`;
}

/** What stands where nothing is yet, with what to do next. */
export const Empty = ({ title, children }) => html`<div class="empty"><h2>${title}</h2>${children}</div>`;

export const Loading = () => html`<p class="loading" aria-busy="true">Loading</p>`;

/** What was read, its failure, or that it is not there yet. */
export function Loaded({ of, children }) {
  const data = of.data ?? of.items;
  return html`<${Trouble} problem=${of.problem} retry=${of.reload} />
    ${data ? children(data) : !of.problem && html`<${Loading} />`}`;
}

export const More = ({ list }) => list.next && html`<button type="button" class="quiet more" onClick=${list.more}>Show more</button>`;

/** A field of a form with its label, a hint, and what the API says about it. What was typed stays when the form is drawn again. */
export function Field({ label, name, problem, hint, initial, choices, as = choices ? 'select' : 'input', ...rest }) {
  const id = useId();
  const error = problem?.fields?.[name];
  const described = [error && id + 'e', hint && id + 'h'].filter(Boolean).join(' ') || undefined;
  return html`<div class="field"><label for=${id}>${label}</label>
    <${as} id=${id} name=${name} aria-invalid=${error ? 'true' : undefined} aria-describedby=${described} defaultValue=${choices ? undefined : initial} ...${rest}>${choices?.map(([code, text]) => html`<option value=${code} selected=${code === initial}>${text}</option>`)}</${as}>
    ${error && html`<small id=${id + 'e'} class="wrong">${label} ${error}</small>`}
    ${hint && html`<small id=${id + 'h'}>${hint}</small>`}</div>`;
}

export function Check({ label, hint, initial, ...rest }) {
  const id = useId();
  return html`<div class="check"><input type="checkbox" id=${id} defaultChecked=${initial} aria-describedby=${hint ? id + 'h' : undefined} ...${rest} />
    <label for=${id}>${label}</label>${hint && html`<small id=${id + 'h'}>${hint}</small>`}</div>`;
}

/** Switches something on or off at once; `label` names it to those who do not see where it stands. */
export const Switch = ({ label, on, ...rest }) =>
  html`<input type="checkbox" role="switch" aria-label=${label} checked=${on} ...${rest} />`;

export function Copy({ text, label = 'Copy' }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    if (await copied(text)) {
      setDone(true);
      say('Copied ' + text);
      setTimeout(() => setDone(false), 2000);
    } else {
      say('This browser does not let the page copy: select the text and copy it yourself');
    }
  };
  return html`<button type="button" class="icon-button" aria-label=${label + ' ' + text} title=${label} onClick=${copy}><${Icon} name=${done ? 'check' : 'copy'} /></button>`;
}

/** The clipboard is there in secure contexts only; elsewhere the old way may work. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}

/** A command or secret to be copied. */
export const Code = ({ text, label }) => html`<div class="code"><code>${text}</code><${Copy} text=${text} label=${label} /></div>`;

export const Badge = ({ tone, children }) => html`<span class=${'badge ' + tone}>${children}</span>`;

export const When = ({ at }) => (at ? html`<time datetime=${at} title=${dateTime(at)}>${ago(at)}</time>` : '–');

/** Figures with their names. */
export const Figures = ({ of }) => html`<dl class="figures">${of.map(([name, value, tone]) =>
  html`<div class=${tone || ''}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/** A window above the page; the focus goes back to where it came from. */
export function Dialog({ title, close, children }) {
  const dialog = useRef();
  const id = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown.showModal();
    return () => shown.close();
  }, []);
  return html`<dialog ref=${dialog} aria-labelledby=${id} onClose=${close}><article>
    <header><h2 id=${id}>${title}</h2><button type="button" class="icon-button" aria-label="Close" onClick=${() => dialog.current.close()}><${Icon} name="cross" /></button></header>
    ${children}</article></dialog>`;
}

/** A button for what cannot be undone: asks first. */
export function Confirmed({ label, title, text, action, class: style = 'danger', ...rest }) {
  const [asking, setAsking] = useState(false);
  const sure = async () => {
    await action.run();
    setAsking(false);
  };
  return html`<button type="button" class=${style} onClick=${() => setAsking(true)} ...${rest}>${label}</button>
    ${asking && html`<${Dialog} title=${title} close=${() => setAsking(false)}>
      <p>${text}</p>
      <footer><button type="button" class="quiet" onClick=${() => setAsking(false)}>Keep it</button>
      <button type="button" class="danger" aria-busy=${action.busy} onClick=${sure}>${label}</button></footer></${Dialog}>`}`;
}

/** The fields of a form as an object; of what is empty, nothing. */
export function fieldsOf(form) {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
}

/** Calls with the form, and keeps the browser where it is. */
export const onSubmit = handle => event => {
  event.preventDefault();
  return handle(event.currentTarget);
};
