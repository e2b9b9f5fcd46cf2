import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf, idOf, nodeOf } from '../testing/draw.js';
import { numbered } from '../testing/numbered.js';
import { type PlainCall, randomGraph } from '../testing/random-graphs.js';
import { computeDominators, START, UNREACHED_BY_STARTS } from './compute-dominators.js';

/** For each procedure its immediate dominator, `-` for none and `?` where it is not reached, and how many it dominates. */
function dominatorsIn(picture: string, ...starts: readonly string[]): string {
  const graph = graphOf(picture);
  const { immediate, dominated } = computeDominators(
    graph,
    starts.map((id) => nodeOf(graph, id)),
  );
  const name = (node: number) =>
    node === START ? '-' : node === UNREACHED_BY_STARTS ? '?' : idOf(graph, node);
  return [...immediate]
    .map((node, of) => `${idOf(graph, of)}<${name(node)}${dominated[of] === 0 ? '' : ` ${dominated[of]}`}`)
    .join(', ');
}

describe('the dominators', () => {
  it.each([
    ['of a chain', 'a -> b -> c', ['a'], 'a<- 2, b<a 1, c<b'],
    ['where two ways meet', 'a -> b -> d; a -> c -> d -> e', ['a'], 'a<- 4, b<a, d<a 1, c<a, e<d'],
    ['of what two starts reach', 'a -> c; b -> c; b -> d', ['a', 'b'], 'a<-, c<-, b<- 1, d<b'],
    ['of a start that another calls', 'a -> b -> c', ['a', 'b'], 'a<-, b<- 1, c<b'],
    ['on a ring', 'a -> b -> c -> a', ['b'], 'a<c, b<- 2, c<b 1'],
    [
      'behind a ring that can be entered twice',
      'a -> b -> c -> b; a -> c -> d',
      ['a'],
      'a<- 3, b<a, c<a 1, d<c',
    ],
    ['of a procedure that calls itself', 'a -> b -> b', ['a'], 'a<- 1, b<a'],
    ['where nothing leads', 'a -> b; c -> d; (gone) -> c', ['a'], 'a<- 1, b<a, c<?, d<?, missing:gone<?'],
    [
      'from a missing procedure',
      '(gone) -> a -> b',
      ['missing:gone'],
      'a<missing:gone 1, b<a, missing:gone<- 2',
    ],
    ['from nowhere', 'a -> b', [], 'a<?, b<?'],
    ['from one start named twice', 'a -> b', ['a', 'a'], 'a<- 1, b<a'],
  ])('%s', (_, picture, starts, expected) => {
    expect(dominatorsIn(picture, ...starts)).toBe(expected);
  });

  it('of an empty graph are none', () => {
    expect(dominatorsIn('')).toBe('');
  });
});

/** What the starts reach without passing a procedure. */
function reachedWithout(without: number, starts: readonly number[], calls: readonly PlainCall[]) {
  const reached = new Set(starts.filter((start) => start !== without));
  for (const node of reached) {
    for (const { caller, callee } of calls) {
      if (caller === node && callee !== without) reached.add(callee);
    }
  }
  return reached;
}

it('are what taking each procedure out in turn shows', () => {
  const random = randomGraph(10).chain((one) =>
    fc.record({
      one: fc.constant(one),
      starts: fc.subarray([...one.procedures.keys()], { maxLength: Math.min(3, one.procedures.length) }),
    }),
  );
  fc.assert(
    fc.property(random, ({ one: { graph, procedures, calls }, starts }) => {
      const { immediate, dominated } = computeDominators(graph, starts);
      const reached = reachedWithout(-1, starts, calls);
      const dominatedBy = [...procedures.keys()].map((node) => {
        if (!reached.has(node)) return [];
        const left = reachedWithout(node, starts, calls);
        return [...reached].filter((other) => other !== node && !left.has(other));
      });
      for (const node of procedures.keys()) {
        expect(dominated[node]).toBe(dominatedBy[node]!.length);
        if (!reached.has(node)) {
          expect(immediate[node]).toBe(UNREACHED_BY_STARTS);
          continue;
        }
        const above = [...procedures.keys()].filter((other) => dominatedBy[other]!.includes(node));
        const last = above.find((one) =>
          above.every((other) => other === one || dominatedBy[other]!.includes(one)),
        );
        expect(immediate[node]).toBe(last ?? START);
      }
    }),
    { numRuns: 1000 },
  );
});

it('on a chain of 100,000 and a ring of 50,000 are the procedures before', () => {
  const chain = computeDominators(
    numbered(
      100_000,
      Array.from({ length: 99_999 }, (_, node) => [node, node + 1] as const),
    ),
    [0],
  );
  expect([chain.dominated[0], chain.dominated[99_999], chain.immediate[99_999]]).toEqual([99_999, 0, 99_998]);
  const ring = computeDominators(
    numbered(
      50_000,
      Array.from({ length: 50_000 }, (_, node) => [node, (node + 1) % 50_000] as const),
    ),
    [7],
  );
  expect([ring.dominated[7], ring.immediate[7], ring.immediate[6], ring.dominated[6]]).toEqual([
    49_999,
    START,
    5,
    0,
  ]);
});

it('are found where calls lead back across a long chain', () => {
  const size = 50_000;
  const calls = Array.from({ length: size - 1 }, (_, node) => [node, node + 1] as const);
  const shortcuts = Array.from({ length: size - 2 }, (_, node) => [size - 1 - node, node + 1] as const);
  const { dominated } = computeDominators(numbered(size, [...calls, ...shortcuts]), [0]);
  expect([dominated[0], dominated[size - 2]]).toEqual([size - 1, 1]);
});
