import { isGraphDocument, KlarifyGraphError, type ReadGraph, readGraphDocument } from '@klarify-graph/core';

/** The graph that the page holds, or what to tell the reader instead. */
export type LoadedGraph =
  | { readonly ok: true; readonly data: ReadGraph }
  | { readonly ok: false; readonly title: string; readonly message: string };

const DATA_ELEMENT_ID = 'klarify-graph-data';
// Not the whole placeholder: the page must hold that exactly once. The dev server's page holds `null`.
const EMPTY = /^(__KLARIFY_|null$|$)/;

/** Reads the graph out of the page's data element. Never throws. Cost: O(V + E). */
export function loadGraph(page: Document): LoadedGraph {
  const text = page.getElementById(DATA_ELEMENT_ID)?.textContent?.trim() ?? '';
  if (EMPTY.test(text)) {
    return problem(
      'This page holds no graph yet',
      'It is the empty template. Write a filled one with `klarify-graph export --format html --out graph.html`.',
    );
  }
  try {
    const document: unknown = JSON.parse(text);
    if (!isGraphDocument(document)) return unreadable('its data is no graph');
    return { ok: true, data: readGraphDocument(document) };
  } catch (error) {
    if (error instanceof KlarifyGraphError) return problem('This graph cannot be read', error.message);
    return unreadable(error instanceof Error ? error.message : String(error));
  }
}

function unreadable(reason: string): LoadedGraph {
  return problem(
    'This graph cannot be read',
    `The file is damaged or was cut short (${reason}). Write it anew with \`klarify-graph export --format html\`.`,
  );
}

function problem(title: string, message: string): LoadedGraph {
  return { ok: false, title, message };
}
