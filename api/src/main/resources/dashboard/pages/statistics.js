/** What happened over time. */
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { withQuery } from '../api.js';
import { Chart, MAIL, TRACKERS } from '../chart.js';
import { count } from '../format.js';
import { useLive, useLiveTogether } from '../live.js';
import { Empty, Figures, Loaded, Page, Section } from '../parts.js';
import { useResource } from '../resource.js';
import { replace } from '../router.js';

const HOUR = 3_600_000;
const RANGES = {
  day: { text: '24 hours', per: 'hour', hours: 23 },
  week: { text: '7 days', per: 'hour', hours: 167 },
  month: { text: '30 days', per: 'day', hours: 29 * 24 },
  quarter: { text: '90 days', per: 'day', hours: 89 * 24 },
};

export function StatisticsPage({ route }) {
  const [range, setRange] = useState(RANGES[route.query.get('range')] ? route.query.get('range') : 'month');
  const { per, hours } = RANGES[range];
  const [now, setNow] = useState(Date.now());
  const figures = useResource(withQuery('statistics', { per, from: new Date(now - hours * HOUR).toISOString() }));
  const choose = code => {
    replace('#/statistics?range=' + code);
    setNow(Date.now());
    setRange(code);
  };
  useLiveTogether('message', events => events.some(each => each.finishedAt) && figures.reload());
  useLive('resync', figures.reload);
  const sum = key => count(figures.data.items.reduce((all, each) => all + each[key], 0));
  return html`<${Page} title="Statistics" actions=${html`<div class="segments" role="group" aria-label="Time shown">${Object.entries(RANGES).map(([code, each]) =>
      html`<button type="button" aria-pressed=${String(code === range)} onClick=${() => choose(code)}>${each.text}</button>`)}</div>`}>
    <${Loaded} of=${figures}>${({ items, per: shown }) => html`
      <${Figures} of=${[['Forwarded', sum('forwarded'), 'good'], ['Blocked', sum('blocked'), 'blocked'], ['Failed', sum('failed'), 'bad'], ['Replies', sum('replied'), 'waiting'], ['Trackers removed', sum('trackersRemoved'), 'tracker']]} />
      ${items.every(each => MAIL.every(({ key }) => each[key] === 0))
        ? html`<${Empty} title="No mail in this time"><p>Choose a longer time, or give <a href="#/aliases">an alias</a> away.</p></${Empty}>`
        : html`<${Section} title="Mail"><${Chart} items=${items} per=${shown} series=${MAIL} /></${Section}>
          <${Section} title="Trackers removed from mail"><${Chart} items=${items} per=${shown} series=${TRACKERS} /></${Section}>`}`}</${Loaded}></${Page}>`;
}
