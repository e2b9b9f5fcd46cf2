import type { Adjacency } from '../../graph/adjacency.js';
import type { WorkBudget } from '../work-budget.js';
import type { Digraph } from './digraph.js';

/** Rounds after which an order that still gets better is good enough. */
const MOST_ROUNDS = 50;

/**
 * Makes an order better: moves one node after the other to the place where the calls against the order weigh least,
 * round by round until none moves or the budget is spent. The order is changed in place. Cost: O(E log E) a round.
 *
 * Source: the insertion neighbourhood of linear ordering; R. Marti and G. Reinelt, "The Linear Ordering Problem" (2011).
 */
export function siftOrder(
  digraph: Digraph,
  weights: Float64Array,
  position: Uint32Array,
  budget: WorkBudget,
): void {
  const { size, callers } = digraph;
  const keys = Float64Array.from(position);
  const sequence = new Uint32Array(size);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (let node = 0; node < size; node++) sequence[position[node]!] = node;
    let moved = 0;
    for (const node of sequence) {
      if (budget.left <= 0) break;
      const better = betterKey(digraph, weights, keys, node, budget);
      if (better === null) continue;
      keys[node] = better;
      moved++;
    }
    if (moved === 0) return;
    // Between two keys there is no end of room, but of digits there is: whole numbers again after each round.
    const places = Array.from(position);
    sequence.sort((a, b) => keys[a]! - keys[b]! || places[a]! - places[b]!);
    for (let place = 0; place < size; place++) {
      position[sequence[place]!] = place;
      keys[sequence[place]!] = place;
    }
    budget.left -= callers.length;
  }
}

/** A key at which fewer calls of the node run against the order; `null` where there is none. */
function betterKey(
  { out, in: into }: Digraph,
  weights: Float64Array,
  keys: Float64Array,
  node: number,
  budget: WorkBudget,
): number | null {
  const own = keys[node]!;
  const here =
    weighWhere(out, weights, keys, node, (key) => key < own) +
    weighWhere(into, weights, keys, node, (key) => key > own);
  budget.left -=
    1 + out.offsets[node + 1]! - out.offsets[node]! + into.offsets[node + 1]! - into.offsets[node]!;
  if (here === 0) return null;
  const neighbours = [...changesBy(out, weights, keys, node, 1), ...changesBy(into, weights, keys, node, -1)];
  neighbours.sort((a, b) => a.key - b.key);
  budget.left -= neighbours.length * 4;
  // In front of all of them every call of a caller runs against the order.
  let cost = weighWhere(into, weights, keys, node, () => true);
  let best = here;
  let bestKey: number | null = null;
  const consider = (low: number, high: number) => {
    const middle = low + (high - low) / 2;
    if (cost >= best || !(low < middle && middle < high)) return;
    best = cost;
    bestKey = middle;
  };
  consider(neighbours[0]!.key - 2, neighbours[0]!.key);
  for (const [at, { key, change }] of neighbours.entries()) {
    cost += change;
    consider(key, neighbours[at + 1]?.key ?? key + 2);
  }
  return bestKey;
}

function weighWhere(
  { offsets, targets, calls }: Adjacency,
  weights: Float64Array,
  keys: Float64Array,
  node: number,
  counts: (key: number) => boolean,
): number {
  let sum = 0;
  for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
    if (counts(keys[targets[slot]!]!)) sum += weights[calls[slot]!]!;
  }
  return sum;
}

/** What passing each neighbour adds to the cost. */
function* changesBy(
  { offsets, targets, calls }: Adjacency,
  weights: Float64Array,
  keys: Float64Array,
  node: number,
  sign: 1 | -1,
): Generator<{ readonly key: number; readonly change: number }> {
  for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
    yield { key: keys[targets[slot]!]!, change: sign * weights[calls[slot]!]! };
  }
}
