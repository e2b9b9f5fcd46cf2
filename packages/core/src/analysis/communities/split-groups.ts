import type { LevelGraph } from './level-graph.js';

/** Groups numbered from 0 to `count`. */
export interface Groups {
  readonly count: number;
  readonly groupOf: Uint32Array;
}

/** Splits each group into the parts that hold together by calls inside it. Numbers them by their first nodes. Cost: O(V + E). */
export function splitGroups({ offsets, targets }: LevelGraph, groupOf: Uint32Array): Groups {
  const size = groupOf.length;
  const partOf = new Int32Array(size).fill(-1);
  const open = new Uint32Array(size);
  let count = 0;
  for (let first = 0; first < size; first++) {
    if (partOf[first] !== -1) continue;
    let length = 0;
    open[length++] = first;
    partOf[first] = count;
    while (length > 0) {
      const node = open[--length]!;
      for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
        const other = targets[slot]!;
        if (partOf[other] !== -1 || groupOf[other] !== groupOf[node]) continue;
        partOf[other] = count;
        open[length++] = other;
      }
    }
    count++;
  }
  return { count, groupOf: Uint32Array.from(partOf) };
}

/** Numbers groups anew, from 0 on, in the order of their first nodes. The old numbers are below the number of nodes. Cost: O(V). */
export function renumber(groupOf: Uint32Array): Groups {
  const numbers = new Int32Array(groupOf.length).fill(-1);
  let count = 0;
  const renumbered = new Uint32Array(groupOf.length);
  for (let node = 0; node < groupOf.length; node++) {
    const group = groupOf[node]!;
    if (numbers[group] === -1) numbers[group] = count++;
    renumbered[node] = numbers[group]!;
  }
  return { count, groupOf: renumbered };
}
