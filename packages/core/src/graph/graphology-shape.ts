import type { CallKind } from '../model/procedure.js';
import { callKinds, isAmbiguousCall, type ProcedureGraph } from './procedure-graph.js';

/** What an edge of the graphology graph holds. */
export interface CallAttributes {
  readonly kinds: readonly CallKind[];
  readonly ambiguous: boolean;
}

/**
 * The graphology key of a procedure. Keys are prefixed because graphology keeps them in plain objects, where ids such
 * as `__proto__` or `constructor` would break it; `attributes.id` holds the id itself.
 */
export function nodeKey(id: string): string {
  return `p:${id}`;
}

/** The graphology key of a call, by its number in the graph. */
export function edgeKey(call: number): string {
  return `c:${call}`;
}

/** The attributes of a call, by its number in the graph. Never throws for calls of the graph. Cost: O(1). */
export function callAttributes(graph: ProcedureGraph, call: number): CallAttributes {
  return { kinds: callKinds(graph, call), ambiguous: isAmbiguousCall(graph, call) };
}
