import type { WorkBudget } from '../work-budget.js';
import type { Digraph } from './digraph.js';

/**
 * Packs loops that share no call, a call that weighs more counting for so many, and gives what they weigh: no cut weighs
 * less. Each loop passes one call of the given cut only, and otherwise runs forward in the order: where the cut is as
 * light as can be, such loops are often enough to prove it. Cost: a walk for each loop, within the budget.
 */
export function weighDisjointLoops(
  digraph: Digraph,
  weights: Float64Array,
  cut: readonly number[],
  position: Uint32Array,
  budget: WorkBudget,
): number {
  const capacities = Float64Array.from(weights);
  const isCut = new Uint8Array(weights.length);
  for (const call of cut) isCut[call] = 1;
  const arrivedBy = new Int32Array(digraph.size);
  const seen = new Uint32Array(digraph.size);
  let stamp = 0;
  let sum = 0;
  const { offsets, targets, calls } = digraph.out;
  const isReached = (from: number, to: number): boolean => {
    const open = [from];
    seen[from] = ++stamp;
    for (let next = 0; next < open.length && budget.left > 0; next++) {
      const node = open[next]!;
      budget.left -= offsets[node + 1]! - offsets[node]!;
      for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
        const target = targets[slot]!;
        const call = calls[slot]!;
        if (seen[target] === stamp || isCut[call] === 1 || capacities[call] === 0) continue;
        if (position[target]! > position[to]!) continue;
        seen[target] = stamp;
        arrivedBy[target] = call;
        if (target === to) return true;
        open.push(target);
      }
    }
    return false;
  };
  for (const closing of cut) {
    const [from, to] = [digraph.callees[closing]!, digraph.callers[closing]!];
    while (capacities[closing]! > 0 && isReached(from, to)) {
      const loop = [closing];
      for (let node = to; node !== from; node = digraph.callers[arrivedBy[node]!]!)
        loop.push(arrivedBy[node]!);
      const amount = loop.reduce(
        (least, call) => Math.min(least, capacities[call]!),
        Number.POSITIVE_INFINITY,
      );
      for (const call of loop) capacities[call]! -= amount;
      sum += amount;
    }
  }
  return sum;
}
