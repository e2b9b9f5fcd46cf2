import { findPath, type ProcedureGraph, UNREACHED, walkFrom } from '@klarify-graph/core';
import { sortByName } from './order.js';

/** All shortest chains of calls between two procedures, drawn together. */
export interface ShortestChains {
  /** The procedures on them by their distance from the start, each column by name; both ends included. */
  readonly columns: readonly (readonly number[])[];
  /** How many they are; exact up to 2^53. */
  readonly count: number;
  /** The procedures that every chain passes, shortest or not, in call order. */
  readonly mustPass: readonly number[];
  readonly ambiguous: boolean;
}

/** Finds all shortest chains; `undefined` where nothing leads there. Cost: O(V + E) and sorting what is on them. */
export function shortestChains(graph: ProcedureGraph, from: number, to: number): ShortestChains | undefined {
  const { found, mustPass, ambiguous } = findPath(graph, from, to);
  if (!found) return undefined;
  const before = walkFrom(graph.callees, [from]).distances;
  const after = walkFrom(graph.callers, [to]).distances;
  const length = before[to]!;
  const columns: number[][] = Array.from({ length: length + 1 }, () => []);
  for (let node = 0; node < before.length; node++) {
    if (before[node] === UNREACHED || after[node] === UNREACHED) continue;
    if (before[node]! + after[node]! === length) columns[before[node]!]!.push(node);
  }
  const ways = new Map([[to, 1]]);
  for (let column = length - 1; column >= 0; column--) {
    for (const node of columns[column]!) {
      let sum = 0;
      for (let slot = graph.callees.offsets[node]!; slot < graph.callees.offsets[node + 1]!; slot++) {
        const next = graph.callees.targets[slot]!;
        if (before[next] === column + 1) sum += ways.get(next) ?? 0;
      }
      ways.set(node, sum);
    }
  }
  return {
    columns: columns.map((nodes) => sortByName(graph, nodes)),
    count: ways.get(from)!,
    mustPass,
    ambiguous,
  };
}
