import { type Adjacency, indexCalls, mergeCalls } from '../../graph/adjacency.js';
import type { ProcedureGraph } from '../../graph/procedure-graph.js';
import { compareText } from '../../model/text.js';

/** The calls of a graph with its procedures numbered by id, whatever the order of the list. */
export interface OrderedCalls {
  /** The node in the graph, by number here. */
  readonly nodes: Uint32Array;
  readonly callees: Adjacency;
}

/**
 * Numbers the procedures by id (by code unit) and sorts the calls likewise, so that neither the rounding of sums nor the
 * choice of a sample hangs on the order in which the procedures were listed. Cost: O(V log V + E).
 */
export function orderById(graph: ProcedureGraph): OrderedCalls {
  const { procedures, calls } = graph;
  const ids = Array.from(procedures.keys(), (node) => graph.idOf(node));
  const nodes = Uint32Array.from(ids.keys());
  nodes.sort((a, b) => compareText(ids[a]!, ids[b]!));
  const numberOf = new Uint32Array(nodes.length);
  for (const [number, node] of nodes.entries()) numberOf[node] = number;
  const { callers, callees } = mergeCalls(nodes.length, {
    callers: calls.callers.map((node) => numberOf[node]!),
    callees: calls.callees.map((node) => numberOf[node]!),
    flags: calls.flags,
  });
  return { nodes, callees: indexCalls(nodes.length, callers, callees) };
}

/** Puts a column by number here back into the order of the graph's nodes. */
export function byNode({ nodes }: OrderedCalls, ordered: Float64Array): Float64Array {
  const column = new Float64Array(nodes.length);
  for (const [number, node] of nodes.entries()) column[node] = ordered[number]!;
  return column;
}
