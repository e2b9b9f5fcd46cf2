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

const UNREADABLE = 'This graph cannot be read';
const SCHEMA_VERSION = 1;
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
      'Open one: a file that `klarify-graph export --format json --out graph.json` writes, or on a web server by its address, `?graph=graph.json`. A page that holds its graph is written by `klarify-graph export --format html`.',
    );
  }
  try {
    if (typeof source !== 'string') return { ok: true, data: unpackGraph(source) };
    const document: unknown = JSON.parse(source);
    const other = isGraphDocument(document) ? newerVersion(document) : whatElse(document);
    if (other !== undefined) return problem(UNREADABLE, other);
    if (!isGraphDocument(document)) return unreadable('its data is no graph');
    return { ok: true, data: readGraphDocument(document) };
  } catch (error) {
    if (error instanceof KlarifyGraphError) return problem(UNREADABLE, error.message);
    return unreadable(error instanceof Error ? error.message : String(error));
  }
}

export function unreadable(reason: string): LoadedGraph {
  return problem(
    UNREADABLE,
    `The file is damaged or was cut short, or is no graph (${reason}). Write it anew with \`klarify-graph export\`.`,
  );
}

/** That a graph was written by a later klarify-graph, whose data may mean something else. */
function newerVersion(document: Readonly<Record<string, unknown>>): string | undefined {
  const attributes = document['attributes'];
  const version = isObject(attributes) ? attributes['schemaVersion'] : undefined;
  if (typeof version !== 'number' || version <= SCHEMA_VERSION) return undefined;
  return `It was written by a newer klarify-graph (version ${version} of the data, this page reads ${SCHEMA_VERSION}). Open it with a page that the newer one writes.`;
}

/** What a JSON file that holds no graph is, where that can be told. */
function whatElse(document: unknown): string | undefined {
  const wanted = 'The graph itself is written by `klarify-graph export --format json --out graph.json`.';
  if (isObject(document) && typeof document['command'] === 'string')
    return `It holds an answer of \`klarify-graph ${document['command']}\`, not a graph. ${wanted}`;
  const records = isObject(document)
    ? (document['records'] ?? document['data'] ?? document['pages'])
    : document;
  if (!Array.isArray(records)) return undefined;
  return 'It holds a snapshot of procedures, not a graph. Make a graph of it: `klarify-graph --snapshot FILE export --format json --out graph.json`.';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problem(title: string, message: string): LoadedGraph {
  return { ok: false, title, message };
}
