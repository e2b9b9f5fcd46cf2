import { KIND_FLAGS } from '../../graph/adjacency.js';
import type { ProcedureGraph } from '../../graph/procedure-graph.js';
import { type Digraph, digraphOf } from './digraph.js';

/** One strongly connected component on its own: nodes and calls numbered from 0, self-calls set apart. */
export interface ComponentGraph extends Digraph {
  /** The component's nodes in the whole graph, by name then id. */
  readonly nodes: readonly number[];
  /** By call: 1 where a `called_within` states it, alone or beside a `called_from`. */
  readonly containment: Uint8Array;
  /** Nodes that call themselves. */
  readonly selfCallers: readonly number[];
}

/** Cuts a component out of the graph. `localOf` is scratch space of the size of the graph. Cost: its calls, sorted. */
export function extractComponent(
  graph: ProcedureGraph,
  nodes: readonly number[],
  componentOf: Uint32Array,
  localOf: Uint32Array,
): ComponentGraph {
  for (const [local, node] of nodes.entries()) localOf[node] = local;
  const component = componentOf[nodes[0]!];
  const callers: number[] = [];
  const callees: number[] = [];
  const containment: number[] = [];
  const selfCallers: number[] = [];
  const { offsets, targets, calls } = graph.callees;
  for (const [local, node] of nodes.entries()) {
    // The callee and whether it is contained in one number, which sorts without objects.
    const inside: number[] = [];
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
      const target = targets[slot]!;
      if (target === node) selfCallers.push(local);
      else if (componentOf[target] === component) {
        const within = (graph.calls.flags[calls[slot]!]! & KIND_FLAGS.called_within) === 0 ? 0 : 1;
        inside.push(2 * localOf[target]! + within);
      }
    }
    for (const call of inside.sort((a, b) => a - b)) {
      callers.push(local);
      callees.push(call >>> 1);
      containment.push(call & 1);
    }
  }
  return {
    ...digraphOf(nodes.length, Uint32Array.from(callers), Uint32Array.from(callees)),
    nodes,
    containment: Uint8Array.from(containment),
    selfCallers,
  };
}
