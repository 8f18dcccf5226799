/** Short messages that are seen for a moment and read out. */
import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';

const SECONDS = 5;
const bus = new EventTarget();

export function say(text) {
  bus.dispatchEvent(new CustomEvent('say', { detail: text }));
}

export function Announcer() {
  const [text, setText] = useState('');
  useEffect(() => {
    let timer = 0;
    const listener = event => {
      clearTimeout(timer);
      setText(event.detail);
      timer = setTimeout(() => setText(''), SECONDS * 1000);
    };
    bus.addEventListener('say', listener);
    return () => {
      clearTimeout(timer);
      bus.removeEventListener('say', listener);
    };
  }, []);
  return html`<div class="announcer" role="status">${text && html`<p>${text}</p>`}</div>`;
}
