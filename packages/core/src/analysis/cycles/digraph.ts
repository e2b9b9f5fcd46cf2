import { type Adjacency, indexCalls } from '../../graph/adjacency.js';

/** Nodes numbered from 0 and calls between them, without self-calls: what the search for a cut works on. */
export interface Digraph {
  readonly size: number;
  readonly callers: Uint32Array;
  readonly callees: Uint32Array;
  /** From caller to callee; the `calls` of a slot number the columns above. */
  readonly out: Adjacency;
  readonly in: Adjacency;
}

/** The digraph with these calls. Cost: O(V + E). */
export function digraphOf(size: number, callers: Uint32Array, callees: Uint32Array): Digraph {
  return {
    size,
    callers,
    callees,
    out: indexCalls(size, callers, callees),
    in: indexCalls(size, callees, callers),
  };
}
