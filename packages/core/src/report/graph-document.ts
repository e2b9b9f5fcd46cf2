import { type CallAttributes, callAttributes, edgeKey, nodeKey } from '../graph/graphology-shape.js';
import type { Diagnostic, Procedure } from '../model/procedure.js';
import type { GraphChanges } from './graph-changes.js';
import type { Source, Subject } from './source.js';

/** Says that a graphology document is one of ours. */
export const GRAPH_DOCUMENT_FORMAT = 'klarify-graph';

/** What the document says about the graph as a whole. */
export interface GraphDocumentAttributes {
  readonly format: typeof GRAPH_DOCUMENT_FORMAT;
  readonly schemaVersion: 1;
  readonly source: Source;
  /** The ids that the configured entry points match; `null` where none are configured. */
  readonly entryPoints: readonly string[] | null;
  readonly diagnostics: readonly Diagnostic[];
  /** What changed since an earlier snapshot; absent unless that was asked for. */
  readonly changes?: GraphChanges;
}

/** graphology's own serialisation, which graphology, sigma and Gephi Lite read as it is. */
export interface GraphDocument {
  readonly attributes: GraphDocumentAttributes;
  readonly options: { readonly type: 'directed'; readonly multi: false; readonly allowSelfLoops: true };
  readonly nodes: readonly { readonly key: string; readonly attributes: Procedure }[];
  readonly edges: readonly {
    readonly key: string;
    readonly source: string;
    readonly target: string;
    readonly attributes: CallAttributes;
  }[];
}

/**
 * The whole graph as a document that can be read back: what `export --format json` writes and the HTML graph holds.
 * Equal to `toGraphology(graph).export()` but for the attributes of the graph, without building it. Cost: O(V + E).
 */
export function graphDocument(
  subject: Subject,
  entryPoints?: readonly number[],
  changes?: GraphChanges,
): GraphDocument {
  const { graph } = subject;
  const { callers, callees } = graph.calls;
  const keys = graph.procedures.map((procedure) => nodeKey(procedure.id));
  return {
    attributes: graphAttributes(subject, entryPoints, changes),
    options: { type: 'directed', multi: false, allowSelfLoops: true },
    nodes: graph.procedures.map((procedure, node) => ({ key: keys[node]!, attributes: procedure })),
    edges: Array.from(callers, (caller, call) => ({
      key: edgeKey(call),
      source: keys[caller]!,
      target: keys[callees[call]!]!,
      attributes: callAttributes(graph, call),
    })),
  };
}

/** What a document says about the graph as a whole. */
export function graphAttributes(
  { graph, source, diagnostics }: Subject,
  entryPoints?: readonly number[],
  changes?: GraphChanges,
): GraphDocumentAttributes {
  return {
    format: GRAPH_DOCUMENT_FORMAT,
    schemaVersion: 1,
    source,
    entryPoints: entryPoints?.map((node) => graph.procedures[node]!.id) ?? null,
    diagnostics: [...(diagnostics ?? []), ...graph.diagnostics],
    ...(changes && { changes }),
  };
}
