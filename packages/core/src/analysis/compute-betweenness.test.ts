import fc from 'fast-check';
import { betweenness as graphologyBetweenness } from 'graphology-metrics/centrality/index.js';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { nodeKey } from '../graph/graphology-shape.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { toGraphology } from '../graph/to-graphology.js';
import { draw, graphOf, nodeOf } from '../testing/draw.js';
import { numbered } from '../testing/numbered.js';
import { randomGraph } from '../testing/random-graphs.js';
import { type BetweennessOptions, computeBetweenness } from './compute-betweenness.js';

function betweennessOf(graph: ProcedureGraph, id: string): number {
  return computeBetweenness(graph).values[nodeOf(graph, id)]!;
}

describe('betweenness', () => {
  it('counts the pairs whose shortest chain passes, and a part where there are several', () => {
    const graph = graphOf('a -> b -> d; a -> c -> d -> e');
    expect(betweennessOf(graph, 'b')).toBe(1);
    expect(betweennessOf(graph, 'd')).toBe(3);
    expect(betweennessOf(graph, 'a')).toBe(0);
  });

  it('counts each pair of a ring once in either direction, and no self-call', () => {
    const graph = graphOf('a -> b -> c -> a -> a');
    expect([...computeBetweenness(graph).values]).toEqual([1, 1, 1]);
  });

  it('is empty in an empty graph', () => {
    expect(computeBetweenness(graphOf(''))).toEqual({ values: new Float64Array(), isExact: true });
  });

  it('is what graphology computes', () => {
    fc.assert(
      fc.property(randomGraph(9), ({ graph, procedures }) => {
        if (procedures.length === 0) return;
        const expected = graphologyBetweenness(toGraphology(graph), {
          getEdgeWeight: null,
          normalized: false,
        });
        const { values, isExact } = computeBetweenness(graph);
        expect(isExact).toBe(true);
        for (const [node, { id }] of procedures.entries()) {
          expect(values[node]).toBeCloseTo(expected[nodeKey(id)]!, 9);
        }
      }),
    );
  });

  it('is a number also where there are more shortest chains than a number counts', () => {
    const forks = 2500;
    const calls = Array.from({ length: forks }, (_, fork) => {
      const at = 3 * fork;
      return [
        [at, at + 1],
        [at, at + 2],
        [at + 1, at + 3],
        [at + 2, at + 3],
      ] as const;
    }).flat();
    const size = 3 * forks + 1;
    const { values, isExact } = computeBetweenness(numbered(size, calls));
    expect(isExact).toBe(true);
    const before = 3 * 1000;
    expect(values[before]! / (before * (size - before - 1))).toBeCloseTo(1, 9);
    expect(values[before + 1]! / ((before + 1) * (size - before - 3) * 0.5)).toBeCloseTo(1, 2);
  });

  it('walks a chain of 100,000 without recursion, from a sample', () => {
    const size = 100_000;
    const calls = Array.from({ length: size - 1 }, (_, node) => [node, node + 1] as const);
    const { values, isExact } = computeBetweenness(numbered(size, calls), { exactLimit: 1e6, sample: 20 });
    expect(isExact).toBe(false);
    expect(values[size - 1]).toBe(0);
    expect(values[size - 2]).toBe(size);
  });
});

describe('sampled betweenness', () => {
  const records = draw('a -> b -> c -> a; d -> b; d -> e -> f -> b; (gone) -> f; c -> f; f -> g -> h -> a');
  const sampled: BetweennessOptions = { exactLimit: 0, sample: 4 };
  const valuesOf = (list: readonly unknown[], options: BetweennessOptions) => {
    const graph = buildGraph(list);
    const { values } = computeBetweenness(graph, options);
    return graph.procedures.map(({ id }, node) => `${id} ${values[node]}`).sort();
  };

  it('says that it is, and only beyond the limit of procedures times calls', () => {
    const graph = graphOf('a -> b -> c');
    expect(computeBetweenness(graph, { exactLimit: 6, sample: 1 }).isExact).toBe(true);
    expect(computeBetweenness(graph, { exactLimit: 5, sample: 1 }).isExact).toBe(false);
    expect(computeBetweenness(graph, { exactLimit: 5, sample: 3 }).isExact).toBe(true);
  });

  it('is the same every time, and does not hang on the order of the list', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...records], { minLength: records.length }), (shuffled) => {
        expect(valuesOf(shuffled, sampled)).toEqual(valuesOf(records, sampled));
        expect(valuesOf(shuffled, {})).toEqual(valuesOf(records, {}));
      }),
    );
  });

  it('comes near the exact values', () => {
    const size = 2000;
    const calls = Array.from({ length: 3 * size }, (_, at) => {
      const caller = (at * 7919) % size;
      return [caller, (caller + 1 + ((at * 104_729) % 97)) % size] as const;
    });
    const graph = numbered(size, calls);
    const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
    const exact = total(computeBetweenness(graph).values);
    const estimate = total(computeBetweenness(graph, { exactLimit: 0 }).values);
    expect(estimate / exact).toBeGreaterThan(0.9);
    expect(estimate / exact).toBeLessThan(1.1);
  });
});
