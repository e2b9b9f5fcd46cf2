import type { WorkBudget } from '../work-budget.js';

const TINY = 1e-9;

/** How far an answer may be off before it is computed anew. */
const DRIFT = 1e-6;

/**
 * A linear program: loops are packed so that no call is in more of them than its capacity. The packing bounds every cut
 * from below, as each loop costs a cut what it is packed; the prices of the calls are the cut that it rests on, with
 * fractions. Loops are added as they are found, capacities change as the search fixes calls, and each time the last
 * answer is only brought up to date.
 *
 * Source: the revised simplex method, primal and dual, with an explicit inverse of the basis; V. Chvátal, "Linear
 * Programming" (1983). Nothing rests on its rounding: {@link bound} counts what is really packed.
 */
export class LoopPacking {
  /** By call; a loop whose calls' prices come to less than 1 is worth adding. */
  readonly prices: Float64Array;
  readonly #calls: number;
  readonly #budget: WorkBudget;
  readonly #loops: (readonly number[])[] = [];
  readonly #known = new Set<string>();
  readonly #isPacked: boolean[] = [];
  /** By row: the loop that is basic there, or below 0 the slack of a call: `-1 - call`. */
  readonly #basis: Int32Array;
  readonly #isSlackBasic: Uint8Array;
  readonly #inverse: Float64Array;
  readonly #amounts: Float64Array;
  readonly #column: Float64Array;
  #capacities: Float64Array;

  constructor(calls: number, budget: WorkBudget) {
    this.#calls = calls;
    this.#budget = budget;
    this.prices = new Float64Array(calls);
    this.#basis = new Int32Array(calls);
    this.#isSlackBasic = new Uint8Array(calls);
    this.#inverse = new Float64Array(calls * calls);
    this.#amounts = new Float64Array(calls);
    this.#column = new Float64Array(calls);
    this.#capacities = new Float64Array(calls);
    this.#restart();
  }

