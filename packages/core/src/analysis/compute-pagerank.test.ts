import fc from 'fast-check';
import { pagerank as graphologyPagerank } from 'graphology-metrics/centrality/index.js';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { nodeKey } from '../graph/graphology-shape.js';
import { toGraphology } from '../graph/to-graphology.js';
import { draw, graphOf, nodeOf } from '../testing/draw.js';
import { randomGraph } from '../testing/random-graphs.js';
import { computePagerank } from './compute-pagerank.js';

describe('PageRank', () => {
  it('flows from caller to callee', () => {
    const graph = graphOf('a -> b -> c');
    const [a, b, c] = ['a', 'b', 'c'].map((id) => computePagerank(graph)[nodeOf(graph, id)]!);
    expect(a).toBeLessThan(b!);
    expect(b).toBeLessThan(c!);
  });

  it('is the same for all in a ring, and 1 for a single procedure, calling itself or not', () => {
    for (const rank of computePagerank(graphOf('a -> b -> c -> d -> a'))) expect(rank).toBeCloseTo(0.25, 12);
    expect(computePagerank(graphOf('a'))[0]).toBeCloseTo(1, 12);
    expect(computePagerank(graphOf('a -> a'))[0]).toBeCloseTo(1, 12);
  });

  it('is empty in an empty graph', () => {
    expect(computePagerank(graphOf(''))).toHaveLength(0);
  });

  it('is what graphology computes, and adds up to 1', () => {
    fc.assert(
      fc.property(randomGraph(9), ({ graph, procedures }) => {
        if (procedures.length === 0) return;
        const ranks = computePagerank(graph);
        const expected = graphologyPagerank(toGraphology(graph), {
          getEdgeWeight: null,
          tolerance: 1e-13,
          maxIterations: 1000,
        });
        for (const [node, { id }] of procedures.entries()) {
          expect(ranks[node]).toBeCloseTo(expected[nodeKey(id)]!, 10);
        }
        expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBeCloseTo(1, 10);
      }),
    );
  });

  it('does not hang on the order of the list, to the last digit', () => {
    const records = draw('a -> b -> c -> a; d -> b; d -> e -> f -> b; (gone) -> f; c -> f');
    const ranksOf = (list: readonly unknown[]) => {
      const graph = buildGraph(list);
      const ranks = computePagerank(graph);
      return graph.procedures.map(({ id }, node) => `${id} ${ranks[node]}`).sort();
    };
    fc.assert(
      fc.property(fc.shuffledSubarray([...records], { minLength: records.length }), (shuffled) => {
        expect(ranksOf(shuffled)).toEqual(ranksOf(records));
      }),
    );
  });
});
