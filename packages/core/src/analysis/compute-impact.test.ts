import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { graphOf, idOf, idsOf, nodeOf } from '../testing/draw.js';
import { certainOnly, reversed, stepsBetween } from '../testing/oracle.js';
import { type PlainCall, type RandomGraph, randomGraph } from '../testing/random-graphs.js';
import { computeImpact, type ImpactOptions, type ImpactSide } from './compute-impact.js';

/** Each side as `id distance via`, joined by commas. */
function impactOf(graph: ProcedureGraph, targets: readonly string[], options?: ImpactOptions) {
  const impact = computeImpact(
    graph,
    targets.map((id) => nodeOf(graph, id)),
    options,
  );
  const show = (side: ImpactSide | undefined) =>
    side?.procedures
      .map(
        ({ node, distance, via, ambiguous }) =>
          `${idOf(graph, node)} ${distance} ${idOf(graph, via)}${ambiguous ? ' ?' : ''}`,
      )
      .join(', ');
  return { dependents: show(impact.dependents), dependencies: show(impact.dependencies) };
}

const CHAIN = graphOf('a -> b ~> c -> d');
const RING = graphOf('a -> b -> c -> a; c -> x');

describe('dependents and dependencies', () => {
  it('are all procedures that lead here, and all that this leads to', () => {
    expect(impactOf(CHAIN, ['c'])).toEqual({ dependents: 'b 1 c, a 2 b', dependencies: 'd 1 c' });
  });

  it('never hold the target, not even on a cycle or with a self-call', () => {
    expect(impactOf(RING, ['a'])).toEqual({
      dependents: 'c 1 a, b 2 c',
      dependencies: 'b 1 a, c 2 b, x 3 c',
    });
    expect(impactOf(graphOf('a -> a'), ['a'])).toEqual({ dependents: '', dependencies: '' });
  });

  it('hold none of several targets, and count from the nearest', () => {
    expect(impactOf(CHAIN, ['d', 'b', 'd'])).toEqual({ dependents: 'a 1 b, c 1 d', dependencies: 'c 1 b' });
    expect(idsOf(CHAIN, computeImpact(CHAIN, [3, 1, 3]).targets)).toEqual(['b', 'd']);
  });

  it('hold missing procedures like any other', () => {
    expect(impactOf(graphOf('(x) -> a'), ['a']).dependents).toBe('missing:x 1 a');
    expect(impactOf(graphOf('(x) -> a -> b'), ['missing:x']).dependencies).toBe('a 1 missing:x, b 2 a');
  });

  it('are only computed in the direction asked for', () => {
    expect(impactOf(CHAIN, ['b'], { direction: 'dependents' })).toEqual({ dependents: 'a 1 b' });
    expect(impactOf(CHAIN, ['b'], { direction: 'dependencies' }).dependents).toBeUndefined();
    expect(computeImpact(CHAIN, [1], { direction: 'dependents' })).not.toHaveProperty('dependencies');
  });

  it('end at the depth', () => {
    expect(impactOf(CHAIN, ['a'], { depth: 2 }).dependencies).toBe('b 1 a, c 2 b');
    expect(impactOf(CHAIN, ['a'], { depth: 0 }).dependencies).toBe('');
  });

  it('are empty without targets', () => {
    const nothing = { procedures: [], byOwner: [], byLane: [], owners: [] };
    expect(computeImpact(graphOf(''), [])).toEqual({
      targets: [],
      dependents: nothing,
      dependencies: nothing,
    });
  });

  it('take a chain of 100,000', () => {
    const size = 100_000;
    const records = Array.from({ length: size }, (_, id) => ({
      id,
      called_from: id === 0 ? [] : [{ id: id - 1 }],
    }));
    const { dependents } = computeImpact(buildGraph(records), [size - 1]);
    expect(dependents?.procedures).toHaveLength(size - 1);
    expect(dependents?.procedures.at(-1)).toMatchObject({ node: 0, distance: size - 1, via: 1 });
  });
});

describe('an ambiguous call', () => {
  const raw = [
    { id: 'a', name: 'Twin' },
    { id: 'b', name: 'Twin', called_from: [{ id: 'top' }] },
    { id: 'c', name: 'C', called_from: ['Twin'] },
    { id: 'top', name: 'Top', called_from: [] },
  ];

  it('counts, and marks what is reached only through it', () => {
    expect(impactOf(buildGraph(raw), ['c']).dependents).toBe('a 1 c ?, b 1 c ?, top 2 b ?');
  });

  it('marks nothing that a certain chain reaches too', () => {
    const certain = [
      ...raw,
      { id: 'c', name: 'C', called_from: ['Twin', { id: 'top' }], updated_at: '2026' },
    ];
    expect(impactOf(buildGraph(certain), ['c']).dependents).toBe('top 1 c, a 1 c ?, b 1 c ?');
  });
});

