import { compareByNameThenId, type ProcedureGraph } from '@klarify-graph/core';

/** The nodes by name, then id. */
export function sortByName(graph: ProcedureGraph, nodes: Iterable<number>): number[] {
  return [...nodes].sort((a, b) => compareByNameThenId(graph.procedures[a]!, graph.procedures[b]!));
}
