import { CALL_FLAGS } from '../graph/adjacency.js';
import { createGraph, type ProcedureGraph } from '../graph/procedure-graph.js';
import type { Procedure } from '../model/procedure.js';

/** A procedure whose id and name say its number, all digits written, so that it sorts by number. */
export function numberedProcedure(node: number): Procedure {
  const id = String(node).padStart(7, '0');
  return {
    id,
    name: id,
    type: null,
    status: null,
    owner: null,
    performers: [],
    lanes: [],
    url: null,
    updatedAt: null,
    firstPublishedAt: null,
    missing: false,
  };
}

/** A graph of so many procedures with calls between these pairs of numbers, caller first. */
export function numbered(size: number, calls: readonly (readonly [number, number])[]): ProcedureGraph {
  return createGraph(
    Array.from({ length: size }, (_, node) => numberedProcedure(node)),
    {
      callers: Uint32Array.from(calls, ([caller]) => caller),
      callees: Uint32Array.from(calls, ([, callee]) => callee),
      flags: new Uint8Array(calls.length).fill(CALL_FLAGS.calledFrom),
    },
    [],
  );
}
