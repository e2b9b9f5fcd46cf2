import { DirectedGraph } from 'graphology';
import type { Procedure } from '../model/procedure.js';
import { type CallAttributes, callAttributes, edgeKey, nodeKey } from './graphology-shape.js';
import type { ProcedureGraph } from './procedure-graph.js';

/** What a node of the graphology graph holds: the whole procedure. */
export type ProcedureAttributes = Procedure;

/**
 * The graph as graphology's `DirectedGraph`, for library users who bring graphology's own algorithms. An edge points
 * from caller to callee; self-calls are self-loops; missing procedures are nodes with `missing: true`.
 * Never throws. Cost: O(V + E), but some 10 µs an edge: the analyses of this package work on `ProcedureGraph` instead.
 */
export function toGraphology(graph: ProcedureGraph): DirectedGraph<ProcedureAttributes, CallAttributes> {
  const result = new DirectedGraph<ProcedureAttributes, CallAttributes>({
    multi: false,
    allowSelfLoops: true,
  });
  for (const procedure of graph.procedures) result.addNode(nodeKey(procedure.id), { ...procedure });
  const keys = graph.procedures.map((procedure) => nodeKey(procedure.id));
  for (let call = 0; call < graph.calls.callers.length; call++) {
    const caller = keys[graph.calls.callers[call]!]!;
    const callee = keys[graph.calls.callees[call]!]!;
    result.addDirectedEdgeWithKey(edgeKey(call), caller, callee, callAttributes(graph, call));
  }
  return result;
}
