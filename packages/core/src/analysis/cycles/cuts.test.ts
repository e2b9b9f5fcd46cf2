import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAcyclic, lightestCut } from '../../testing/oracle.js';
import { type Digraph, digraphOf } from './digraph.js';
import { weighDisjointLoops } from './disjoint-loops.js';
import { findExactCut } from './exact-cut.js';
import { findLightLoops } from './light-loops.js';
import { LoopPacking } from './loop-packing.js';
import { cutByOrder } from './order-cut.js';
import { Bundles } from './piece.js';
import { splitPiece } from './split-piece.js';

interface Weighted {
  readonly digraph: Digraph;
  readonly weights: Float64Array;
  readonly unit: number;
}

/** A digraph whose calls weigh one unit, or one more where they are containments. */
function weighted(maxSize: number): fc.Arbitrary<Weighted> {
  return fc
    .record({
      size: fc.integer({ min: 2, max: maxSize }),
      density: fc.integer({ min: 10, max: 90 }),
      dice: fc.array(fc.nat(99), { minLength: maxSize * maxSize, maxLength: maxSize * maxSize }),
      within: fc.array(fc.boolean(), { minLength: maxSize * maxSize, maxLength: maxSize * maxSize }),
    })
    .map(({ size, density, dice, within }) => {
      const pairs: number[] = [];
      for (let pair = 0; pair < size * size; pair++) {
        if (Math.floor(pair / size) !== pair % size && dice[pair]! < density) pairs.push(pair);
      }
      const unit = pairs.filter((pair) => within[pair]).length + 1;
      return {
        digraph: digraphOf(
          size,
          Uint32Array.from(pairs, (pair) => Math.floor(pair / size)),
          Uint32Array.from(pairs, (pair) => pair % size),
        ),
        weights: Float64Array.from(pairs, (pair) => unit + (within[pair] ? 1 : 0)),
        unit,
      };
    });
}

function callsOf({ callers, callees }: Pick<Digraph, 'callers' | 'callees'>, weights: Float64Array) {
  return Array.from(callers, (caller, call) => ({ caller, callee: callees[call]!, weight: weights[call]! }));
}

function weigh(weights: Float64Array, calls: readonly number[]): number {
  return calls.reduce((sum, call) => sum + weights[call]!, 0);
}

function expectCut({ size, callers, callees }: Digraph, cut: readonly number[]): void {
  const left = Array.from(callers.keys()).filter((call) => !cut.includes(call));
  const plain = left.map((call) => ({ caller: callers[call]!, callee: callees[call]!, ambiguous: false }));
  expect(isAcyclic(size, plain)).toBe(true);
  expect(new Set(cut).size).toBe(cut.length);
}

const ample = () => ({ left: 1_000_000_000 });

