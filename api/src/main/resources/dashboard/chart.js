/** Charts over time (uPlot), and the small ones in lists. */
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { count, date, dateTime } from './format.js';

const HEIGHT = 220;
const NARROW = 480;

/** Bars over time; the values of the series stand on top of each other, in their order. */
export function Chart({ items, per, series }) {
  const place = useRef();
  const legend = useRef();
  useEffect(() => {
    let plot = null;
    const draw = () => {
      plot?.destroy();
      plot = plotted(place.current, legend.current, items, per, series);
    };
    const resized = new ResizeObserver(() => plot?.setSize({ width: place.current.clientWidth, height: HEIGHT }));
    const dark = matchMedia('(prefers-color-scheme: dark)');
    draw();
    resized.observe(place.current);
    dark.addEventListener('change', draw);
    addEventListener('themechange', draw);
    return () => {
      resized.disconnect();
      dark.removeEventListener('change', draw);
      removeEventListener('themechange', draw);
      plot?.destroy();
    };
  }, [items, per]);
  const total = key => items.reduce((sum, item) => sum + item[key], 0);
  return html`<figure class="chart">
    <ul class="legend" ref=${legend}>${series.map(each => html`<li class=${each.tone}><span class="swatch"></span>${each.label} <b>${count(total(each.key))}</b></li>`)}</ul>
    <div class="plot" ref=${place} aria-hidden="true"></div>
    <details class="plain-table"><summary>Show as a table</summary><div class="scroll" tabindex="0" role="region" aria-label="The values of the chart"><table>
      <thead><tr><th>${per === 'hour' ? 'Hour' : 'Day'}</th>${series.map(each => html`<th class="number">${each.label}</th>`)}</tr></thead>
      <tbody>${[...items].reverse().filter(item => series.some(each => item[each.key])).map(item => html`<tr><td>${label(item.at, per)}</td>${series.map(each => html`<td class="number">${count(item[each.key])}</td>`)}</tr>`)}</tbody>
    </table></div></details></figure>`;
}

function label(at, per) {
  return per === 'hour' ? dateTime(at) : date(at);
}

function plotted(place, legend, items, per, series) {
  const ink = getComputedStyle(legend).color;
  const line = getComputedStyle(place).borderTopColor;
  const colours = [...legend.querySelectorAll('.swatch')].map(swatch => getComputedStyle(swatch).backgroundColor);
  const font = '12px ' + getComputedStyle(place).fontFamily;
  const axis = { stroke: ink, font, grid: { stroke: line, width: 1 }, ticks: { show: false } };
  const stacked = series.map((_, top) => items.map(item => series.slice(0, top + 1).reduce((sum, each) => sum + item[each.key], 0)));
  // The highest first, so that each lower one is drawn over it.
  const order = series.map((_, index) => index).reverse();
  return new uPlot({
    width: place.clientWidth,
    height: HEIGHT,
    padding: [12, 8, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: true, range: (_, from, to) => padded(from, to, items.length) }, y: { range: (_, __, most) => [0, Math.max(4, most * 1.05)] } },
    axes: [
      { ...axis, grid: { show: false }, space: place.clientWidth < NARROW ? 64 : 50 },
      { ...axis, size: 44, values: (_, values) => values.map(value => (Number.isInteger(value) ? count(value) : '')) },
    ],
    series: [{}, ...order.map(index => ({ fill: colours[index], width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.72, 48], radius: 0.15 }) }))],
  }, [items.map(item => (per === 'hour' ? Date.parse(item.at) : localDay(item.at)) / 1000), ...order.map(index => stacked[index])], place);
}

/** Days are days of UTC; their bars stand at the same date here. */
function localDay(at) {
  const [year, month, day] = at.slice(0, 10).split('-').map(Number);
  return new Date(year, month - 1, day).getTime();
}

function padded(from, to, bars) {
  const half = bars > 1 ? (to - from) / (bars - 1) / 2 : 43_200;
  return [from - half, to + half];
}

/** Forwarded above, blocked below, a column a day. */
export function Spark({ forwarded, blocked }) {
  const most = Math.max(1, ...forwarded, ...blocked);
  const bar = value => Math.ceil((value / most) * 11);
  return html`<svg class="spark" viewBox=${`0 0 ${forwarded.length * 5} 24`} preserveAspectRatio="none" role="img"
    aria-label=${`In ${forwarded.length} days ${sum(forwarded)} forwarded, ${sum(blocked)} blocked`}>
    <path class="axis" d=${`M0 12h${forwarded.length * 5}`} />
    ${forwarded.map((value, day) => value > 0 && html`<rect class="good" x=${day * 5 + 0.5} y=${12 - bar(value)} width="4" height=${bar(value)} />`)}
    ${blocked.map((value, day) => value > 0 && html`<rect class="blocked" x=${day * 5 + 0.5} y="12.5" width="4" height=${bar(value)} />`)}
  </svg>`;
}

const sum = values => count(values.reduce((a, b) => a + b, 0));

/** The series of mail, in the tones of the list of messages. */
export const MAIL = [
  { key: 'forwarded', label: 'Forwarded', tone: 'good' },
  { key: 'replied', label: 'Replied', tone: 'waiting' },
  { key: 'blocked', label: 'Blocked', tone: 'blocked' },
  { key: 'failed', label: 'Failed', tone: 'bad' },
];
export const TRACKERS = [{ key: 'trackersRemoved', label: 'Trackers removed', tone: 'tracker' }];
