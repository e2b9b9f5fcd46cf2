import { type Components, groupComponents, sharedComponents } from './components.js';
import type { ProcedureGraph } from './procedure-graph.js';

/**
 * The components that are cycles, each in node order: those of two or more procedures, and single procedures that call
 * themselves. Missing procedures are on none, for nothing calls them. Empty on an empty or acyclic graph. Never throws.
 * Cost: O(V + E).
 */
export function cyclicComponents(
  graph: ProcedureGraph,
  components: Components = sharedComponents(graph.callees),
): number[][] {
  return groupComponents(components).filter(
    (members) => members.length > 1 || callsItself(graph, members[0]!),
  );
}

/** Tells whether a procedure names itself as its caller. Never throws for nodes of the graph. Cost: its callees. */
export function callsItself({ callees: { offsets, targets } }: ProcedureGraph, node: number): boolean {
  for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) if (targets[slot] === node) return true;
  return false;
}
