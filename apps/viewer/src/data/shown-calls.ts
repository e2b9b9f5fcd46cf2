import { CERTAIN_FLAGS, KIND_FLAGS, keepCalls, type ProcedureGraph } from '@klarify-graph/core';
import type { ShownCallKind } from '../state/filter.js';

const { called_from: CALL, called_within: CONTAINMENT } = KIND_FLAGS;

/**
 * The same procedures without the calls of some kinds. A call that is stated in both ways stays while one of them is
 * wanted; `ambiguous` leaves out what only ambiguous references state. Nodes keep their numbers. Cost: O(V + E).
 */
export function withoutKinds(graph: ProcedureGraph, without: readonly ShownCallKind[]): ProcedureGraph {
  const isLeftOut = (kind: ShownCallKind) => without.includes(kind);
  const wanted = (isLeftOut('call') ? 0 : CALL) | (isLeftOut('containment') ? 0 : CONTAINMENT);
  const mask = wanted & (isLeftOut('ambiguous') ? CERTAIN_FLAGS : CALL | CONTAINMENT);
  const { flags } = graph.calls;
  if (flags.every((flag) => (flag & mask) !== 0)) return graph;
  return keepCalls(graph, (call) => (flags[call]! & mask) !== 0, mask);
}

/** How many calls are of a kind; one may be of several. Cost: O(E). */
export function countKinds(graph: ProcedureGraph): Readonly<Record<ShownCallKind, number>> {
  const counts = { call: 0, containment: 0, ambiguous: 0 };
  for (const flags of graph.calls.flags) {
    if (flags & CALL) counts.call++;
    if (flags & CONTAINMENT) counts.containment++;
    if ((flags & CERTAIN_FLAGS) === 0) counts.ambiguous++;
  }
  return counts;
}
