import type { CallKind } from '../model/procedure.js';

/**
 * For each node the nodes it is joined to, as flat arrays: the neighbours of `n` are `targets[offsets[n]]` up to, not
 * including, `targets[offsets[n + 1]]`; `calls` holds, slot by slot, the number of the call that joins them.
 */
export interface Adjacency {
  readonly offsets: Uint32Array;
  readonly targets: Uint32Array;
  readonly calls: Uint32Array;
}

/** Calls as parallel columns; the flags are those of {@link CALL_FLAGS}. */
export interface CallColumns {
  readonly callers: Uint32Array;
  readonly callees: Uint32Array;
  readonly flags: Uint8Array;
}

/** Which field states a call, and whether the reference that states it is certain or ambiguous. */
export const CALL_FLAGS = {
  calledFrom: 1,
  calledWithin: 2,
  ambiguousCalledFrom: 4,
  ambiguousCalledWithin: 8,
} as const;

export const CERTAIN_FLAGS = CALL_FLAGS.calledFrom | CALL_FLAGS.calledWithin;

/** The flags of calls that a field states, certainly or not. */
export const KIND_FLAGS: Readonly<Record<CallKind, number>> = {
  called_from: CALL_FLAGS.calledFrom | CALL_FLAGS.ambiguousCalledFrom,
  called_within: CALL_FLAGS.calledWithin | CALL_FLAGS.ambiguousCalledWithin,
};

/**
 * Groups calls by `from`, in the order in which they stand (a counting sort): give the callers first for whom a node calls,
 * the callees first for who calls it. Self-calls and repeats stay. Node numbers are below `size`; no calls give an empty
 * adjacency of that size. Never throws. Cost: O(V + E).
 */
export function indexCalls(size: number, from: Uint32Array, to: Uint32Array): Adjacency {
  const offsets = new Uint32Array(size + 1);
  for (let call = 0; call < from.length; call++) offsets[from[call]! + 1]!++;
  for (let node = 0; node < size; node++) offsets[node + 1]! += offsets[node]!;
  const next = offsets.slice(0, size);
  const targets = new Uint32Array(from.length);
  const calls = new Uint32Array(from.length);
  for (let call = 0; call < from.length; call++) {
    const slot = next[from[call]!]!++;
    targets[slot] = to[call]!;
    calls[slot] = call;
  }
  return { offsets, targets, calls };
}

/** Whom each caller calls, of calls that are sorted by caller: their columns serve as they are. Cost: O(V + E). */
export function indexSorted(
  size: number,
  { callers, callees }: Pick<CallColumns, 'callers' | 'callees'>,
): Adjacency {
  const offsets = new Uint32Array(size + 1);
  for (let call = 0; call < callers.length; call++) offsets[callers[call]! + 1]!++;
  for (let node = 0; node < size; node++) offsets[node + 1]! += offsets[node]!;
  return { offsets, targets: callees, calls: countUp(callees.length) };
}

/**
 * The same the other way round: the calls of callers that are told by where those of each begin. What can be told from the
 * rest is made when somebody asks for it, at a cost of O(E).
 */
export function callsOfSorted(
  offsets: Uint32Array,
  targets: Uint32Array,
  flags: Uint8Array,
): { readonly callees: Adjacency; readonly calls: CallColumns } {
  let numbers: Uint32Array | undefined;
  let callers: Uint32Array | undefined;
  return {
    callees: {
      offsets,
      targets,
      get calls() {
        numbers ??= countUp(targets.length);
        return numbers;
      },
    },
    calls: {
      get callers() {
        callers ??= callersOf(offsets, targets.length);
        return callers;
      },
      callees: targets,
      flags,
    },
  };
}

function callersOf(offsets: Uint32Array, calls: number): Uint32Array {
  const callers = new Uint32Array(calls);
  for (let node = 0; node + 1 < offsets.length; node++) {
    for (let call = offsets[node]!; call < offsets[node + 1]!; call++) callers[call] = node;
  }
  return callers;
}

function countUp(length: number): Uint32Array {
  const numbers = new Uint32Array(length);
  for (let number = 0; number < length; number++) numbers[number] = number;
  return numbers;
}

/**
 * Sorts calls by caller, then callee, and joins those between the same ordered pair of nodes, their flags together; a
 * self-call is a pair like any other. Never throws for node numbers below `size`. Cost: O(V + E).
 */
export function mergeCalls(size: number, raw: CallColumns): CallColumns {
  const byCallee = indexCalls(size, raw.callees, raw.callers);
  const callers = byCallee.targets;
  const callees = new Uint32Array(callers.length);
  for (let node = 0; node < size; node++) {
    callees.fill(node, byCallee.offsets[node], byCallee.offsets[node + 1]);
  }
  const byCaller = indexCalls(size, callers, callees);
  const merged = {
    callers: new Uint32Array(callers.length),
    callees: new Uint32Array(callers.length),
    flags: new Uint8Array(callers.length),
  };
  let count = 0;
  for (let node = 0; node < size; node++) {
    const first = count;
    for (let slot = byCaller.offsets[node]!; slot < byCaller.offsets[node + 1]!; slot++) {
      const callee = byCaller.targets[slot]!;
      const flags = raw.flags[byCallee.calls[byCaller.calls[slot]!]!]!;
      if (count > first && merged.callees[count - 1] === callee) {
        merged.flags[count - 1]! |= flags;
        continue;
      }
      merged.callers[count] = node;
      merged.callees[count] = callee;
      merged.flags[count] = flags;
      count++;
    }
  }
  return {
    callers: merged.callers.slice(0, count),
    callees: merged.callees.slice(0, count),
    flags: merged.flags.slice(0, count),
  };
}