  /** Adds a loop by its calls; false when it is known. */
  add(loop: readonly number[]): boolean {
    const key = [...loop].sort((a, b) => a - b).join(' ');
    if (this.#known.has(key)) return false;
    this.#known.add(key);
    this.#loops.push(loop);
    this.#isPacked.push(false);
    return true;
  }

  /** Packs as much as fits these capacities; false where rounding or the budget does not let it. */
  solve(capacities: Float64Array): boolean {
    this.#capacities = capacities;
    this.#refreshAmounts();
    if (this.#makeFeasible() && this.#improve() && this.#isExact()) return true;
    if (this.#budget.left <= 0) return false;
    this.#restart();
    this.#refreshAmounts();
    return this.#improve();
  }

  /** A weight that every cut has at least, however the program was rounded, and how much each call's capacity is used. */
  bound(capacities: Float64Array): { readonly weight: number; readonly load: Float64Array } {
    const load = new Float64Array(this.#calls);
    let sum = 0;
    for (let row = 0; row < this.#calls; row++) {
      const loop = this.#loops[this.#basis[row]!];
      const amount = this.#amounts[row]!;
      if (loop === undefined || amount <= TINY || loop.some((call) => capacities[call] === 0)) continue;
      sum += amount;
      for (const call of loop) load[call]! += amount;
    }
    let fits = 1;
    for (let call = 0; call < this.#calls; call++) {
      if (load[call]! > capacities[call]!) fits = Math.min(fits, capacities[call]! / load[call]!);
    }
    for (let call = 0; call < this.#calls; call++) load[call]! *= fits;
    return { weight: sum * fits, load };
  }

  #restart(): void {
    const calls = this.#calls;
    this.#inverse.fill(0);
    this.#isPacked.fill(false);
    this.#isSlackBasic.fill(1);
    this.prices.fill(0);
    for (let row = 0; row < calls; row++) {
      this.#inverse[row * calls + row] = 1;
      this.#basis[row] = -1 - row;
    }
  }

  #refreshAmounts(): void {
    const calls = this.#calls;
    for (let row = 0; row < calls; row++) {
      let amount = 0;
      const start = row * calls;
      for (let call = 0; call < calls; call++)
        amount += this.#inverse[start + call]! * this.#capacities[call]!;
      this.#amounts[row] = amount;
    }
    this.#budget.left -= calls * calls;
  }

  /** Tells whether the amounts really use up the capacities. */
  #isExact(): boolean {
    const rest = Float64Array.from(this.#capacities);
    for (let row = 0; row < this.#calls; row++) {
      const basic = this.#basis[row]!;
      for (const call of basic < 0 ? [-1 - basic] : this.#loops[basic]!) rest[call]! -= this.#amounts[row]!;
    }
    return rest.every((left) => Math.abs(left) < DRIFT);
  }

  /** The primal method: takes loops (or slack) in while that packs more. */
  #improve(): boolean {
    for (let step = 0; step < 50 * this.#calls + 1000; step++) {
      if (this.#budget.left <= 0) return false;
      const { entering, gain } = this.#bestEntering();
      if (gain <= TINY) return true;
      this.#loadColumn(entering);
      let leaving = -1;
      let least = Number.POSITIVE_INFINITY;
      for (let row = 0; row < this.#calls; row++) {
        const use = this.#column[row]!;
        if (use <= TINY) continue;
        const most = Math.max(this.#amounts[row]!, 0) / use;
        if (most < least - 1e-12 || (most <= least + 1e-12 && use > this.#column[leaving]!)) {
          least = Math.min(most, least);
          leaving = row;
        }
      }
      if (leaving === -1) return false;
      this.#pivot(leaving, entering, gain);
    }
    return false;
  }

  /** The dual method: repairs amounts below 0, which a change of capacities brings, keeping the prices right. */
  #makeFeasible(): boolean {
    const calls = this.#calls;
    for (let step = 0; step < 20 * calls + 1000; step++) {
      if (this.#budget.left <= 0) return false;
      let leaving = -1;
      for (let row = 0; row < calls; row++) {
        if (
          this.#amounts[row]! < -TINY &&
          (leaving === -1 || this.#amounts[row]! < this.#amounts[leaving]!)
        ) {
          leaving = row;
        }
      }
      if (leaving === -1) return true;
      const entering = this.#dualEntering(this.#inverse.subarray(leaving * calls, leaving * calls + calls));
      if (entering === null) return false;
      this.#loadColumn(entering);
      this.#pivot(leaving, entering, this.#gainOf(entering));
    }
    return false;
  }

  #dualEntering(row: Float64Array): number | null {
    let entering: number | null = null;
    let least = Number.POSITIVE_INFINITY;
    const consider = (candidate: number, use: number, gain: number) => {
      if (use >= -TINY) return;
      const ratio = Math.max(-gain, 0) / -use;
      if (ratio >= least) return;
      least = ratio;
      entering = candidate;
    };
    for (let loop = 0; loop < this.#loops.length; loop++) {
      if (this.#isPacked[loop] === true) continue;
      let use = 0;
      let gain = 1;
      for (const call of this.#loops[loop]!) {
        use += row[call]!;
        gain -= this.prices[call]!;
      }
      consider(loop, use, gain);
      this.#budget.left -= this.#loops[loop]!.length;
    }
    for (let call = 0; call < this.#calls; call++) {
      if (this.#isSlackBasic[call] === 0) consider(-1 - call, row[call]!, -this.prices[call]!);
    }
    return entering;
  }

  #bestEntering(): { readonly entering: number; readonly gain: number } {
    let entering = 0;
    let gain = 0;
    for (let loop = 0; loop < this.#loops.length; loop++) {
      if (this.#isPacked[loop] === true) continue;
      const own = this.#gainOf(loop);
      if (own > gain) [entering, gain] = [loop, own];
      this.#budget.left -= this.#loops[loop]!.length;
    }
    for (let call = 0; call < this.#calls; call++) {
      const own = -this.prices[call]!;
      if (own > gain && this.#isSlackBasic[call] === 0) [entering, gain] = [-1 - call, own];
    }
    return { entering, gain };
  }

  #gainOf(entering: number): number {
    if (entering < 0) return -this.prices[-1 - entering]!;
    let gain = 1;
    for (const call of this.#loops[entering]!) gain -= this.prices[call]!;
    return gain;
  }

  #loadColumn(entering: number): void {
    const calls = this.#calls;
    const used = entering < 0 ? [-1 - entering] : this.#loops[entering]!;
    for (let row = 0; row < calls; row++) {
      let sum = 0;
      for (const call of used) sum += this.#inverse[row * calls + call]!;
      this.#column[row] = sum;
    }
    this.#budget.left -= calls * used.length;
  }

  #pivot(leaving: number, entering: number, gain: number): void {
    const calls = this.#calls;
    const inverse = this.#inverse;
    const start = leaving * calls;
    const scale = 1 / this.#column[leaving]!;
    const filled: number[] = [];
    for (let call = 0; call < calls; call++) {
      if (inverse[start + call] === 0) continue;
      filled.push(call);
      inverse[start + call]! *= scale;
      this.prices[call]! += gain * inverse[start + call]!;
    }
    const amount = this.#amounts[leaving]! * scale;
    let touched = 0;
    for (let row = 0; row < calls; row++) {
      const use = this.#column[row]!;
      if (row === leaving || Math.abs(use) < 1e-12) continue;
      for (const call of filled) inverse[row * calls + call]! -= use * inverse[start + call]!;
      this.#amounts[row]! -= use * amount;
      touched++;
    }
    this.#amounts[leaving] = amount;
    this.#mark(this.#basis[leaving]!, false);
    this.#mark(entering, true);
    this.#basis[leaving] = entering;
    this.#budget.left -= touched * filled.length + calls;
  }

  #mark(basic: number, isIn: boolean): void {
    if (basic < 0) this.#isSlackBasic[-1 - basic] = isIn ? 1 : 0;
    else this.#isPacked[basic] = isIn;
  }
}
