import { KlarifyGraphError } from '../errors.js';

/** Where Klarify serves the list of procedures. */
export const DEFAULT_ENDPOINT = 'https://integration.klarify.biz/api/procedures';

const LOOPBACK_V4 = /^127(?:\.\d{1,3}){3}$/;

/** True for localhost, 127.0.0.0/8 and [::1]: what is sent there leaves no machine. */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || LOOPBACK_V4.test(url.hostname);
}

/**
 * Checks the address of the API and returns it without its fragment.
 * Its own query parameters are kept.
 *
 * @throws KlarifyGraphError `invalid-endpoint` when it is not a URL, when it names an access key or carries a user or
 *   password, and when it is neither an `https:` address nor an `http:` address of a loopback host. Any part of the
 *   address may be a secret, so the message repeats none.
 */
export function validateEndpoint(text: string): URL {
  // Asked of the raw text as well: a URL parser drops tabs and line breaks, and fails on what still holds a key.
  if (mentionsAccessKey(text)) throw refused('contains an access_key; the key goes into KLARIFY_ACCESS_KEY');
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw refused('is not a URL; it looks like https://example.com/api/procedures');
  if (mentionsAccessKey(url.href))
    throw refused('contains an access_key; the key goes into KLARIFY_ACCESS_KEY');
  if (url.username !== '' || url.password !== '')
    throw refused('contains a user name or password; remove it');
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw refused('uses plain http:, which would send the access key unencrypted; use https:');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused('is not an https: address');
  url.hash = '';
  return url;
}

/** The address without query and fragment, for messages. */
export function shownEndpoint(endpoint: URL): string {
  return endpoint.origin + endpoint.pathname;
}

/** The address of one page. It holds the access key: never show it, see {@link shownPageUrl}. */
export function pageUrl(
  endpoint: URL,
  accessKey: string,
  page: number,
  { pageSize, changedSince }: { readonly pageSize: number; readonly changedSince: string | null },
): URL {
  const url = new URL(endpoint);
  url.searchParams.set('access_key', accessKey);
  url.searchParams.set('page', String(page));
  url.searchParams.set('pageSize', String(pageSize));
  // By name, so that an edit which renames nothing moves nothing from one page to another.
  url.searchParams.set('sort', 'name,asc');
  if (changedSince !== null) url.searchParams.set('last_updated_at', changedSince);
  return url;
}

/** The address of one page with the access key masked, for the log of requests. */
export function shownPageUrl(url: URL): string {
  const shown = new URL(url);
  shown.searchParams.set('access_key', '***');
  return shown.href.replaceAll('%2C', ',');
}

const MAX_NESTED_ENCODINGS = 8;

function mentionsAccessKey(text: string): boolean {
  let decoded = text.replace(/[\t\n\r]/g, '');
  for (let round = 0; round < MAX_NESTED_ENCODINGS; round++) {
    if (decoded.toLowerCase().includes('access_key')) return true;
    const next = decoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (next === decoded) return false;
    decoded = next;
  }
  return true;
}

function refused(reason: string): KlarifyGraphError {
  return new KlarifyGraphError('invalid-endpoint', `The API address (--api-url, KLARIFY_API_URL) ${reason}.`);
}
