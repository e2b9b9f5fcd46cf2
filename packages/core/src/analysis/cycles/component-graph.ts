import { type Adjacency, indexCalls } from '../../graph/adjacency.js';
import type { ProcedureGraph } from '../../graph/procedure-graph.js';

/** One strongly connected component on its own: nodes and calls numbered from 0, self-calls set apart. */
export interface ComponentGraph {
  /** The component's nodes in the whole graph, by name then id. */
  readonly nodes: readonly number[];
  readonly callers: Uint32Array;
  readonly callees: Uint32Array;
  /** From caller to callee; the `calls` of a slot number the columns above. */
  readonly out: Adjacency;
  readonly in: Adjacency;
  /** Nodes that call themselves. */
  readonly selfCallers: readonly number[];
}

/** Cuts a component out of the graph. `localOf` is scratch space of the size of the graph. Cost: its calls. */
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
  const selfCallers: number[] = [];
  for (const [local, node] of nodes.entries()) {
    const { offsets, targets } = graph.callees;
    const inside: number[] = [];
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
      const target = targets[slot]!;
      if (target === node) selfCallers.push(local);
      else if (componentOf[target] === component) inside.push(localOf[target]!);
    }
    for (const callee of inside.sort((a, b) => a - b)) {
      callers.push(local);
      callees.push(callee);
    }
  }
  const from = Uint32Array.from(callers);
  const to = Uint32Array.from(callees);
  return {
    nodes,
    callers: from,
    callees: to,
    out: indexCalls(nodes.length, from, to),
    in: indexCalls(nodes.length, to, from),
    selfCallers,
  };
}
