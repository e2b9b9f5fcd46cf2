import { compareByNameThenId, type ProcedureGraph } from '@klarify-graph/core';

/** The nodes by name, then id. */
export function sortByName(graph: ProcedureGraph, nodes: Iterable<number>): number[] {
  return [...nodes].sort((a, b) => compareByNameThenId(graph.procedures[a]!, graph.procedures[b]!));
}

/** The nodes by their ranks, which are the places in an order of all nodes. Cost: linear in all nodes. */
export function sortByRank(ranks: Uint32Array, nodes: readonly number[]): readonly number[] {
  const nodeAt = new Uint32Array(ranks.length);
  for (const node of nodes) nodeAt[ranks[node]!] = node + 1;
  const sorted: number[] = [];
  for (const place of nodeAt) if (place > 0) sorted.push(place - 1);
  return sorted;
}
