import type { WorkBudget } from '../work-budget.js';
import type { Digraph } from './digraph.js';
import { findLightLoops } from './light-loops.js';
import { LoopPacking } from './loop-packing.js';
import { cutByOrder } from './order-cut.js';

/** A cut of a piece, and what is proved of it. */
export interface PieceCut {
  readonly calls: readonly number[];
  /** No cut has fewer calls. */
  readonly isMinimal: boolean;
  /** No cut weighs less: of those with as few calls, none holds fewer containments. */
  readonly isLightest: boolean;
}

const ROUNDING = 1e-7;
const HALF_FIXED = 1e-6;

type Fate = 'open' | 'cut' | 'kept';

/**
 * Looks for a lighter cut than the one given and proves that there is none: branch and bound, with the packing of loops
 * for a bound and loops added as they are found. A weight is `unit` for each call and 1 for each containment, so that a
 * smaller cut is always lighter: first a cut with fewer calls is looked for, then one as small with fewer containments.
 *
 * Source: constraint generation as A. Baharev, H. Schichl, A. Neumaier and T. Achterberg, "An exact method for the
 * minimum feedback arc set problem", ACM Journal of Experimental Algorithmics 26 (2021).
 */
export function findExactCut(
  digraph: Digraph,
  weights: Float64Array,
  unit: number,
  given: readonly number[],
  budget: WorkBudget,
): PieceCut {
  const search = new ExactSearch(digraph, weights, unit, given, budget);
  const isMinimal = search.run('size');
  const isLightest = isMinimal && search.run('weight');
  return { calls: search.best, isMinimal, isLightest };
}

class ExactSearch {
  best: readonly number[];
  readonly #digraph: Digraph;
  readonly #weights: Float64Array;
  readonly #unit: number;
  readonly #budget: WorkBudget;
  readonly #packing: LoopPacking;
  readonly #fates: Fate[];
  #bestWeight: number;
  #aim: 'size' | 'weight' = 'size';

  constructor(
    digraph: Digraph,
    weights: Float64Array,
    unit: number,
    given: readonly number[],
    budget: WorkBudget,
  ) {
    this.#digraph = digraph;
    this.#weights = weights;
    this.#unit = unit;
    this.#budget = budget;
    this.#fates = Array.from(weights, () => 'open');
    this.best = given;
    this.#bestWeight = this.#weigh(given);
    this.#packing = new LoopPacking(weights.length, budget);
    const all = Array.from(weights, (_, call) => call);
    const lengths = new Float64Array(weights.length);
    for (const loop of findLightLoops(digraph, lengths, all, Number.POSITIVE_INFINITY, budget))
      this.#packing.add(loop);
  }

  /** Searches until nothing is open; false when the budget ends first. */
  run(aim: 'size' | 'weight'): boolean {
    this.#aim = aim;
    this.#fates.fill('open');
    const path: number[] = [];
    for (;;) {
      const branch = this.#examine(path.length === 0);
      if (branch === 'exhausted') return false;
      if (branch !== 'closed') {
        path.push(branch);
        this.#fates[branch] = 'cut';
        continue;
      }
      while (path.length > 0 && this.#fates[path[path.length - 1]!] === 'kept')
        this.#fates[path.pop()!] = 'open';
      if (path.length === 0) return true;
      this.#fates[path[path.length - 1]!] = 'kept';
    }
  }

  /** In units: what no cut worth finding may weigh more than. */
  #limit(): number {
    const worth =
      this.#aim === 'size' ? Math.floor(this.#bestWeight / this.#unit) * this.#unit : this.#bestWeight;
    return (worth - 1) / this.#unit + ROUNDING;
  }

  /** Bounds what is open and looks for a better cut in it: closed, or the call to branch on. */
  #examine(isRoot: boolean): number | 'closed' | 'exhausted' {
    const { capacities, softened, paid } = this.#capacities();
    for (;;) {
      if (!this.#packing.solve(softened)) return 'exhausted';
      const { weight, load } = this.#packing.bound(capacities);
      if (paid + weight > this.#limit()) return 'closed';
      if (this.#addLoops()) continue;
      this.#round();
      if (paid + weight > this.#limit()) return 'closed';
      if (isRoot) this.#keepDear(capacities, load, weight);
      return this.#branchingCall();
    }
  }

  #capacities(): {
    readonly capacities: Float64Array;
    readonly softened: Float64Array;
    readonly paid: number;
  } {
    const never = this.#bestWeight / this.#unit + 1;
    const capacities = new Float64Array(this.#weights.length);
    let paid = 0;
    for (let call = 0; call < capacities.length; call++) {
      const weight = Math.min(this.#weights[call]! / this.#unit, never);
      const fate = this.#fates[call];
      if (fate === 'cut') paid += weight;
      capacities[call] = fate === 'cut' ? 0 : fate === 'kept' ? never : weight;
    }
    // Equal capacities would tie at every step; a little taken off each, never the same, breaks the ties.
    const most = Math.min(HALF_FIXED, 0.1 / this.#bestWeight);
    const softened = capacities.map((capacity, call) =>
      capacity === 0 ? 0 : capacity - most * (0.1 + 0.9 * (((call + 1) * 0.618033988749895) % 1)),
    );
    return { capacities, softened, paid };
  }

  /** Adds loops that the prices do not pay for; false where there are none. */
  #addLoops(): boolean {
    const lengths = this.#packing.prices.map((price, call) =>
      this.#fates[call] === 'cut' ? Number.POSITIVE_INFINITY : price,
    );
    const loops = findLightLoops(this.#digraph, lengths, this.best, 1 - HALF_FIXED, this.#budget);
    let added = false;
    for (const loop of loops) added = this.#packing.add(loop) || added;
    return added;
  }

  /** Makes a cut of the calls whose prices are nearest to 1. */
  #round(): void {
    const chosen: number[] = [];
    for (let call = 0; call < this.#fates.length; call++) {
      if (
        this.#fates[call] === 'cut' ||
        (this.#fates[call] === 'open' && this.#packing.prices[call]! > 0.5 - HALF_FIXED)
      ) {
        chosen.push(call);
      }
    }
    const cut = cutByOrder(this.#digraph, this.#weights, chosen, this.#budget).calls;
    const weight = this.#weigh(cut);
    if (weight >= this.#bestWeight) return;
    this.best = cut;
    this.#bestWeight = weight;
  }

  /** Calls that no cut worth finding holds are kept from here on. */
  #keepDear(capacities: Float64Array, load: Float64Array, weight: number): void {
    for (let call = 0; call < load.length; call++) {
      if (this.#fates[call] !== 'open' || weight + capacities[call]! - load[call]! <= this.#limit()) continue;
      this.#fates[call] = 'kept';
    }
  }

  /** The open call whose price leaves most in doubt; without one the prices are wrong, and nothing is proved. */
  #branchingCall(): number | 'exhausted' {
    let branch: number | 'exhausted' = 'exhausted';
    let nearest = HALF_FIXED;
    for (let call = 0; call < this.#fates.length; call++) {
      if (this.#fates[call] !== 'open') continue;
      const price = Math.min(this.#packing.prices[call]!, 1);
      const inBetween = price > 0.5 ? 1 - price + 2 * HALF_FIXED : price;
      if (inBetween <= nearest) continue;
      nearest = inBetween;
      branch = call;
    }
    return branch;
  }

  #weigh(calls: readonly number[]): number {
    let sum = 0;
    for (const call of calls) sum += this.#weights[call]!;
    return sum;
  }
}
