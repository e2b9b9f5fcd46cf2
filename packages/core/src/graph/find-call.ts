import type { ProcedureGraph } from './procedure-graph.js';

/** The number of the call from one procedure to another, or `undefined` where there is none. Cost: O(log of its calls). */
export function findCall(graph: ProcedureGraph, caller: number, callee: number): number | undefined {
  const { offsets, targets, calls } = graph.callees;
  let low = offsets[caller]!;
  let high = offsets[caller + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (targets[middle]! < callee) low = middle + 1;
    else high = middle;
  }
  return low < offsets[caller + 1]! && targets[low] === callee ? calls[low] : undefined;
}
