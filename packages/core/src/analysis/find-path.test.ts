import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { compareByNameThenId } from '../model/text.js';
import { type Details, graphOf, idsOf, nodeOf } from '../testing/draw.js';
import { certainOnly, stepsBetween } from '../testing/oracle.js';
import { type PlainCall, type RandomGraph, randomGraph } from '../testing/random-graphs.js';
import { findPath } from './find-path.js';

function pathIn(picture: string, from: string, to: string, details?: Details): string {
  const graph = graphOf(picture, details);
  const { found, path, mustPass } = findPath(graph, nodeOf(graph, from), nodeOf(graph, to));
  if (!found) return 'none';
  const passed = mustPass.length === 0 ? '' : ` past ${idsOf(graph, mustPass).join(' ')}`;
  return `${idsOf(graph, path).join(' ')}${passed}`;
}

describe('the path', () => {
  it.each([
    ['along the only chain', 'a -> b -> c', 'a', 'c', 'a b c past b'],
    ['along one call', 'a -> b', 'a', 'b', 'a b'],
    ['never against a call', 'a -> b', 'b', 'a', 'none'],
    ['along containment', 'a ~> b ~> c', 'a', 'c', 'a b c past b'],
    ['from a procedure to itself', 'a -> b', 'a', 'a', 'a'],
    ['from a procedure to itself on a cycle', 'a -> b -> a', 'a', 'a', 'a'],
    ['from a procedure that calls itself to itself', 'a -> a', 'a', 'a', 'a'],
    ['from a missing procedure', '(x) -> a -> b', 'missing:x', 'b', 'missing:x a b past a'],
    ['by the first name of two', 'a -> c -> d; a -> b -> d', 'a', 'd', 'a b d'],
    ['by the shorter of two', 'a -> b -> c -> z; a -> y -> z', 'a', 'z', 'a y z'],
    ['by the first name at the first step', 'a -> b -> z -> e; a -> c -> d -> e', 'a', 'e', 'a b z e'],
    ['past what both ways pass', 'a -> b -> d -> e; a -> c -> d', 'a', 'e', 'a b d e past d'],
    [
      'past nothing where a detour leaves late',
      'a -> b -> c -> d; b -> x -> y -> d; a -> x',
      'a',
      'd',
      'a b c d',
    ],
    [
      'past what a longer detour cannot miss',
      'a -> b -> c -> d; b -> x -> c; x -> b',
      'a',
      'd',
      'a b c d past b c',
    ],
    ['past a ring', 'a -> b -> c -> b; c -> d', 'a', 'd', 'a b c d past b c'],
    [
      'past nothing but the ends where a detour leaves the start',
      'a -> b -> c; a -> x -> y -> c',
      'a',
      'c',
      'a b c',
    ],
    ['without what only leads back', 'a -> b -> c; b -> a; c -> x -> b', 'a', 'c', 'a b c past b'],
    ['between parts that nothing joins', 'a; b', 'a', 'b', 'none'],
  ])('leads %s', (_, picture, from, to, expected) => {
    expect(pathIn(picture, from, to)).toBe(expected);
  });

  it('prefers by name, then by id', () => {
    const names = { b: { name: 'Zulu' }, c: { name: 'Alpha' } };
    expect(pathIn('a -> b -> d; a -> c -> d', 'a', 'd', names)).toBe('a c d');
    const same = { b: { name: 'Same' }, c: { name: 'Same' } };
    expect(pathIn('a -> c -> d; a -> b -> d', 'a', 'd', same)).toBe('a b d');
  });

  it('says when every chain passes an ambiguous call', () => {
    const graph = buildGraph([
      { id: 1, name: 'Review' },
      { id: 2, name: 'Review' },
      { id: 3, name: 'Report', called_from: ['Review'] },
      { id: 4, name: 'File', called_from: [{ id: 3 }] },
    ]);
    const between = (from: string, to: string) => findPath(graph, nodeOf(graph, from), nodeOf(graph, to));
    expect(between('1', '4')).toMatchObject({ found: true, ambiguous: true });
    expect(between('3', '4')).toMatchObject({ found: true, ambiguous: false });
  });
});

/** True when a chain leads from one to the other without this procedure. */
function reachesWithout(
  without: number,
  from: number,
  to: number,
  size: number,
  calls: readonly PlainCall[],
) {
  const left = calls.filter(({ caller, callee }) => caller !== without && callee !== without);
  return stepsBetween(size, left)[from]![to]! < Number.POSITIVE_INFINITY;
}

/** Every shortest chain, by trying all calls. */
function shortestChains(
  { calls }: Pick<RandomGraph, 'calls'>,
  steps: readonly (readonly number[])[],
  from: number,
  to: number,
): number[][] {
  if (from === to) return [[from]];
  const left = steps[from]![to]!;
  return calls
    .filter(({ caller, callee }) => caller === from && (callee === to ? 0 : steps[callee]![to]!) === left - 1)
    .flatMap(({ callee }) => shortestChains({ calls }, steps, callee, to))
    .map((chain) => [from, ...chain]);
}

describe('on random graphs', () => {
  it('finds the first of all shortest chains, and exactly what no chain gets around', () => {
    fc.assert(
      fc.property(randomGraph(8), (random) => {
        const { graph, procedures, calls } = random;
        const steps = stepsBetween(procedures.length, calls);
        const certain = stepsBetween(procedures.length, certainOnly(calls));
        for (let from = 0; from < procedures.length; from++) {
          for (let to = 0; to < procedures.length; to++) {
            if (from === to) continue;
            const { found, path, mustPass, ambiguous } = findPath(graph, from, to);
            expect(found).toBe(steps[from]![to]! < Number.POSITIVE_INFINITY);
            if (!found) continue;
            expect(path).toHaveLength(steps[from]![to]! + 1);
            expect(ambiguous).toBe(certain[from]![to] === Number.POSITIVE_INFINITY);
            const first = shortestChains(random, steps, from, to).sort((a, b) =>
              a.reduce(
                (order, node, at) => order || compareByNameThenId(procedures[node]!, procedures[b[at]!]!),
                0,
              ),
            )[0];
            expect(path).toEqual(first);
            const unavoidable = path
              .slice(1, -1)
              .filter((node) => !reachesWithout(node, from, to, procedures.length, calls));
            expect(mustPass).toEqual(unavoidable);
            for (let node = 0; node < procedures.length; node++) {
              if (node === from || node === to || path.includes(node)) continue;
              expect(reachesWithout(node, from, to, procedures.length, calls)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 120 },
    );
  });
});

it('walks a chain of 100,000 without recursion', () => {
  const size = 100_000;
  const graph = buildGraph(
    Array.from({ length: size }, (_, id) => ({
      id,
      name: `${id}`,
      called_from: id === 0 ? [] : [{ id: id - 1 }],
    })),
  );
  const { path, mustPass } = findPath(graph, 0, size - 1);
  expect([path.length, mustPass.length]).toEqual([size, size - 2]);
});
