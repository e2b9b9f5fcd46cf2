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
      if (caller >= graph.listed) fromMissing++;
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
  const rest = shown.length;
  const placeOf = placesOf(keys.length, shown);
  const wanted = new Uint8Array(graph.procedures.length);
  for (let node = 0; node < wanted.length; node++) wanted[node] = Number(isWanted(node));
  const counts = new Uint32Array(size * size);
  const { callers, callees } = graph.calls;
  for (let call = 0; call < callers.length; call++) {
    const caller = callers[call]!;
    const callee = callees[call]!;
    if (wanted[caller] === 0 || wanted[callee] === 0) continue;
    // Each shown group of a procedure counts once; the gathered rest once, however many of its groups there are.
    let rowsInRest = 0;
    for (let from = offsets[caller]!; from < offsets[caller + 1]!; from++) {
      const row = placeOf[values[from]!]!;
      if (row === rest && rowsInRest++ > 0) continue;
      let columnsInRest = 0;
      for (let to = offsets[callee]!; to < offsets[callee + 1]!; to++) {
        const column = placeOf[values[to]!]!;
        if (column === rest && columnsInRest++ > 0) continue;
        counts[row * size + column]!++;
      }
    }
  }
  let most = 0;
  for (let row = 0; row < rest; row++)
    for (let column = 0; column < rest; column++) most = Math.max(most, counts[row * size + column]!);
  return { counts, size, most };
}

/** The row and column in a matrix of each value: those of the shown groups first, all others in the last one. */
export function placesOf(values: number, shown: readonly { readonly value: number }[]): Uint32Array {
  const placeOf = new Uint32Array(values).fill(shown.length);
  for (const [place, { value }] of shown.entries()) placeOf[value] = place;
  return placeOf;
}

/** Calls from one group to another, by their values. */
export interface PairCalls {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * Counts the calls between all groups as far as both ends are wanted, those inside a group too; pairs without calls are
 * left out, the rest is in the order of the values. Cost: O(E) times the pairs of a call, and sorting.
 */
export function countPairs(
  graph: ProcedureGraph,
  { keys, offsets, values }: ValueIndex,
  isWanted: (node: number) => boolean,
): readonly PairCalls[] {
  const counts = new Map<number, number>();
  const { callers, callees } = graph.calls;
  for (let call = 0; call < callers.length; call++) {
    const caller = callers[call]!;
    const callee = callees[call]!;
    if (!isWanted(caller) || !isWanted(callee)) continue;
    for (let from = offsets[caller]!; from < offsets[caller + 1]!; from++)
      for (let to = offsets[callee]!; to < offsets[callee + 1]!; to++) {
        const pair = values[from]! * keys.length + values[to]!;
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([pair, count]) => ({ from: Math.floor(pair / keys.length), to: pair % keys.length, count }));
}

/** The calls from the nodes of one group to those of another, in the order of the graph. Cost: O(V + E). */
export function listCalls(
  graph: ProcedureGraph,
  from: readonly number[],
  to: readonly number[],
): readonly { readonly caller: number; readonly callee: number }[] {
  const isInto = new Uint8Array(graph.procedures.length);
  for (const node of to) isInto[node] = 1;
  const { offsets, targets } = graph.callees;
  const found: { caller: number; callee: number }[] = [];
  for (const caller of from)
    for (let slot = offsets[caller]!; slot < offsets[caller + 1]!; slot++) {
      const callee = targets[slot]!;
      if (isInto[callee] === 1) found.push({ caller, callee });
    }
  return found;
}
