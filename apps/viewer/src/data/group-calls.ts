import type { ProcedureGraph } from '@klarify-graph/core';
import type { ValueIndex } from './facets.js';

/** The calls of one group with each other one, by value. A call to a procedure with several lanes counts for each. */
export interface GroupCalls {
  readonly inside: number;
  /** Calls from the group's procedures to those of each other group. */
  readonly out: Uint32Array;
  /** Calls to the group's procedures from those of each other group. */
  readonly into: Uint32Array;
  /** Calls to the group's procedures from missing ones, which are in no group. */
  readonly fromMissing: number;
}

/** Counts the calls of a group's nodes, as far as both ends are wanted. Cost: linear in these calls. */
export function countGroupCalls(
  graph: ProcedureGraph,
  { keys, offsets, values }: ValueIndex,
  { value, nodes }: { readonly value: number; readonly nodes: readonly number[] },
  isWanted: (node: number) => boolean,
): GroupCalls {
  const out = new Uint32Array(keys.length);
  const into = new Uint32Array(keys.length);
  let fromMissing = 0;
  const count = (counts: Uint32Array, node: number) => {
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) counts[values[slot]!]!++;
  };
  for (const node of nodes) {
    for (let slot = graph.callees.offsets[node]!; slot < graph.callees.offsets[node + 1]!; slot++) {
      const callee = graph.callees.targets[slot]!;
      if (isWanted(callee)) count(out, callee);
    }
    for (let slot = graph.callers.offsets[node]!; slot < graph.callers.offsets[node + 1]!; slot++) {
      const caller = graph.callers.targets[slot]!;
      if (graph.procedures[caller]!.missing) fromMissing++;
      else if (isWanted(caller)) count(into, caller);
    }
  }
  const inside = out[value]!;
  out[value] = 0;
  into[value] = 0;
  return { inside, out, into, fromMissing };
}

/** Who calls whom between some groups. */
export interface CallMatrix {
  /** Calls from the group in row r to the group in column c are `counts[r * size + c]`; the last one gathers all others. */
  readonly counts: Uint32Array;
  readonly size: number;
  readonly most: number;
}

/**
 * Counts the calls between the first groups, those of all further groups gathered in one, as far as both ends are wanted.
 * A call between procedures of several lanes counts once for each pair of groups. Cost: O(E) times the pairs.
 */
export function countMatrix(
  graph: ProcedureGraph,
  { keys, offsets, values }: ValueIndex,
  shown: readonly { readonly value: number }[],
  isWanted: (node: number) => boolean,
): CallMatrix {
  const size = shown.length + 1;
  const placeOf = new Uint32Array(keys.length).fill(shown.length);
  for (const [place, { value }] of shown.entries()) placeOf[value] = place;
  const counts = new Uint32Array(size * size);
  const { callers, callees } = graph.calls;
  for (let call = 0; call < callers.length; call++) {
    const caller = callers[call]!;
    const callee = callees[call]!;
    if (!isWanted(caller) || !isWanted(callee)) continue;
    forPlaces(caller, (row) => {
      forPlaces(callee, (column) => {
        counts[row * size + column]!++;
      });
    });
  }
  let most = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    const row = Math.floor(cell / size);
    if (row !== shown.length && cell % size !== shown.length) most = Math.max(most, counts[cell]!);
  }
  return { counts, size, most };

  /** Each shown group of a node once; the gathered rest once, however many of its groups there are. */
  function forPlaces(node: number, visit: (place: number) => void): void {
    let isInRest = false;
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
      const place = placeOf[values[slot]!]!;
      if (place < shown.length) visit(place);
      else isInRest = true;
    }
    if (isInRest) visit(shown.length);
  }
}

/** The calls from one group to another, in the order of the graph. Cost: O(E). */
export function listCalls(
  graph: ProcedureGraph,
  from: ReadonlySet<number>,
  to: ReadonlySet<number>,
): readonly { readonly caller: number; readonly callee: number }[] {
  const { callers, callees } = graph.calls;
  const found: { caller: number; callee: number }[] = [];
  for (let call = 0; call < callers.length; call++) {
    const caller = callers[call]!;
    const callee = callees[call]!;
    if (from.has(caller) && to.has(callee)) found.push({ caller, callee });
  }
  return found;
}