describe('order and groups', () => {
  it('is by distance, then name, then id', () => {
    const graph = graphOf('t -> z9 -> deep; t -> z10; t -> y', {
      z9: { name: 'A' },
      z10: { name: 'A' },
      deep: { name: '0' },
    });
    expect(impactOf(graph, ['t']).dependencies).toBe('z10 1 t, z9 1 t, y 1 t, deep 2 z9');
  });

  it('counts by owner and by lane: most first, then by name, a procedure once per lane', () => {
    const graph = graphOf('t -> a; t -> b; t -> c; t -> d', {
      a: { owner: 'Zoe', lanes: ['Sales', { name: 'Legal', nestedLanes: ['Sales'] }] },
      b: { owner: 'Ann', lanes: ['Sales'] },
      c: { owner: { job_title: 'Zoe' }, lanes: ['Board'] },
    });
    const { byOwner, byLane } = computeImpact(graph, [0]).dependencies!;
    expect(byOwner).toEqual([
      { name: 'Zoe', count: 2 },
      { name: 'Ann', count: 1 },
      { name: null, count: 1 },
    ]);
    expect(byLane).toEqual([
      { name: 'Sales', count: 2 },
      { name: 'Board', count: 1 },
      { name: 'Legal', count: 1 },
      { name: null, count: 1 },
    ]);
  });

  it('counts by the owners that answer for them too, inherited ones where there is no own', () => {
    const graph = graphOf('t -> a ~> k -> l; t -> b ~> k; t -> c', {
      a: { owner: 'Ann' },
      b: { owner: 'Bob' },
      c: { owner: 'Ann' },
    });
    const { byOwner, owners, procedures } = computeImpact(graph, [0]).dependencies!;
    expect(byOwner).toEqual([
      { name: 'Ann', count: 2 },
      { name: null, count: 2 },
      { name: 'Bob', count: 1 },
    ]);
    expect(owners).toEqual([
      { owner: 'Ann', count: 3, inherited: 1 },
      { owner: 'Bob', count: 2, inherited: 1 },
      { owner: null, count: 1, inherited: 0 },
    ]);
    expect(procedures.map(({ ownersInherited }) => ownersInherited)).toEqual([
      [],
      [],
      [],
      ['Ann', 'Bob'],
      [],
    ]);
  });

  it.each(['__proto__', 'constructor', 'null'])('takes %j for an ordinary owner and lane', (name) => {
    const graph = graphOf('t -> a; t -> b', { a: { owner: name, lanes: [name] } });
    const groups = [
      { name, count: 1 },
      { name: null, count: 1 },
    ];
    expect(computeImpact(graph, [0]).dependencies).toMatchObject({ byOwner: groups, byLane: groups });
  });
});

describe('against a naive oracle', () => {
  function expectSide(
    random: RandomGraph,
    calls: readonly PlainCall[],
    targets: readonly number[],
    depth: number,
    side: ImpactSide,
  ) {
    const size = random.procedures.length;
    const steps = stepsBetween(size, calls);
    const certain = stepsBetween(size, certainOnly(calls));
    const from = (table: typeof steps, node: number) =>
      targets.includes(node) ? 0 : Math.min(...targets.map((target) => table[target]![node]!));
    const expected = random.procedures
      .map((_, node) => ({ node, distance: from(steps, node), ambiguous: from(certain, node) === Infinity }))
      .filter(({ distance }) => distance > 0 && distance <= depth && distance < Infinity);
    const found = side.procedures.map(({ node, distance, ambiguous }) => ({ node, distance, ambiguous }));
    expect([...found].sort((a, b) => a.node - b.node)).toEqual(expected);
    for (const { node, distance, via } of side.procedures) {
      expect(from(steps, via)).toBe(distance - 1);
      expect(calls.some(({ caller, callee }) => caller === via && callee === node)).toBe(true);
    }
    const keys = side.procedures.map(({ node, distance }) => {
      const { name, id } = random.procedures[node]!;
      return `${distance}\u0000${name}\u0000${id}`;
    });
    expect(keys).toEqual([...keys].sort());
    const total = side.byOwner.reduce((sum, { count }) => sum + count, 0);
    expect(total).toBe(expected.length);
    for (const { name, count } of side.byLane) {
      const inLane = expected.filter(({ node }) => {
        const { lanes } = random.procedures[node]!;
        return name === null ? lanes.length === 0 : lanes.includes(name);
      });
      expect(count).toBe(inLane.length);
    }
  }

  it('finds the same procedures, distances and ambiguities, each via a shortest chain', () => {
    const input = fc.record({
      random: randomGraph(8),
      picks: fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }),
      depth: fc.constantFrom(Number.POSITIVE_INFINITY, 1, 2, 3),
    });
    fc.assert(
      fc.property(input, ({ random, picks, depth }) => {
        const size = random.procedures.length;
        fc.pre(size > 0);
        const targets = [...new Set(picks.map((pick) => pick % size))];
        const { dependents, dependencies } = computeImpact(random.graph, targets, { depth });
        expectSide(random, random.calls, targets, depth, dependencies!);
        expectSide(random, reversed(random.calls), targets, depth, dependents!);
      }),
      { numRuns: 400 },
    );
  });
});
