import { compareByNameThenId, type ProcedureGraph } from '@klarify-graph/core';
import type { Matches } from '../data/matching.js';
import { sortByName } from '../data/order.js';

/** A procedure that others name but the list does not hold, and who names it. */
export interface MissingProcedure {
  readonly node: number;
  readonly namedBy: readonly number[];
}

/** Finds the missing procedures, by name then id. Cost: linear in them and their calls, and sorting. */
export function findMissing(graph: ProcedureGraph): readonly MissingProcedure[] {
  const { offsets, targets } = graph.callees;
  const found: MissingProcedure[] = [];
  for (let node = graph.listed; node < graph.procedures.length; node++) {
    found.push({ node, namedBy: sortByName(graph, targets.subarray(offsets[node], offsets[node + 1])) });
  }
  return found.sort((a, b) => compareByNameThenId(graph.procedures[a.node]!, graph.procedures[b.node]!));
}

/** Those that match a filter, or that a procedure which matches names. */
export function matchingMissing(
  missing: readonly MissingProcedure[],
  matches: Matches,
): readonly MissingProcedure[] {
  if (matches === undefined) return missing;
  return missing.filter(
    ({ node, namedBy }) => matches[node] === 1 || namedBy.some((by) => matches[by] === 1),
  );
}
