import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf } from '../testing/draw.js';
import { componentsOf } from '../testing/oracle.js';
import { randomGraph } from '../testing/random-graphs.js';
import type { Adjacency } from './adjacency.js';
import { condense } from './condensation.js';

function pairsOf({ offsets, targets }: Adjacency): readonly string[] {
  const pairs: string[] = [];
  for (let node = 0; node + 1 < offsets.length; node++) {
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) pairs.push(`${node} ${targets[slot]}`);
  }
  return pairs.sort();
}

describe('a condensation', () => {
  it('has a node for each ring, and one call for several between two rings', () => {
    const { count, sizes, callees } = condense(graphOf('a -> b -> a -> p -> q -> p; b -> q; b -> b'));
    expect(count).toBe(2);
    expect([...sizes]).toEqual([2, 2]);
    expect(pairsOf(callees)).toEqual(['1 0']);
  });

  it('has the calls between components, each once, from higher to lower numbers', () => {
    fc.assert(
      fc.property(randomGraph(9), ({ graph, procedures, calls }) => {
        const { count, componentOf, sizes, callees, callers } = condense(graph);
        expect(count).toBe(componentsOf({ procedures, calls }).length);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(procedures.length);
        const between = calls
          .map(({ caller, callee }) => [componentOf[caller]!, componentOf[callee]!] as const)
          .filter(([from, to]) => from !== to);
        expect(between.every(([from, to]) => from > to)).toBe(true);
        expect(pairsOf(callees)).toEqual([...new Set(between.map(([from, to]) => `${from} ${to}`))].sort());
        expect(pairsOf(callers)).toEqual([...new Set(between.map(([from, to]) => `${to} ${from}`))].sort());
      }),
    );
  });
});
