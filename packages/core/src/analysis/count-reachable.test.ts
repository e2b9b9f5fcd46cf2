import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGraph, type ProcedureGraph } from '../graph/procedure-graph.js';
import { walkFrom } from '../graph/walk.js';
import { graphOf, nodeOf } from '../testing/draw.js';
import { numbered, numberedProcedure } from '../testing/numbered.js';
import { stepsBetween } from '../testing/oracle.js';
import { randomGraph } from '../testing/random-graphs.js';
import { countReachable } from './count-reachable.js';

function countsOf(graph: ProcedureGraph, id: string): readonly [dependents: number, dependencies: number] {
  const { dependents, dependencies } = countReachable(graph);
  return [dependents[nodeOf(graph, id)]!, dependencies[nodeOf(graph, id)]!];
}

describe('transitive counts', () => {
  it('count everything that leads to a procedure, and everything it leads to, once', () => {
    const graph = graphOf('a -> b -> d; a -> c -> d -> e');
    expect(countsOf(graph, 'a')).toEqual([0, 4]);
    expect(countsOf(graph, 'd')).toEqual([3, 1]);
  });

  it('leave out the procedure itself, on a cycle and where it calls itself', () => {
    const graph = graphOf('a -> b -> c -> a; c -> d; d -> d; lone -> lone');
    expect(countsOf(graph, 'a')).toEqual([2, 3]);
    expect(countsOf(graph, 'd')).toEqual([3, 0]);
    expect(countsOf(graph, 'lone')).toEqual([0, 0]);
  });

  it('count missing procedures', () => {
    const graph = graphOf('(gone) -> a -> b');
    expect(countsOf(graph, 'missing:gone')).toEqual([0, 2]);
    expect(countsOf(graph, 'b')).toEqual([2, 0]);
  });

  it('are empty in an empty graph', () => {
    expect(countReachable(graphOf(''))).toEqual({
      dependents: new Uint32Array(),
      dependencies: new Uint32Array(),
    });
  });

  it('are what trying every pair finds', () => {
    fc.assert(
      fc.property(randomGraph(9), ({ graph, procedures, calls }) => {
        const steps = stepsBetween(procedures.length, calls);
        const { dependents, dependencies } = countReachable(graph);
        for (const node of procedures.keys()) {
          const others = [...procedures.keys()].filter((other) => other !== node);
          expect(dependencies[node]).toBe(
            others.filter((other) => Number.isFinite(steps[node]![other])).length,
          );
          expect(dependents[node]).toBe(
            others.filter((other) => Number.isFinite(steps[other]![node])).length,
          );
        }
      }),
    );
  });

  it('are what a walk from each procedure finds, over several blocks of columns', () => {
    const size = 400;
    const call = fc.tuple(fc.nat(size - 1), fc.nat(size - 1));
    fc.assert(
      fc.property(fc.array(call, { minLength: 150, maxLength: 700 }), (pairs) => {
        const graph = numbered(size, pairs);
        const { dependents, dependencies } = countReachable(graph);
        for (let node = 0; node < size; node++) {
          expect(dependencies[node]).toBe(walkFrom(graph.callees, [node]).order.length - 1);
          expect(dependents[node]).toBe(walkFrom(graph.callers, [node]).order.length - 1);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('count a chain of 100,000 and a ring of 100,000 that hangs from it', () => {
    const length = 100_000;
    const callers = Uint32Array.from({ length: 2 * length }, (_, node) => node);
    const callees = callers.map((node) => (node === 2 * length - 1 ? length : node + 1));
    const procedures = Array.from(callers, (node) => numberedProcedure(node));
    const graph = createGraph(
      procedures,
      { callers, callees, flags: new Uint8Array(2 * length).fill(1) },
      [],
    );
    const { dependents, dependencies } = countReachable(graph);
    expect([dependents[0], dependencies[0]]).toEqual([0, 2 * length - 1]);
    expect([dependents[70_000], dependencies[70_000]]).toEqual([70_000, 2 * length - 70_001]);
    expect([dependents[150_000], dependencies[150_000]]).toEqual([2 * length - 1, length - 1]);
  });
});
