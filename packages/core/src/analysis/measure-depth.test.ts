import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf } from '../testing/draw.js';
import { numbered } from '../testing/numbered.js';
import { componentsOf } from '../testing/oracle.js';
import { type PlainCall, randomGraph } from '../testing/random-graphs.js';
import { measureDepth } from './measure-depth.js';

/** The longest chain between components by trying every one. */
function naiveDepth(groups: readonly (readonly number[])[], calls: readonly PlainCall[]): number {
  const groupOf = (node: number) => groups.findIndex((members) => members.includes(node));
  const from = (group: number): number =>
    calls
      .filter(({ caller, callee }) => groupOf(caller) === group && groupOf(callee) !== group)
      .reduce((deepest, { callee }) => Math.max(deepest, 1 + from(groupOf(callee))), 0);
  return groups.reduce((deepest, _, group) => Math.max(deepest, from(group)), 0);
}

describe('the depth', () => {
  it.each([
    ['', 0],
    ['a', 0],
    ['a -> a', 0],
    ['a -> b', 1],
    ['a -> b -> c; a -> c', 2],
    ['a -> b -> c -> a', 0],
    ['x -> a -> b -> c -> a; c -> y', 2],
    ['(gone) -> a -> b', 2],
  ])('of "%s" is %i', (picture, depth) => {
    expect(measureDepth(graphOf(picture))).toBe(depth);
  });

  it('is that of the longest of all chains', () => {
    fc.assert(
      fc.property(randomGraph(7), ({ graph, procedures, calls }) => {
        expect(measureDepth(graph)).toBe(naiveDepth(componentsOf({ procedures, calls }), calls));
      }),
    );
  });

  it('of a chain of 100,000 is 99,999', () => {
    const calls = Array.from({ length: 99_999 }, (_, node) => [node, node + 1] as const);
    expect(measureDepth(numbered(100_000, calls))).toBe(99_999);
  });
});
