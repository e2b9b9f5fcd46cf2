import {
  isGraphDocument,
  KlarifyGraphError,
  type ReadGraph,
  readGraphDocument,
  unpackGraph,
} from '@klarify-graph/core';

/** The graph that a page holds, or what to tell the reader instead. */
export type LoadedGraph =
  | { readonly ok: true; readonly data: ReadGraph }
  | { readonly ok: false; readonly title: string; readonly message: string };

const DATA_ELEMENT_ID = 'klarify-graph-data';
// Not the whole placeholder: the page must hold that exactly once. The dev server's page holds `null`.
const EMPTY = /^(__KLARIFY_|null$|$)/;

/** The text of the page's data element. */
export function dataText(page: Document): string {
  return page.getElementById(DATA_ELEMENT_ID)?.textContent?.trim() ?? '';
}

export function isPacked(text: string): boolean {
  return text.startsWith('"');
}

/** Takes packed data out of its base64 and its compression. Rejects where it is damaged. */
export async function decompress(text: string): Promise<Uint8Array> {
  const binary = atob(text.slice(1, -1));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Reads the graph out of bytes that {@link decompress} gave, or out of JSON. Never throws. Cost: O(V + E). */
export function readGraph(source: Uint8Array | string): LoadedGraph {
  if (typeof source === 'string' && EMPTY.test(source)) {
    return problem(
      'This page holds no graph yet',
      'It is the empty template. Write a filled one with `klarify-graph export --format html --out graph.html`.',
    );
  }
  try {
    if (typeof source !== 'string') return { ok: true, data: unpackGraph(source) };
    const document: unknown = JSON.parse(source);
    if (!isGraphDocument(document)) return unreadable('its data is no graph');
    return { ok: true, data: readGraphDocument(document) };
  } catch (error) {
    if (error instanceof KlarifyGraphError) return problem('This graph cannot be read', error.message);
    return unreadable(error instanceof Error ? error.message : String(error));
  }
}

export function unreadable(reason: string): LoadedGraph {
  return problem(
    'This graph cannot be read',
    `The file is damaged or was cut short (${reason}). Write it anew with \`klarify-graph export --format html\`.`,
  );
}

function problem(title: string, message: string): LoadedGraph {
  return { ok: false, title, message };
}
