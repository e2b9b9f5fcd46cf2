import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf, idsOf } from '../testing/draw.js';
import { componentsOf } from '../testing/oracle.js';
import { randomGraph } from '../testing/random-graphs.js';
import { indexCalls } from './adjacency.js';
import { findComponents, groupComponents } from './components.js';
import { UNREACHED, walkFrom } from './walk.js';

function chain(length: number, closed = false) {
  const from = Uint32Array.from({ length: closed ? length : length - 1 }, (_, node) => node);
  return indexCalls(
    length,
    from,
    from.map((node) => (node + 1) % length),
  );
}

describe('findComponents', () => {
  it('puts together what reaches each other, callees before callers', () => {
    const graph = graphOf('a -> b -> c -> b; c -> d; d -> d; e');
    const components = findComponents(graph.callees);
    const groups = groupComponents(components).map((nodes) => idsOf(graph, nodes).join(' '));
    expect([...groups].sort()).toEqual(['a', 'b c', 'd', 'e']);
    expect(groups.indexOf('d')).toBeLessThan(groups.indexOf('b c'));
    expect(groups.indexOf('b c')).toBeLessThan(groups.indexOf('a'));
  });

  it('agrees with a naive oracle, and never numbers a callee above its caller', () => {
    fc.assert(
      fc.property(randomGraph(8), ({ graph, procedures, calls }) => {
        const components = findComponents(graph.callees);
        const found = groupComponents(components).sort((a, b) => a[0]! - b[0]!);
        expect(found).toEqual(componentsOf({ procedures, calls }));
        for (const { caller, callee } of calls) {
          expect(components.componentOf[callee]).toBeLessThanOrEqual(components.componentOf[caller]!);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes a chain of 100,000 and a ring of 50,000', () => {
    expect(findComponents(chain(100_000)).count).toBe(100_000);
    expect(findComponents(chain(50_000, true)).count).toBe(1);
  });

  it('finds none in an empty graph', () => {
    expect(findComponents(graphOf('').callees).count).toBe(0);
  });
});

describe('walkFrom', () => {
  it('gives the steps from the nearest start, nearest first', () => {
    const graph = graphOf('a -> b -> c -> d; x -> c; y');
    const { distances, order } = walkFrom(graph.callees, [0, graph.indexOf('x')!]);
    expect(idsOf(graph, order)).toEqual(['a', 'x', 'b', 'c', 'd']);
    expect([...distances]).toEqual([0, 1, 1, 2, 0, UNREACHED]);
  });

  it('goes no further than the depth', () => {
    const graph = graphOf('a -> b -> c');
    expect(idsOf(graph, walkFrom(graph.callees, [0], 1).order)).toEqual(['a', 'b']);
    expect(idsOf(graph, walkFrom(graph.callees, [0], 0).order)).toEqual(['a']);
  });

  it('takes a chain of 100,000 and a ring of 50,000', () => {
    expect(walkFrom(chain(100_000), [0]).distances[99_999]).toBe(99_999);
    expect(walkFrom(chain(50_000, true), [1]).distances[0]).toBe(49_999);
  });
});
