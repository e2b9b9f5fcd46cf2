import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { draw, graphOf, idOf } from '../testing/draw.js';
import { numbered } from '../testing/numbered.js';
import { type PlainCall, randomGraph } from '../testing/random-graphs.js';
import { type Communities, findCommunities } from './find-communities.js';

/** The members of each community, by id. */
function communitiesIn(picture: string): readonly string[] {
  const graph = graphOf(picture);
  const { count, communityOf } = findCommunities(graph);
  const groups = Array.from({ length: count }, (): string[] => []);
  for (const [node, community] of communityOf.entries()) groups[community]!.push(idOf(graph, node));
  return groups.map((ids) => ids.sort().join(' '));
}

describe('communities', () => {
  it.each([
    ['an empty graph has none', '', []],
    ['what no call joins stands alone', 'b; a -> a; c', ['a', 'b', 'c']],
    ['two that call each other', 'a -> b', ['a b']],
    ['two triangles that one call joins', 'x -> y -> z -> x; z -> a; a -> b -> c -> a', ['a b c', 'x y z']],
    ['the larger comes first', 'a -> b; w -> x -> y -> w; x -> z -> y', ['w x y z', 'a b']],
    [
      'whichever way calls point',
      'x -> y; z -> y; x -> z; y -> a; c -> a; c -> b; b -> a',
      ['a b c', 'x y z'],
    ],
    ['missing procedures take part', '(gone) -> a -> b; (gone) -> b; c -> d', ['a b missing:gone', 'c d']],
  ])('%s', (_, picture, expected) => {
    expect(communitiesIn(picture)).toEqual(expected);
  });

  it('keeps 40 rings of 5 apart, each joined to the next by one call', () => {
    const calls = Array.from({ length: 200 }, (_, node) => [
      [node, node % 5 === 4 ? node - 4 : node + 1],
      [node, node % 5 >= 3 ? node - 3 : node + 2],
      ...(node % 5 === 0 ? [[node, (node + 7) % 200]] : []),
    ]).flat() as [number, number][];
    const { sizes, isSettled } = findCommunities(numbered(200, calls));
    expect(isSettled).toBe(true);
    expect(sizes.every((size) => size % 5 === 0)).toBe(true);
    expect(sizes.length).toBeGreaterThanOrEqual(10);
  });
});

/** Modularity by its definition: over all pairs of nodes, what joins them less what chance would. */
function modularity(groupOf: ArrayLike<number>, size: number, calls: readonly PlainCall[]): number {
  const joins = calls.filter(({ caller, callee }) => caller !== callee);
  if (joins.length === 0) return 0;
  const degree = (node: number) =>
    joins.filter(({ caller, callee }) => caller === node || callee === node).length;
  let sum = 0;
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      if (groupOf[a] !== groupOf[b]) continue;
      const between = joins.filter(
        ({ caller, callee }) => (caller === a && callee === b) || (caller === b && callee === a),
      ).length;
      sum += between - (degree(a) * degree(b)) / (2 * joins.length);
    }
  }
  return sum / (2 * joins.length);
}

/** True when the members of each community reach each other without leaving it, whichever way calls point. */
function holdTogether(communityOf: ArrayLike<number>, size: number, calls: readonly PlainCall[]): boolean {
  const inside = calls.filter(({ caller, callee }) => communityOf[caller] === communityOf[callee]);
  const group = Array.from({ length: size }, (_, node) => node);
  for (let round = 0; round < size; round++) {
    for (const { caller, callee } of inside) {
      group[caller] = group[callee] = Math.min(group[caller]!, group[callee]!);
    }
  }
  return group.every((least, node) =>
    group.every((other, at) => communityOf[at] !== communityOf[node] || other === least),
  );
}

function expectWellFormed({ count, communityOf, sizes }: Communities): void {
  const counted = new Array<number>(count).fill(0);
  for (const community of communityOf) counted[community]!++;
  expect(counted).toEqual([...sizes]);
  expect(counted).toEqual([...counted].sort((a, b) => b - a));
}

describe('on random graphs communities', () => {
  it('hold together, and no procedure could move to another and improve them', () => {
    fc.assert(
      fc.property(randomGraph(12), ({ graph, procedures, calls }) => {
        const found = findCommunities(graph);
        const size = procedures.length;
        expectWellFormed(found);
        expect(found.isSettled).toBe(true);
        expect(holdTogether(found.communityOf, size, calls)).toBe(true);
        const best = modularity(found.communityOf, size, calls);
        expect(found.modularity).toBeCloseTo(best, 10);
        for (const node of procedures.keys()) {
          for (let community = 0; community <= found.count; community++) {
            const moved = found.communityOf.map((old, at) => (at === node ? community : old));
            expect(modularity(moved, size, calls)).toBeLessThanOrEqual(best + 1e-9);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('hold together too where the search is cut short', () => {
    fc.assert(
      fc.property(randomGraph(12), ({ graph, procedures, calls }) => {
        const found = findCommunities(graph, { workLimit: 0 });
        expectWellFormed(found);
        expect(holdTogether(found.communityOf, procedures.length, calls)).toBe(true);
        expect(found.modularity).toBeCloseTo(modularity(found.communityOf, procedures.length, calls), 10);
      }),
      { numRuns: 300 },
    );
  });
});

it('do not hang on the order of the list', () => {
  const records = draw(
    'a -> b -> c -> a; c -> d; d -> e -> f -> d; (x) -> e; g -> a; h -> f; i -> g; j -> i -> h',
  );
  const inOrder = (order: readonly number[]) => {
    const graph = buildGraph(order.map((at) => records[at]!));
    const { communityOf } = findCommunities(graph);
    return [...communityOf].map((community, node) => `${idOf(graph, node)} ${community}`).sort();
  };
  const places = [...records.keys()];
  fc.assert(
    fc.property(fc.shuffledSubarray(places, { minLength: places.length }), (order) => {
      expect(inOrder(order)).toEqual(inOrder(places));
    }),
  );
});

it('says when the search is cut short', () => {
  const calls = Array.from({ length: 3000 }, (_, at) => [(at * 7) % 1000, (at * at * 3 + 1) % 1000] as const);
  const graph = numbered(1000, calls);
  const whole = findCommunities(graph);
  const cut = findCommunities(graph, { workLimit: 1 });
  expect([whole.isSettled, cut.isSettled]).toEqual([true, false]);
  expect(cut.modularity).toBeLessThan(whole.modularity);
});

it('takes a chain of 100,000 and a ring of 50,000 apart into stretches', () => {
  for (const [size, closes] of [
    [100_000, false],
    [50_000, true],
  ] as const) {
    const calls = Array.from(
      { length: size - (closes ? 0 : 1) },
      (_, node) => [node, (node + 1) % size] as const,
    );
    const { modularity: value, sizes } = findCommunities(numbered(size, calls));
    expect(value).toBeGreaterThan(0.98);
    expect(sizes.reduce((sum, one) => sum + one, 0)).toBe(size);
  }
});
