/** The pages are fragments of the address: `#/alias/ID?with=parameters`. */
import { useEffect, useState } from 'preact/hooks';

/** What a fragment leads to. Mail links to `#alias=ADDRESS`. */
export function parse(hash) {
  if (hash.startsWith('#alias=')) {
    return { page: 'find', id: decoded(hash.slice('#alias='.length).replaceAll('+', ' ')), query: new URLSearchParams() };
  }
  const [path, query] = hash.replace(/^#\/?/, '').split('?');
  const [page, id] = path.split('/');
  return { page: page || 'aliases', id: id && decoded(id), query: new URLSearchParams(query) };
}

export function useRoute() {
  const [route, setRoute] = useState(() => parse(location.hash));
  useEffect(() => {
    const changed = () => setRoute(parse(location.hash));
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return route;
}

export function go(hash) {
  location.hash = hash;
}

/** Changes the address without a new page, so that it can be kept and sent. */
export function replace(hash) {
  history.replaceState(null, '', hash);
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
