import { UNREACHED } from '../../graph/walk.js';
import type { WorkBudget } from '../work-budget.js';

/**
 * Finds the chains from one node to another that pass no node twice, by their length: all of one length, then those of
 * the next longer one that there may be. Where both ends are one node, the chains are the loops through it.
 *
 * Source: iterative deepening, R. E. Korf, "Depth-first iterative-deepening", Artificial Intelligence 27 (1985): the
 * distance to the end, known for every node, cuts off what cannot come in time, so that the shortest chains are found
 * without any detour. Iterative. Cost: linear in the shortest chains; longer ones can lead the search astray, so that
 * the budget, not the number of chains, bounds it.
 */
export class ChainSearch {
  /** The least length that chains not found yet may have; `Infinity` where there are none. */
  nextLength: number;
  readonly #from: number;
  readonly #to: number;
  readonly #distances: Uint32Array;
  readonly #calleesOf: (node: number) => readonly number[];
  readonly #onPath: Uint8Array;
  readonly #budget: WorkBudget;

  /**
   * `distances` are those to the end, at least one for the end itself where the chains are loops; what is `UNREACHED` is
   * never entered. `onPath` is scratch space of the size of the graph, all 0. Chains shorter than `least` are left out.
   */
  constructor(
    ends: { readonly from: number; readonly to: number },
    distances: Uint32Array,
    calleesOf: (node: number) => readonly number[],
    onPath: Uint8Array,
    budget: WorkBudget,
    least = 0,
  ) {
    this.#from = ends.from;
    this.#to = ends.to;
    this.#distances = distances;
    this.#calleesOf = calleesOf;
    this.#onPath = onPath;
    this.#budget = budget;
    const first = distances[ends.from]!;
    this.nextLength = first === UNREACHED ? Number.POSITIVE_INFINITY : Math.max(first, least);
  }

  /** Collects chains of `nextLength`, in the order of the callees, and moves that on. Ends early with the budget or at `most`. */
  collect(most: number): readonly (readonly number[])[] {
    const length = this.nextLength;
    const found: number[][] = [];
    let next = Number.POSITIVE_INFINITY;
    const path = [this.#from];
    const slots = [0];
    this.#onPath[this.#from] = 1;
    while (path.length > 0 && this.#budget.left > 0 && found.length < most) {
      const node = path[path.length - 1]!;
      const callee = this.#calleesOf(node)[slots[path.length - 1]!++];
      if (callee === undefined) {
        this.#onPath[node] = 0;
        path.pop();
        slots.pop();
        continue;
      }
      this.#budget.left--;
      if (callee === this.#to) {
        if (path.length === length) found.push([...path, callee]);
        continue;
      }
      if (this.#onPath[callee] === 1 || this.#distances[callee] === UNREACHED) continue;
      const whole = path.length + this.#distances[callee]!;
      if (whole > length) {
        next = Math.min(next, whole);
        continue;
      }
      this.#onPath[callee] = 1;
      path.push(callee);
      slots.push(0);
    }
    for (const node of path) this.#onPath[node] = 0;
    this.nextLength = next;
    return found;
  }
}