describe('the exact search', () => {
  it('finds a lightest cut, from the worst one there is, and proves it', () => {
    fc.assert(
      fc.property(weighted(9), ({ digraph, weights, unit }) => {
        const all = Array.from(weights.keys());
        const { calls, isMinimal, isLightest } = findExactCut(digraph, weights, unit, all, ample());
        expectCut(digraph, calls);
        expect([isMinimal, isLightest]).toEqual([true, true]);
        expect(weigh(weights, calls)).toBe(lightestCut(digraph.size, callsOf(digraph, weights)));
      }),
      { numRuns: 300 },
    );
  });

  it('claims nothing that it has not proved, wherever its budget ends', () => {
    fc.assert(
      fc.property(weighted(8), fc.nat(60_000), ({ digraph, weights, unit }, left) => {
        const all = Array.from(weights.keys());
        const { calls, isMinimal, isLightest } = findExactCut(digraph, weights, unit, all, { left });
        expectCut(digraph, calls);
        const least = lightestCut(digraph.size, callsOf(digraph, weights));
        if (isMinimal) expect(calls.length).toBe(Math.floor(least / unit));
        if (isLightest) expect(weigh(weights, calls)).toBe(least);
      }),
      { numRuns: 300 },
    );
  });

  it('goes on after its answers have drifted: a packing weighs no more than any cut', () => {
    fc.assert(
      fc.property(weighted(8), fc.integer({ min: 0, max: 50 }), ({ digraph, weights, unit }, steps) => {
        const budget = ample();
        const packing = new LoopPacking(weights.length, budget);
        const all = Array.from(weights.keys());
        const none = new Float64Array(weights.length);
        for (const loop of findLightLoops(digraph, none, all, Number.POSITIVE_INFINITY, budget))
          packing.add(loop);
        const capacities = weights.map((weight) => weight / unit);
        budget.left = 2 * weights.length ** 2 + steps * 50;
        packing.solve(capacities);
        const least = lightestCut(digraph.size, callsOf(digraph, weights)) / unit;
        expect(packing.bound(capacities).weight).toBeLessThanOrEqual(least + 1e-9);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a cut by an order', () => {
  it('is a cut in which every call is needed, and holds the calls chosen where it can', () => {
    fc.assert(
      fc.property(weighted(9), ({ digraph, weights }) => {
        const { calls, position } = cutByOrder(digraph, weights, [], ample());
        expectCut(digraph, calls);
        for (const call of calls)
          expect(() =>
            expectCut(
              digraph,
              calls.filter((one) => one !== call),
            ),
          ).toThrow();
        for (const [call, { caller, callee }] of callsOf(digraph, weights).entries()) {
          if (!calls.includes(call)) expect(position[caller]).toBeLessThan(position[callee]!);
        }
      }),
      { numRuns: 300 },
    );
    const ring = digraphOf(3, Uint32Array.of(0, 1, 2), Uint32Array.of(1, 2, 0));
    for (const call of [0, 1, 2]) {
      expect(cutByOrder(ring, Float64Array.of(1, 1, 1), [call], ample()).calls).toEqual([call]);
    }
  });

  it('is one without any work left too', () => {
    fc.assert(
      fc.property(weighted(9), fc.nat(300), ({ digraph, weights }, left) => {
        expectCut(digraph, cutByOrder(digraph, weights, [], { left }).calls);
      }),
      { numRuns: 200 },
    );
  });

  it('is proved where loops that share no call weigh as much, and they never weigh more', () => {
    fc.assert(
      fc.property(weighted(8), ({ digraph, weights }) => {
        const { calls, position } = cutByOrder(digraph, weights, [], ample());
        const disjoint = weighDisjointLoops(digraph, weights, calls, position, ample());
        expect(disjoint).toBeLessThanOrEqual(lightestCut(digraph.size, callsOf(digraph, weights)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('reducing and splitting', () => {
  it('changes nothing about what a lightest cut weighs', () => {
    fc.assert(
      fc.property(weighted(9), ({ digraph, weights }) => {
        const { size, callers, callees } = digraph;
        const bundles = new Bundles(callers.length);
        const bundleOf = Int32Array.from(callers.keys());
        const never = weigh(weights, Array.from(weights.keys())) + 1;
        const { forced, pieces } = splitPiece({ size, callers, callees, weights, bundleOf }, never, bundles);
        const ofPieces = pieces.map((piece) => lightestCut(piece.size, callsOf(piece, piece.weights)));
        const whole = ofPieces.reduce((sum, least) => sum + least, weigh(weights, bundles.open(forced)));
        expect(whole).toBe(lightestCut(size, callsOf(digraph, weights)));
      }),
      { numRuns: 1500 },
    );
  });

  it('leaves nothing of a ring, nor of rings that share a node', () => {
    const callers = Uint32Array.of(0, 1, 2, 0, 3, 4);
    const callees = Uint32Array.of(1, 2, 0, 3, 4, 0);
    const weights = Float64Array.of(2, 1, 2, 2, 2, 1);
    const bundles = new Bundles(6);
    const piece = { size: 5, callers, callees, weights, bundleOf: Int32Array.from(callers.keys()) };
    const { forced, pieces } = splitPiece(piece, 100, bundles);
    expect([...bundles.open(forced)].sort()).toEqual([1, 5]);
    expect(pieces).toEqual([]);
  });
});
