import { fileText } from './file-text.js';
import { dataText, isPacked } from './load-document.js';

/**
 * The graph that `?graph=` names, where a web server serves the page; `undefined` where it names none. Only the page's
 * own origin is asked, and redirects are not followed; the file that holds a graph may not connect anywhere at all, so
 * there the address is of no effect. Rejects with what went wrong.
 */
export async function hostedText({ href, protocol, origin }: Location): Promise<string | undefined> {
  const named = new URL(href).searchParams.get('graph');
  if (named === null || !/^https?:$/.test(protocol) || holdsGraph()) return undefined;
  const address = new URL(named, href);
  if (address.origin !== origin) throw new Error(`${address.origin} is another origin than this page's.`);
  const response = await ask(address);
  if (!response.ok) throw new Error(`${address.pathname} answers ${response.status}.`);
  return fileText(await response.blob());
}

async function ask(address: URL): Promise<Response> {
  try {
    // The data changes while the page stays: what the browser kept counts only while the server says so.
    return await fetch(address, { redirect: 'error', credentials: 'same-origin', cache: 'no-cache' });
  } catch {
    throw new Error(
      `${address.pathname} cannot be fetched: the server does not answer, or leads elsewhere (to a login, say), which is not followed.`,
    );
  }
}

function holdsGraph(): boolean {
  const text = dataText(document);
  return text.startsWith('{') || isPacked(text);
}
