import { CALL_FLAGS, compareByNameThenId, normaliseName, type ProcedureGraph } from '@klarify-graph/core';
import { sortByName } from './order.js';

/** A reference by a name that several procedures share: a call from each of them is drawn, one of them is meant. */
export interface AmbiguousReference {
  /** The procedure whose record holds the reference. */
  readonly callee: number;
  /** Those that are called so, by id. */
  readonly candidates: readonly number[];
}

/** The flags of a call that some ambiguous reference states. */
export const AMBIGUOUS_FLAGS = CALL_FLAGS.ambiguousCalledFrom | CALL_FLAGS.ambiguousCalledWithin;

/** Finds the ambiguous references, by the name of the procedure that holds them. Cost: O(V + E), and sorting them. */
export function findAmbiguous(graph: ProcedureGraph): readonly AmbiguousReference[] {
  const { callers, callees, flags } = graph.calls;
  const groups = new Map<string, { readonly callee: number; readonly candidates: number[] }>();
  for (let call = 0; call < flags.length; call++) {
    if ((flags[call]! & AMBIGUOUS_FLAGS) === 0) continue;
    const callee = callees[call]!;
    const key = `${callee} ${normaliseName(graph.procedures[callers[call]!]!.name)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { callee, candidates: [callers[call]!] });
    else group.candidates.push(callers[call]!);
  }
  return [...groups.values()]
    .map(({ callee, candidates }) => ({ callee, candidates: sortByName(graph, candidates) }))
    .sort((a, b) => compareByNameThenId(graph.procedures[a.callee]!, graph.procedures[b.callee]!));
}
