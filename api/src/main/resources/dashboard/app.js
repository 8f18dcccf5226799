/** The dashboard: who is signed in, the frame around the pages, and which page is shown. */
import { html, render } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { Announcer } from './announce.js';
import { get, remove, signedOut } from './api.js';
import { connect, disconnect, useLiveState } from './live.js';
import { Empty, Icon, Loading, Page, Trouble } from './parts.js';
import { go, useRoute } from './router.js';
import { AccountPage } from './pages/account.js';
import { AliasPage, FindAlias } from './pages/alias.js';
import { AliasesPage } from './pages/aliases.js';
import { MessagePage } from './pages/message.js';
import { MessagesPage } from './pages/messages.js';
import { OperationsPage } from './pages/operations.js';
import { SignInPage } from './pages/sign-in.js';
import { StatisticsPage } from './pages/statistics.js';

const mark = new URL('./mark.svg', import.meta.url).href;
const WANTED = 'wanted';
const PAGES = {
  aliases: AliasesPage, alias: AliasPage, find: FindAlias, messages: MessagesPage, message: MessagePage,
  statistics: StatisticsPage, account: AccountPage, operations: OperationsPage,
};
const PARENTS = { alias: 'aliases', find: 'aliases', message: 'messages' };
const MANY_PARTS = ['account', 'operations'];
const LIVE = { live: 'Live', connecting: 'Connecting', off: 'Not live' };

const NotFound = () => html`<${Page} title="There is no such page"><p>Go to <a href="#/aliases">your aliases</a>.</p></${Page}>`;

function App() {
  const route = useRoute();
  const [session, setSession] = useState(undefined);
  const [about, setAbout] = useState(null);
  const [problem, setProblem] = useState(null);

  const start = async () => {
    setProblem(null);
    try {
      const [said, who] = await Promise.all([get('about'), get('session').catch(e => (e.status === 401 ? null : Promise.reject(e)))]);
      setAbout(said);
      setSession(who);
    } catch (e) {
      setProblem(e);
    }
  };
  useEffect(() => {
    start();
    const left = () => setSession(null);
    signedOut.addEventListener('signedout', left);
    return () => signedOut.removeEventListener('signedout', left);
  }, []);
  useEffect(() => {
    if (session === null && location.hash.length > 2) {
      localStorage.setItem(WANTED, location.hash);
    }
    if (session) {
      const wanted = localStorage.getItem(WANTED);
      localStorage.removeItem(WANTED);
      if (wanted && location.hash.length <= 2) go(wanted);
      connect();
      return disconnect;
    }
    return undefined;
  }, [session]);

  const signOut = async () => {
    await remove('session');
    location.assign('./');
  };
  if (problem) return html`<main class="plain"><h1>Relaystream</h1><${Trouble} problem=${problem} retry=${start} /></main>`;
  if (session === undefined) return html`<main class="plain"><${Loading} /></main>`;
  if (!session) return html`<${SignInPage} about=${about} signedIn=${start} theme=${html`<${Theme} />`} />`;
  const Shown = PAGES[route.page] || NotFound;
  const admin = session.scopes.includes('admin');
  return html`
    <a class="skip" href="#content" onClick=${skip}>Skip to the page</a>
    <header class="top"><a class="brand" href="#/aliases"><img src=${mark} alt="" width="28" height="28" />Relaystream</a>
      <${Navigation} here=${PARENTS[route.page] || route.page} admin=${admin} />
      <div class="tools"><${Live} /><${Theme} />
        <button type="button" class="icon-button" title="Sign out" aria-label="Sign out" onClick=${signOut}><${Icon} name="leave" /></button></div></header>
    <main id="content" tabindex="-1">
      ${route.page === 'operations' && !admin
        ? html`<${Page} title="Operations"><${Empty} title="This page is for operators"><p>Your account sees its own mail under <a href="#/messages">Messages</a>.</p></${Empty}></${Page}>`
        : html`<${Shown} key=${MANY_PARTS.includes(route.page) ? route.page : route.page + '/' + route.id} route=${route} about=${about} session=${session} />`}
    </main>
    <footer class="bottom"><a href="docs">API</a><span>Relaystream ${about.version}</span></footer>
    <${Announcer} />`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('content').focus();
}

function Navigation({ here, admin }) {
  const items = ['aliases', 'messages', 'statistics', 'account', ...(admin ? ['operations'] : [])];
  return html`<nav class="main" aria-label="Pages"><ul>${items.map(name => html`<li><a href=${'#/' + name} aria-current=${here === name ? 'page' : undefined}><${Icon} name=${name} />${name[0].toUpperCase() + name.slice(1)}</a></li>`)}</ul></nav>`;
}

function Live() {
  const state = useLiveState();
  return html`<span class=${'live ' + state} role="status" title="Whether this page learns of new mail by itself"><span class="dot"></span>${LIVE[state]}</span>`;
}

function Theme() {
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const [theme, setTheme] = useState(document.documentElement.dataset.theme || system);
  const next = theme === 'dark' ? 'light' : 'dark';
  const change = () => {
    document.documentElement.dataset.theme = next;
    localStorage.setItem('theme', next);
    setTheme(next);
    dispatchEvent(new Event('themechange'));
  };
  return html`<button type="button" class="icon-button" title=${next + ' theme'} aria-label=${'Use the ' + next + ' theme'} onClick=${change}><${Icon} name=${next === 'dark' ? 'moon' : 'sun'} /></button>`;
}

render(html`<${App} />`, document.getElementById('app'));
