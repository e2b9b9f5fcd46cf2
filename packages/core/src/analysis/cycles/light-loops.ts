import type { WorkBudget } from '../work-budget.js';
import type { Digraph } from './digraph.js';

/** Fewer calls make a loop a stronger condition: among loops of a length the one with fewest is taken. */
const PER_CALL = 1e-7;

/**
 * Finds, for each call of a cut, a loop through it whose calls' lengths come to least, where that is below `most`; each
 * loop passes a cut, so where none is found there is none. Cost: a walk by Dijkstra's method for each callee of the cut.
 *
 * Source: E. W. Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1 (1959).
 */
export function findLightLoops(
  digraph: Digraph,
  lengths: Float64Array,
  cut: readonly number[],
  most: number,
  budget: WorkBudget,
): readonly (readonly number[])[] {
  const byCallee = new Map<number, number[]>();
  for (const call of cut) {
    const callee = digraph.callees[call]!;
    const calls = byCallee.get(callee);
    if (calls === undefined) byCallee.set(callee, [call]);
    else calls.push(call);
  }
  const loops: number[][] = [];
  for (const [start, closing] of byCallee) {
    const { distances, arrivedBy } = walkByLength(digraph, lengths, start, most, budget);
    for (const call of closing) {
      const caller = digraph.callers[call]!;
      if (!(distances[caller]! + lengths[call]! < most)) continue;
      const loop = [call];
      for (let node = caller; node !== start; node = digraph.callers[arrivedBy[node]!]!)
        loop.push(arrivedBy[node]!);
      loops.push(loop);
    }
  }
  return loops;
}

function walkByLength(
  { size, out }: Digraph,
  lengths: Float64Array,
  start: number,
  most: number,
  budget: WorkBudget,
): { readonly distances: Float64Array; readonly arrivedBy: Int32Array } {
  const distances = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const arrivedBy = new Int32Array(size).fill(-1);
  const isDone = new Uint8Array(size);
  const heap = new Heap();
  distances[start] = 0;
  heap.push(start, 0);
  for (let node = heap.pop(); node !== undefined; node = heap.pop()) {
    if (isDone[node] === 1) continue;
    isDone[node] = 1;
    const { offsets, targets, calls } = out;
    budget.left -= 8 * (offsets[node + 1]! - offsets[node]! + 1);
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
      const call = calls[slot]!;
      const target = targets[slot]!;
      const distance = distances[node]! + Math.max(lengths[call]!, 0) + PER_CALL;
      if (distance >= most || distance >= distances[target]!) continue;
      distances[target] = distance;
      arrivedBy[target] = call;
      heap.push(target, distance);
    }
  }
  return { distances, arrivedBy };
}

/** A binary heap of nodes, the nearest on top. */
class Heap {
  readonly #nodes: number[] = [];
  readonly #keys: number[] = [];

  push(node: number, key: number): void {
    const [nodes, keys] = [this.#nodes, this.#keys];
    let at = nodes.length;
    nodes.push(node);
    keys.push(key);
    for (let parent = (at - 1) >> 1; at > 0 && keys[parent]! > key; parent = (at - 1) >> 1) {
      nodes[at] = nodes[parent]!;
      keys[at] = keys[parent]!;
      at = parent;
    }
    nodes[at] = node;
    keys[at] = key;
  }

  pop(): number | undefined {
    const [nodes, keys] = [this.#nodes, this.#keys];
    const top = nodes[0];
    const [node, key] = [nodes.pop(), keys.pop()];
    if (node === undefined || key === undefined || nodes.length === 0) return top;
    let at = 0;
    for (let child = 1; child < nodes.length; child = 2 * at + 1) {
      if (child + 1 < nodes.length && keys[child + 1]! < keys[child]!) child++;
      if (keys[child]! >= key) break;
      nodes[at] = nodes[child]!;
      keys[at] = keys[child]!;
      at = child;
    }
    nodes[at] = node;
    keys[at] = key;
    return top;
  }
}
