/** How numbers and times are written. */

const number = new Intl.NumberFormat();
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });
const STEPS = [['second', 60], ['minute', 60], ['hour', 24], ['day', 7]];

export const count = value => number.format(value);
export const dateTime = iso => moment.format(new Date(iso));
export const date = iso => day.format(new Date(iso));

/** Within a week "5 min. ago", otherwise the day. */
export function ago(iso, now = Date.now()) {
  let value = (new Date(iso) - now) / 1000;
  if (Math.abs(value) < 5) {
    return 'just now';
  }
  for (const [unit, size] of STEPS) {
    if (Math.abs(value) < size) {
      return relative.format(Math.round(value), unit);
    }
    value /= size;
  }
  return date(iso);
}

export function bytes(value) {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let step = 0;
  while (value >= 1000 && step < units.length - 1) {
    value /= 1000;
    step++;
  }
  return (step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)) + ' ' + units[step];
}

export function duration(ms) {
  if (ms == null) return '–';
  if (ms < 1000) return Math.round(ms) + ' ms';
  if (ms < 60_000) return (ms / 1000).toFixed(1) + ' s';
  if (ms < 3_600_000) return Math.round(ms / 60_000) + ' min';
  return (ms / 3_600_000).toFixed(1) + ' h';
}

/** A moment as a field of type datetime-local has it. */
export function localInput(iso) {
  if (!iso) return '';
  const at = new Date(iso);
  return new Date(at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
