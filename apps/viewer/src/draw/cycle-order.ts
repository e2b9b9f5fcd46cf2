import type { Cycle, ProcedureGraph } from '@klarify-graph/core';

/**
 * The members of a small cycle so that every call but the cut ones leads onward: what the cut leaves is acyclic. Ties go
 * to the shortest loop's order, then to the order by name. Cost: quadratic in the members.
 */
export function orderMembers(graph: ProcedureGraph, { nodes, shortest, cut }: Cycle): readonly number[] {
  const isCut = new Set(cut.map(({ caller, callee }) => `${caller}>${callee}`));
  const left = new Set([...shortest, ...nodes]);
  const { offsets, targets } = graph.callers;
  const isFree = (node: number) => {
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
      const caller = targets[slot]!;
      if (caller !== node && left.has(caller) && !isCut.has(`${caller}>${node}`)) return false;
    }
    return true;
  };
  const ordered: number[] = [];
  while (left.size > 0) {
    const free = [...left].find(isFree) ?? [...left][0]!;
    ordered.push(free);
    left.delete(free);
  }
  return ordered;
}
