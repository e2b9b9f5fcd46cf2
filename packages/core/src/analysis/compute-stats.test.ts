import fc from 'fast-check';
import { density } from 'graphology-metrics/graph/density.js';
import { describe, expect, it } from 'vitest';
import { toGraphology } from '../graph/to-graphology.js';
import { graphOf, idOf, idsOf, nodeOf } from '../testing/draw.js';
import { randomGraph } from '../testing/random-graphs.js';
import { smallOrganisation } from '../testing/small-organisation.js';
import { computeStats } from './compute-stats.js';
import { findCycles } from './find-cycles.js';
import { findOrphans } from './find-orphans.js';

describe('the figures of a graph', () => {
  it('count procedures without missing ones, and every call', () => {
    const { top, singlePointsOfFailure, communities, ...figures } = computeStats(
      graphOf('a -> b -> c -> b; c -> c; (gone) -> b; lone'),
    );
    expect(figures).toEqual({
      procedures: 4,
      calls: 5,
      missing: 1,
      entryPoints: 1,
      orphans: 1,
      cycles: 1,
      largestCycle: 2,
      maxDepth: 1,
      density: 0.25,
      betweennessIsExact: true,
    });
    expect(top).toHaveLength(5);
    expect(singlePointsOfFailure.dominators.count).toBe(2);
    expect(singlePointsOfFailure.articulationPoints.count).toBe(1);
    expect(communities).toMatchObject({ count: 1, alone: 1, isSettled: true });
  });

  it('are 0 in an empty graph', () => {
    const { top, betweennessIsExact, singlePointsOfFailure, communities, ...figures } = computeStats(
      graphOf(''),
    );
    expect(new Set(Object.values(figures))).toEqual(new Set([0]));
    expect(top).toEqual([]);
    expect(singlePointsOfFailure).toEqual({
      dominators: { count: 0, worst: [] },
      articulationPoints: { count: 0, worst: [] },
    });
    expect(communities).toEqual({ count: 0, alone: 0, modularity: 0, isSettled: true, largest: [] });
    expect(betweennessIsExact).toBe(true);
  });

  it('honour configured entry points', () => {
    const graph = graphOf('a -> b; lone');
    expect(computeStats(graph)).toMatchObject({ entryPoints: 1, orphans: 1 });
    expect(computeStats(graph, { entryPoints: [nodeOf(graph, 'lone')] })).toMatchObject({
      entryPoints: 1,
      orphans: 2,
    });
  });

  it('agree with the other analyses and with graphology', () => {
    fc.assert(
      fc.property(randomGraph(9), ({ graph }) => {
        const stats = computeStats(graph);
        const cycles = findCycles(graph);
        expect(stats.cycles).toBe(cycles.length);
        expect(stats.largestCycle).toBe(cycles[0]?.nodes.length ?? 0);
        expect(stats.orphans).toBe(findOrphans(graph).length);
        expect(stats.procedures + stats.missing).toBe(graph.procedures.length);
        expect(stats.density).toBe(density(toGraphology(graph)));
      }),
    );
  });
});

describe('the hot spots', () => {
  it('are by dependents, then name, then id', () => {
    const graph = graphOf('x -> z2; x -> z10; x -> a; y -> a', {
      z2: { name: 'Same' },
      z10: { name: 'Same' },
    });
    expect(computeStats(graph).top.map(({ node }) => idOf(graph, node))).toEqual([
      'a',
      'z10',
      'z2',
      'x',
      'y',
    ]);
    expect(computeStats(graph, { top: 2 }).top).toHaveLength(2);
    expect(computeStats(graph, { top: 0 }).top).toEqual([]);
  });

  it('say direct and transitive counts', () => {
    const graph = smallOrganisation();
    const onboarding = computeStats(graph, { top: 100 }).top.find(({ node }) => idOf(graph, node) === '20');
    expect(onboarding).toMatchObject({ callers: 3, callees: 2, dependents: 4, dependencies: 2 });
  });
});

describe('the single points of failure', () => {
  const PICTURE = 'start -> hub -> a; hub -> b -> c; start -> d; other -> d; d -> e; (gone) -> f';

  it('are the worst of each kind, entry points among them, by count, then name', () => {
    const graph = graphOf(PICTURE);
    const { dominators, articulationPoints } = computeStats(graph).singlePointsOfFailure;
    expect(
      dominators.worst.map(({ node, dominates, entryPoint }) => [idOf(graph, node), dominates, entryPoint]),
    ).toEqual([
      ['start', 4, true],
      ['hub', 3, false],
      ['b', 1, false],
      ['d', 1, false],
    ]);
    expect(
      articulationPoints.worst.map(({ node, separates, parts }) => [idOf(graph, node), separates, parts]),
    ).toEqual([
      ['hub', 3, 3],
      ['start', 3, 2],
      ['d', 2, 3],
      ['b', 1, 2],
    ]);
  });

  it('are no more than asked for, all of them counted', () => {
    const { dominators, articulationPoints } = computeStats(graphOf(PICTURE), {
      top: 1,
    }).singlePointsOfFailure;
    expect([dominators.count, dominators.worst.length]).toEqual([4, 1]);
    expect([articulationPoints.count, articulationPoints.worst.length]).toEqual([4, 1]);
  });

  it('hang on the configured entry points', () => {
    const graph = graphOf(PICTURE);
    const { dominators } = computeStats(graph, { entryPoints: [nodeOf(graph, 'd')] }).singlePointsOfFailure;
    expect(dominators.worst.map(({ node, dominates }) => [idOf(graph, node), dominates])).toEqual([['d', 1]]);
    expect(computeStats(graph, { entryPoints: [] }).singlePointsOfFailure.dominators.count).toBe(0);
  });

  it('are in the figures of each procedure', () => {
    const graph = graphOf(PICTURE);
    const hub = computeStats(graph, { top: 100 }).top.find(({ node }) => idOf(graph, node) === 'hub');
    expect(hub).toMatchObject({ dominates: 3, separates: 3 });
  });
});

describe('the communities', () => {
  it('have a hub, calls inside and to others, largest first; what stands alone is counted', () => {
    const graph = graphOf(
      'a -> b -> c -> a; b -> d -> c; x -> y -> z -> x; c -> x; x -> x; lone; self -> self',
    );
    const { communities, top } = computeStats(graph, { top: 100 });
    expect(communities).toMatchObject({ count: 2, alone: 2 });
    expect(
      communities.largest.map(({ nodes, hub, callsInside, callsIn, callsOut }) => [
        idsOf(graph, nodes).join(' '),
        idOf(graph, hub),
        callsInside,
        callsIn,
        callsOut,
      ]),
    ).toEqual([
      ['a b c d', 'b', 5, 0, 1],
      ['x y z', 'x', 3, 1, 0],
    ]);
    const numbers = new Map(top.map(({ node, community }) => [idOf(graph, node), community]));
    expect(['a', 'd', 'z', 'lone', 'self'].map((id) => numbers.get(id))).toEqual([1, 1, 2, null, null]);
    expect(computeStats(graph, { top: 1 }).communities).toMatchObject({ count: 2, largest: [{}] });
  });
});
