/** What happens now, from the stream of events; comes back by itself when it breaks. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { url } from './api.js';

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const MOMENT = 300;
const KINDS = ['message', 'alias', 'account'];

const bus = new EventTarget();
let wanted = false;
let source = null;
let timer = 0;
let wait = FIRST_WAIT;
let state = 'off';
let missed = false;

export function connect() {
  wanted = true;
  open();
}

export function disconnect() {
  wanted = false;
  close();
}

function open() {
  close();
  become('connecting');
  source = new EventSource(url('events'));
  source.onopen = () => {
    wait = FIRST_WAIT;
    become('live');
    if (missed) {
      missed = false;
      bus.dispatchEvent(new Event('resync'));
    }
  };
  source.onerror = () => {
    close();
    missed = true;
    become('connecting');
    timer = setTimeout(open, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };
  KINDS.forEach(kind =>
    source.addEventListener(kind, event =>
      bus.dispatchEvent(new CustomEvent(kind, { detail: JSON.parse(event.data) }))));
}

function close() {
  clearTimeout(timer);
  source?.close();
  source = null;
  become('off');
}

function become(next) {
  state = next;
  bus.dispatchEvent(new Event('state'));
}

// A page that nobody sees leaves its connection to others: browsers and the API allow few.
document.addEventListener('visibilitychange', () => {
  if (!wanted) return;
  if (document.visibilityState === 'visible') {
    open();
  } else {
    close();
    missed = true;
  }
});

/** Calls once for all events of a kind that come within a moment. */
export function useLiveTogether(kind, handle) {
  const come = useRef([]);
  const newest = useRef(handle);
  newest.current = handle;
  useLive(kind, detail => {
    if (come.current.push(detail) === 1) {
      setTimeout(() => newest.current(come.current.splice(0)), MOMENT);
    }
  });
}

/** Calls with every event of a kind; kind `resync` says that some may have been missed. */
export function useLive(kind, handle) {
  const newest = useRef(handle);
  newest.current = handle;
  useEffect(() => {
    const listener = event => newest.current(event.detail);
    bus.addEventListener(kind, listener);
    return () => bus.removeEventListener(kind, listener);
  }, [kind]);
}

export function useLiveState() {
  const [shown, setShown] = useState(state);
  useEffect(() => {
    const listener = () => setShown(state);
    bus.addEventListener('state', listener);
    listener();
    return () => bus.removeEventListener('state', listener);
  }, []);
  return shown;
}
