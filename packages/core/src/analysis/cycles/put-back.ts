import type { WorkBudget } from '../work-budget.js';
import type { Digraph } from './digraph.js';

/**
 * Puts calls of a cut back where they close no loop, the heaviest first, so that every call left in it is needed. The
 * order must have all calls but the cut run forward; it is kept so. Stops, with what is left, when the budget is spent.
 *
 * Source: D. J. Pearce and P. H. J. Kelly, "A dynamic topological sort algorithm for directed acyclic graphs", ACM
 * Journal of Experimental Algorithmics 11 (2006): only what lies between the two ends in the order is looked at.
 */
export function putBack(
  digraph: Digraph,
  weights: Float64Array,
  cut: readonly number[],
  position: Uint32Array,
  budget: WorkBudget,
): readonly number[] {
  const returned = new Returned(digraph, cut, position, budget);
  const heaviestFirst = [...cut].sort((a, b) => weights[b]! - weights[a]! || a - b);
  return heaviestFirst.filter((call) => !returned.take(call)).sort((a, b) => a - b);
}

class Returned {
  readonly #digraph: Digraph;
  readonly #isCut: Uint8Array;
  readonly #position: Uint32Array;
  readonly #budget: WorkBudget;
  readonly #seen: Uint32Array;
  #stamp = 0;

  constructor(digraph: Digraph, cut: readonly number[], position: Uint32Array, budget: WorkBudget) {
    this.#digraph = digraph;
    this.#isCut = new Uint8Array(digraph.callers.length);
    for (const call of cut) this.#isCut[call] = 1;
    this.#position = position;
    this.#budget = budget;
    this.#seen = new Uint32Array(digraph.size);
  }

  /** Puts a call back; false where it would close a loop, or the budget is spent. */
  take(call: number): boolean {
    const caller = this.#digraph.callers[call]!;
    const callee = this.#digraph.callees[call]!;
    const position = this.#position;
    if (position[caller]! > position[callee]!) {
      const after = this.#between(callee, (node) => position[node]! <= position[caller]!, 'out');
      if (after === null || after.includes(caller)) return false;
      const before = this.#between(caller, (node) => position[node]! >= position[callee]!, 'in');
      if (before === null) return false;
      this.#reorder(before, after);
    }
    this.#isCut[call] = 0;
    return true;
  }

  /** What a node leads to (or what leads to it) within a stretch of the order, itself included. */
  #between(start: number, isWithin: (node: number) => boolean, way: 'in' | 'out'): number[] | null {
    const { offsets, targets, calls } = this.#digraph[way];
    const stamp = ++this.#stamp;
    const reached = [start];
    this.#seen[start] = stamp;
    for (let next = 0; next < reached.length; next++) {
      const node = reached[next]!;
      this.#budget.left -= offsets[node + 1]! - offsets[node]! + 1;
      if (this.#budget.left <= 0) return null;
      for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
        const target = targets[slot]!;
        if (this.#isCut[calls[slot]!] === 1 || this.#seen[target] === stamp || !isWithin(target)) continue;
        this.#seen[target] = stamp;
        reached.push(target);
      }
    }
    return reached;
  }

  /** Gives the places of both groups to the first, then the second, each in the order it had. */
  #reorder(before: readonly number[], after: readonly number[]): void {
    const byPosition = (a: number, b: number) => this.#position[a]! - this.#position[b]!;
    const nodes = [...[...before].sort(byPosition), ...[...after].sort(byPosition)];
    const places = nodes.map((node) => this.#position[node]!).sort((a, b) => a - b);
    for (const [at, node] of nodes.entries()) this.#position[node] = places[at]!;
  }
}
