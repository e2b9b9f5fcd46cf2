import fc from 'fast-check';
import { density } from 'graphology-metrics/graph/density.js';
import { describe, expect, it } from 'vitest';
import { toGraphology } from '../graph/to-graphology.js';
import { graphOf, idOf, nodeOf } from '../testing/draw.js';
import { randomGraph } from '../testing/random-graphs.js';
import { smallOrganisation } from '../testing/small-organisation.js';
import { computeStats } from './compute-stats.js';
import { findCycles } from './find-cycles.js';
import { findOrphans } from './find-orphans.js';

describe('the figures of a graph', () => {
  it('count procedures without missing ones, and every call', () => {
    const { top, ...figures } = computeStats(graphOf('a -> b -> c -> b; c -> c; (gone) -> b; lone'));
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
  });

  it('are 0 in an empty graph', () => {
    const { top, betweennessIsExact, ...figures } = computeStats(graphOf(''));
    expect(new Set(Object.values(figures))).toEqual(new Set([0]));
    expect(top).toEqual([]);
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
