import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareByNameThenId } from '../../model/text.js';
import { graphOf, idsOf } from '../../testing/draw.js';
import { numbered } from '../../testing/numbered.js';
import { type PlainCall, randomGraph } from '../../testing/random-graphs.js';
import { findCycles } from '../find-cycles.js';

function loopsIn(picture: string, maxLoops: number) {
  const graph = graphOf(picture);
  return findCycles(graph, { maxLoops }).map(({ loops }) => [
    ...loops!.loops.map((loop) => idsOf(graph, loop).join(' ')),
    ...(loops!.truncated ? ['…'] : []),
  ]);
}

describe('elementary loops', () => {
  it.each([
    ['of a ring', 'c -> a -> b -> c', [['a b c']]],
    ['of two that share a procedure', 'a -> b -> a; b -> d -> c -> b', [['a b', 'b d c']]],
    [
      'self-calls among them, the shortest first',
      'a -> b -> c -> a; c -> b -> b; c -> c',
      [['b', 'c', 'b c', 'a b c']],
    ],
    ['of each cycle', 'a -> a; p -> q -> p', [['p q'], ['a']]],
    ['of no cycle', 'a -> b', []],
  ])('%s', (_, picture, expected) => {
    expect(loopsIn(picture, 10)).toEqual(expected);
  });

  it('end at the limit, and say so only where there are more', () => {
    const picture = 'a -> b -> c -> a; c -> b -> b';
    expect(loopsIn(picture, 2)).toEqual([['b', 'b c', '…']]);
    expect(loopsIn(picture, 3)).toEqual([['b', 'b c', 'a b c']]);
    expect(loopsIn(picture, 0)).toEqual([['…']]);
  });

  it('are not listed unless they are asked for', () => {
    expect(findCycles(graphOf('a -> a'))[0]).not.toHaveProperty('loops');
  });
});

/** Every loop through the first of its path that comes back to it, by trying all calls. */
function everyLoop(
  calls: readonly PlainCall[],
  path: readonly number[],
  isAfter: (node: number) => boolean,
): number[][] {
  const last = path[path.length - 1];
  return calls
    .filter(({ caller }) => caller === last)
    .flatMap(({ callee }) => {
      if (callee === path[0]) return [[...path]];
      return path.includes(callee) || !isAfter(callee) ? [] : everyLoop(calls, [...path, callee], isAfter);
    });
}

it('on random graphs are all there are, in their order', () => {
  fc.assert(
    fc.property(randomGraph(7), fc.nat(8), ({ graph, procedures, calls }, limit) => {
      const byName = (a: number, b: number) => compareByNameThenId(procedures[a]!, procedures[b]!);
      const cycles = findCycles(graph, { maxLoops: 100_000 });
      const few = findCycles(graph, { maxLoops: limit });
      for (const [at, { nodes, loops }] of cycles.entries()) {
        const expected = nodes
          .flatMap((start) => everyLoop(calls, [start], (node) => byName(start, node) < 0))
          .sort(
            (a, b) =>
              a.length - b.length || a.reduce((order, node, step) => order || byName(node, b[step]!), 0),
          );
        expect(loops).toEqual({ loops: expected, truncated: false });
        expect(few[at]?.loops).toEqual({
          loops: expected.slice(0, limit),
          truncated: expected.length > limit,
        });
      }
    }),
    { numRuns: 2000 },
  );
});

describe('size is no limit', () => {
  it('takes a ring of 50,000 with a shortcut', () => {
    const size = 50_000;
    const ring = Array.from({ length: size }, (_, node) => [node, (node + 1) % size] as const);
    const [cycle] = findCycles(numbered(size, [...ring, [10, size - 10]]), { maxLoops: 5 });
    expect(cycle?.loops?.loops.map(({ length }) => length)).toEqual([21, size]);
    expect(cycle?.loops?.truncated).toBe(false);
  });

  it('ends where there are more loops than could ever be listed', () => {
    const clique = Array.from({ length: 40 * 40 }, (_, at) => [at % 40, Math.floor(at / 40)] as const);
    const [cycle] = findCycles(numbered(40, clique), { maxLoops: 100 });
    expect(cycle?.loops?.loops.map(({ length }) => length)).toEqual([
      ...new Array<number>(40).fill(1),
      ...new Array<number>(60).fill(2),
    ]);
    expect(cycle?.loops?.truncated).toBe(true);
  });
});
