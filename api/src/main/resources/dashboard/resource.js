/** Hooks for what is read from the API and done with it. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { get, Problem } from './api.js';

/** What a path answers. While it is read again, the old answer stays; `change` derives another one from it. A null path reads nothing. */
export function useResource(path) {
  const [state, setState] = useState({ data: null, problem: null });
  const newest = useRef(0);
  const reload = useCallback(async () => {
    const turn = ++newest.current;
    if (path === null) {
      return;
    }
    try {
      const data = await get(path);
      if (turn === newest.current) setState({ data, problem: null });
    } catch (e) {
      if (turn === newest.current) setState(old => ({ ...old, problem: known(e) }));
    }
  }, [path]);
  useEffect(() => {
    reload();
    return () => newest.current++;
  }, [reload]);
  const setData = useCallback(data => setState({ data, problem: null }), []);
  const change = useCallback(work => setState(old => (old.data ? { ...old, data: work(old.data) } : old)), []);
  return { ...state, reload, setData, change };
}

/** A list that is read page by page. */
export function useList(path) {
  const first = useResource(path);
  const [problem, setProblem] = useState(null);
  const { items, next } = first.data || {};
  const setItems = work => first.change(data => ({ ...data, items: work(data.items) }));
  const more = async () => {
    try {
      const page = await get(path + (path.includes('?') ? '&' : '?') + 'cursor=' + encodeURIComponent(next));
      setProblem(null);
      first.change(had => ({ items: [...had.items, ...page.items.filter(each => !had.items.some(other => other.id && other.id === each.id))], next: page.next }));
    } catch (e) {
      setProblem(known(e));
    }
  };
  return { items, next, more, setItems, reload: first.reload, problem: problem || first.problem };
}

/** Something that a person does: `run` does it, `problem` says why it failed. */
export function useAction(work) {
  const [state, setState] = useState({ busy: false, problem: null });
  const run = async (...given) => {
    setState({ busy: true, problem: null });
    try {
      const done = await work(...given);
      setState({ busy: false, problem: null });
      return done;
    } catch (e) {
      setState({ busy: false, problem: known(e) });
      return undefined;
    }
  };
  return { ...state, run };
}

function known(e) {
  if (e instanceof Problem) {
    return e;
  }
  console.error(e);
  return new Problem(0, { title: 'This page has a defect', detail: 'Load it again; if that does not help, tell the operator.' });
}
