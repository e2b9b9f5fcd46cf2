import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareByNameThenId } from '../model/text.js';
import { graphOf, idsOf, nodeOf } from '../testing/draw.js';
import { numbered } from '../testing/numbered.js';
import { type RandomGraph, randomGraph } from '../testing/random-graphs.js';
import { findPath } from './find-path.js';
import { type ChainsOptions, listChains } from './list-chains.js';

function chainsIn(picture: string, from: string, to: string, options?: ChainsOptions) {
  const graph = graphOf(picture);
  const { chains, truncated } = listChains(graph, nodeOf(graph, from), nodeOf(graph, to), options);
  return [...chains.map((chain) => idsOf(graph, chain).join(' ')), ...(truncated ? ['…'] : [])];
}

describe('the chains', () => {
  it.each([
    ['are the only one', 'a -> b -> c', ['a b c']],
    [
      'come shortest first, then by name',
      'a -> x -> c; a -> b -> c; a -> c; a -> b -> x',
      ['a c', 'a b c', 'a x c', 'a b x c'],
    ],
    ['pass no procedure twice', 'a -> b -> a; b -> b -> d -> b; d -> c -> a; c -> c', ['a b d c']],
    ['are none where nothing leads there', 'c -> a', []],
  ])('%s', (_, picture, expected) => {
    expect(chainsIn(picture, 'a', 'c')).toEqual(expected);
  });

  it('from a procedure to itself are that procedure alone', () => {
    expect(chainsIn('a -> b -> a -> a', 'a', 'a')).toEqual(['a']);
  });

  it('end at the limit, and say so only where there are more', () => {
    const picture = 'a -> b -> c; a -> d -> c; a -> c';
    expect(chainsIn(picture, 'a', 'c', { limit: 2 })).toEqual(['a c', 'a b c', '…']);
    expect(chainsIn(picture, 'a', 'c', { limit: 3 })).toEqual(['a c', 'a b c', 'a d c']);
  });

  it('say that there may be more where the search was ended', () => {
    const picture = 'a -> b -> c; a -> d -> c; a -> c';
    expect(chainsIn(picture, 'a', 'c', { workLimit: 3 }).at(-1)).toBe('…');
  });
});

/** Every chain without a node twice, by trying all calls. */
function everyChain({ calls }: RandomGraph, path: readonly number[], to: number): (readonly number[])[] {
  const node = path[path.length - 1]!;
  if (node === to) return [path];
  return calls
    .filter(({ caller, callee }) => caller === node && !path.includes(callee))
    .flatMap(({ callee }) => everyChain({ calls } as RandomGraph, [...path, callee], to));
}

it('on random graphs are all there are, in their order, the first being the path', () => {
  fc.assert(
    fc.property(randomGraph(7), fc.nat(8), fc.nat(8), fc.nat(12), (random, first, last, limit) => {
      const { graph, procedures } = random;
      const size = procedures.length;
      fc.pre(size > 0);
      const [from, to] = [first % size, last % size];
      const expected = everyChain(random, [from], to).sort(
        (a, b) =>
          a.length - b.length ||
          a.reduce(
            (order, node, at) => order || compareByNameThenId(procedures[node]!, procedures[b[at]!]!),
            0,
          ),
      );
      const all = listChains(graph, from, to, { limit: 100_000 });
      expect(all).toEqual({ chains: expected, truncated: false });
      expect(listChains(graph, from, to, { limit })).toEqual({
        chains: expected.slice(0, limit),
        truncated: expected.length > limit,
      });
      if (expected.length > 0) expect(findPath(graph, from, to).path).toEqual(expected[0]);
    }),
    { numRuns: 2000 },
  );
});

describe('size is no limit', () => {
  it('takes a chain of 100,000, a detour at its end, and a ring of 50,000', () => {
    const size = 100_000;
    const chain = Array.from({ length: size - 1 }, (_, node) => [node, node + 1] as const);
    const detour = numbered(size + 1, [...chain, [size - 3, size], [size, size - 1]]);
    const found = listChains(detour, 0, size - 1);
    expect(found.chains.map(({ length }) => length)).toEqual([size, size]);
    expect(found.truncated).toBe(false);
    const ring = numbered(50_000, [...chain.slice(0, 49_999), [49_999, 0]]);
    const round = listChains(ring, 1, 0);
    expect([round.chains.length, round.chains[0]?.length, round.truncated]).toEqual([1, 50_000, false]);
  });

  it('ends where there are more chains than could ever be listed', () => {
    const diamonds = Array.from({ length: 5000 }, (_, at) => {
      const [top, left, right, bottom] = [3 * at, 3 * at + 1, 3 * at + 2, 3 * at + 3];
      return [
        [top, left],
        [top, right],
        [left, bottom],
        [right, bottom],
      ] as const;
    }).flat();
    const { chains, truncated } = listChains(numbered(15_001, diamonds), 0, 15_000, { limit: 5 });
    expect([chains.length, truncated]).toEqual([5, true]);
    expect(new Set(chains.map(String)).size).toBe(5);
  });

  it('gives up, and says so, where the search goes astray', () => {
    // A clique that no chain passes through without passing its only gate twice.
    const clique = Array.from(
      { length: 14 * 14 },
      (_, at) => [2 + (at % 14), 2 + Math.floor(at / 14)] as const,
    );
    const graph = numbered(17, [...clique, [0, 16], [16, 1], [16, 2], [2, 16], [15, 16]]);
    const { chains, truncated } = listChains(graph, 0, 1, { workLimit: 100_000 });
    expect([chains, truncated]).toEqual([[[0, 16, 1]], true]);
  });
});
