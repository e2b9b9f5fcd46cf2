import { KlarifyGraphError } from '../errors.js';
import { CALL_FLAGS } from '../graph/adjacency.js';
import { createGraph, type ProcedureGraph } from '../graph/procedure-graph.js';
import type { Diagnostic, Procedure } from '../model/procedure.js';
import { isRawObject, type RawObject, readId } from '../model/raw-fields.js';
import { type GraphChanges, isGraphChanges } from './graph-changes.js';
import type { Source } from './source.js';

/** A graph read back from an export. */
export interface ReadGraph {
  readonly graph: ProcedureGraph;
  readonly source: Source;
  /** The nodes that the export names as configured entry points; `undefined` where it names none. */
  readonly entryPoints: readonly number[] | undefined;
  /** What changed since an earlier snapshot, where the export was asked for it. */
  readonly changes?: GraphChanges;
}

/** True for a value in the shape of graphology's serialisation, whatever its nodes and edges hold. Never throws. Cost: O(1). */
export function isGraphDocument(value: unknown): value is RawObject {
  return (
    isRawObject(value) &&
    Array.isArray(value['nodes']) &&
    Array.isArray(value['edges']) &&
    // A record may hold fields of any name.
    readId(value['id']) === null
  );
}

/**
 * Reads a graph that `export --format json` wrote. The graph equals the exported one: the calls are taken as they are,
 * nothing is resolved anew.
 *
 * @throws KlarifyGraphError `unreadable-snapshot` where a node or an edge is none of an export, naming its place.
 * Cost: O(V + E).
 */
export function readGraphDocument(document: RawObject): ReadGraph {
  const nodes = listOf(document, 'nodes').map((node, index) => readNode(node, index));
  nodes.sort((a, b) => Number(a.procedure.missing) - Number(b.procedure.missing));
  const numbers = new Map(nodes.map(({ key }, number) => [key, number]));
  if (numbers.size !== nodes.length) throw unreadable('two nodes have the same key');
  const ids = new Set(nodes.map(({ procedure }) => procedure.id));
  if (ids.size !== nodes.length) throw unreadable('two nodes have the same id');
  const edges = listOf(document, 'edges').map((edge, index) => readEdge(edge, index, numbers));
  return readAttributes(document['attributes'], (diagnostics) =>
    createGraph(
      nodes.map(({ procedure }) => procedure),
      {
        callers: Uint32Array.from(edges, (edge) => edge.caller),
        callees: Uint32Array.from(edges, (edge) => edge.callee),
        flags: Uint8Array.from(edges, (edge) => edge.flags),
      },
      diagnostics,
    ),
  );
}

/** Reads what a document says about the graph as a whole, and makes the graph with its diagnostics. */
export function readAttributes(
  value: unknown,
  make: (diagnostics: readonly Diagnostic[]) => ProcedureGraph,
): ReadGraph {
  const attributes = isRawObject(value) ? value : {};
  const graph = make(readDiagnostics(attributes['diagnostics']));
  const changes = attributes['changes'];
  return {
    graph,
    source: readSource(attributes['source'], graph),
    entryPoints: readEntryPoints(attributes['entryPoints'], graph),
    ...(isGraphChanges(changes) && { changes }),
  };
}

function unreadable(what: string): KlarifyGraphError {
  return new KlarifyGraphError(
    'unreadable-snapshot',
    `This graph was not written by klarify-graph: ${what}. Export it anew with \`export --format json\`.`,
  );
}

function listOf(document: RawObject, field: 'nodes' | 'edges'): readonly unknown[] {
  const value: unknown = document[field];
  return Array.isArray(value) ? value : [];
}

function readNode(node: unknown, index: number): { readonly key: string; readonly procedure: Procedure } {
  const attributes = isRawObject(node) ? node['attributes'] : undefined;
  if (!isRawObject(node) || typeof node['key'] !== 'string' || !isRawObject(attributes)) {
    throw unreadable(`nodes[${index}] has no key or no attributes`);
  }
  const id = attributes['id'];
  if (typeof id !== 'string' || id === '') throw unreadable(`nodes[${index}] has no id`);
  const text = (field: string) => {
    const value = attributes[field];
    return typeof value === 'string' ? value : null;
  };
  const texts = (field: string) => {
    const value: unknown = attributes[field];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  };
  return {
    key: node['key'],
    procedure: {
      id,
      name: text('name') ?? '',
      type: text('type'),
      status: text('status'),
      owner: text('owner'),
      performers: texts('performers'),
      lanes: texts('lanes'),
      url: text('url'),
      updatedAt: text('updatedAt'),
      firstPublishedAt: text('firstPublishedAt'),
      missing: attributes['missing'] === true,
    },
  };
}

function readEdge(edge: unknown, index: number, numbers: ReadonlyMap<string, number>) {
  if (!isRawObject(edge)) throw unreadable(`edges[${index}] is not an object`);
  const end = (field: 'source' | 'target') => {
    const key = edge[field];
    const number = typeof key === 'string' ? numbers.get(key) : undefined;
    if (number === undefined) throw unreadable(`the ${field} of edges[${index}] is no node`);
    return number;
  };
  const attributes = isRawObject(edge['attributes']) ? edge['attributes'] : {};
  const ambiguous = attributes['ambiguous'] === true;
  const kinds: unknown = attributes['kinds'];
  let flags = 0;
  for (const kind of Array.isArray(kinds) ? kinds : []) {
    if (kind === 'called_from') flags |= ambiguous ? CALL_FLAGS.ambiguousCalledFrom : CALL_FLAGS.calledFrom;
    if (kind === 'called_within')
      flags |= ambiguous ? CALL_FLAGS.ambiguousCalledWithin : CALL_FLAGS.calledWithin;
  }
  if (flags === 0) throw unreadable(`edges[${index}] has no kinds`);
  return { caller: end('source'), callee: end('target'), flags };
}

function readDiagnostics(value: unknown): readonly Diagnostic[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (item): item is Diagnostic =>
      isRawObject(item) &&
      typeof item['code'] === 'string' &&
      typeof item['message'] === 'string' &&
      // Whoever reads the source says this anew.
      !/^in(complete|cremental)-snapshot$/.test(item['code']),
  );
}

function readSource(value: unknown, graph: ProcedureGraph): Source {
  const raw = isRawObject(value) ? value : {};
  const fetchedAt = raw['fetchedAt'];
  return {
    kind: raw['kind'] === 'api' || raw['kind'] === 'sample' ? raw['kind'] : 'snapshot',
    fetchedAt: typeof fetchedAt === 'string' ? fetchedAt : null,
    complete: raw['complete'] !== false,
    procedures: graph.listed,
    ...((raw['mode'] === 'full' || raw['mode'] === 'incremental') && { mode: raw['mode'] }),
    ...(typeof raw['fullSyncAt'] === 'string' && { fullSyncAt: raw['fullSyncAt'] }),
  };
}

function readEntryPoints(value: unknown, graph: ProcedureGraph): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((id) => (typeof id === 'string' ? (graph.indexOf(id) ?? []) : []));
}
