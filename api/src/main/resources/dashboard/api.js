/** Speaks with the API: JSON in and out, refusals as Problem. */

const ROOT = 'api/v1/';
const etags = new WeakMap();

/** Is told when the API says that nobody is signed in any more. */
export const signedOut = new EventTarget();

/** A refusal (RFC 9457), or that no answer came. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || 'The server answered ' + status);
    this.status = status;
    this.code = body.code;
    this.title = body.title || 'That did not work';
    this.fields = Object.fromEntries((body.errors || []).map(each => [each.field, each.message]));
  }
}

/** The address of something in the API, for links. */
export const url = path => ROOT + path;

/** A path with the parameters that have a value. */
export function withQuery(path, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== '' && value != null);
  return given.length ? path + '?' + new URLSearchParams(given) : path;
}

/** The version of something that was read, for If-Match. */
export const etag = body => etags.get(body);

/** Sends a request; a string or a Blob goes as it is, everything else as JSON. */
export async function call(method, path, body, headers = {}) {
  const raw = typeof body === 'string' || body instanceof Blob;
  const request = { method, headers: { Accept: 'application/json', ...headers } };
  if (body !== undefined) {
    request.body = raw ? body : JSON.stringify(body);
    request.headers['Content-Type'] ??= 'application/json';
  }
  let response;
  try {
    response = await fetch(url(path), request);
  } catch {
    throw new Problem(0, { title: 'No connection', detail: 'The server cannot be reached. Is it running, and is this device online?', code: 'unreachable' });
  }
  const answer = await read(response);
  if (!response.ok) {
    if (response.status === 401 && path !== 'session') {
      signedOut.dispatchEvent(new Event('signedout'));
    }
    throw new Problem(response.status, explained(response, answer));
  }
  if (answer && response.headers.has('ETag')) {
    etags.set(answer, response.headers.get('ETag'));
  }
  return answer;
}

export const get = path => call('GET', path);
export const post = (path, body, headers) => call('POST', path, body, headers);
export const patch = (path, body, headers) => call('PATCH', path, body, headers);
export const remove = (path, body, headers) => call('DELETE', path, body, headers);

/** A key under which a creation may be repeated without making a second thing. */
export function idempotencyKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return { 'Idempotency-Key': Array.from(bytes, each => each.toString(16).padStart(2, '0')).join('') };
}

async function read(response) {
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return { detail: 'The server answered something unexpected (' + response.status + ')' };
  }
}

function explained(response, answer) {
  const seconds = response.headers.get('Retry-After');
  return response.status === 429 && seconds
    ? { ...answer, detail: `That was too much at once. Try again in ${seconds} seconds.` }
    : answer || {};
}
