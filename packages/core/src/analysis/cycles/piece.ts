/**
 * A part of a component in which a least cut is looked for on its own. A call of a piece may stand for several calls of
 * the component, which are cut together: its bundle.
 */
export interface Piece {
  readonly size: number;
  readonly callers: Uint32Array;
  readonly callees: Uint32Array;
  /** What cutting a call costs. */
  readonly weights: Float64Array;
  readonly bundleOf: Int32Array;
}

/** Calls that are cut together. A number below that of the calls is a call alone; the others join two bundles. */
export class Bundles {
  readonly #calls: number;
  readonly #pairs: number[] = [];

  constructor(calls: number) {
    this.#calls = calls;
  }

  join(a: number, b: number): number {
    this.#pairs.push(a, b);
    return this.#calls + this.#pairs.length / 2 - 1;
  }

  /** The calls in all of these bundles. */
  open(bundles: readonly number[]): readonly number[] {
    const calls: number[] = [];
    const open = [...bundles];
    for (let bundle = open.pop(); bundle !== undefined; bundle = open.pop()) {
      if (bundle < this.#calls) calls.push(bundle);
      else {
        const at = (bundle - this.#calls) * 2;
        open.push(this.#pairs[at]!, this.#pairs[at + 1]!);
      }
    }
    return calls;
  }
}

/** A piece of its own for each part of the calls, nodes numbered anew. Cost: linear in the calls and the nodes. */
export function piecesOf(
  { size, callers, callees, weights, bundleOf }: Piece,
  parts: readonly (readonly number[])[],
): readonly Piece[] {
  const numbers = new Uint32Array(size);
  const partOf = new Int32Array(size).fill(-1);
  return parts.map((calls, part) => {
    let count = 0;
    const numberOf = (node: number) => {
      if (partOf[node] === part) return numbers[node]!;
      partOf[node] = part;
      numbers[node] = count;
      return count++;
    };
    const renumbered = {
      callers: Uint32Array.from(calls, (call) => numberOf(callers[call]!)),
      callees: Uint32Array.from(calls, (call) => numberOf(callees[call]!)),
      weights: Float64Array.from(calls, (call) => weights[call]!),
      bundleOf: Int32Array.from(calls, (call) => bundleOf[call]!),
    };
    return { size: count, ...renumbered };
  });
}
