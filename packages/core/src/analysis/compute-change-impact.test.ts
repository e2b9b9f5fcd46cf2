import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { withoutAmbiguousCalls } from '../graph/narrow-graph.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { draw, graphOf, idOf } from '../testing/draw.js';
import { numbered } from '../testing/numbered.js';
import { type RandomGraph, randomGraph } from '../testing/random-graphs.js';
import { computeChangeImpact } from './compute-change-impact.js';
import { diffGraphs } from './diff-snapshots.js';

/** Who is affected, as id, distance and next procedure; `?` where only ambiguous calls lead to a change. */
function impactOf(before: ProcedureGraph, after: ProcedureGraph): readonly string[] {
  return computeChangeImpact(before, after, diffGraphs(before, after)).map(
    ({ node, distance, via, ambiguous }) => `${idOf(after, node)} ${distance} ${via}${ambiguous ? ' ?' : ''}`,
  );
}

const BIG = 'a -> b -> c -> d; x -> c';

describe('the impact of a difference', () => {
  it('is none where nothing differs, and between empty graphs', () => {
    expect(impactOf(graphOf(''), graphOf(''))).toEqual([]);
    expect(impactOf(graphOf(BIG), graphOf(BIG))).toEqual([]);
  });

  it('has what leads to a changed procedure, not that itself nor what it leads to', () => {
    expect(impactOf(graphOf(BIG), graphOf(BIG, { c: { status: 'DRAFT' } }))).toEqual([
      'b 1 c',
      'x 1 c',
      'a 2 b',
    ]);
  });

  it('has what calls an added procedure, and so on', () => {
    expect(impactOf(graphOf('a -> b'), graphOf('a -> b -> new'))).toEqual(['b 1 new', 'a 2 b']);
  });

  it('has what led to a removed procedure, as far as it is still there', () => {
    expect(impactOf(graphOf('a -> b -> gone; gone -> c; also -> gone'), graphOf('a -> b; c'))).toEqual([
      'b 1 gone',
      'a 2 b',
    ]);
  });

  it('has the caller of a call that came or went, not its callee', () => {
    expect(impactOf(graphOf('a -> b; c -> d'), graphOf('a -> b -> c -> d'))).toEqual(['b 1 c', 'a 2 b']);
    expect(impactOf(graphOf('a -> b -> c -> d'), graphOf('a -> b; c -> d'))).toEqual(['b 1 c', 'a 2 b']);
  });

  it('has a procedure that calls itself since, or no longer', () => {
    expect(impactOf(graphOf('a -> b'), graphOf('a -> b -> b'))).toEqual(['b 1 b', 'a 2 b']);
    expect(impactOf(graphOf('a -> b -> b'), graphOf('a -> b'))).toEqual(['b 1 b', 'a 2 b']);
  });

  it('has what led to a change by a call that is gone', () => {
    const before = graphOf('far -> near -> b', { b: { owner: 'Ann' } });
    const after = graphOf('far -> near; b', { b: { owner: 'Bob' } });
    expect(impactOf(before, after)).toEqual(['near 1 b', 'far 2 near']);
  });

  it('takes the nearest change of both graphs, of two the first by name', () => {
    const before = graphOf('a -> b -> c; a -> z', { z: { owner: 'Ann' } });
    const after = graphOf('a -> b -> c; a -> z; b -> new', { z: { owner: 'Bob' } });
    expect(impactOf(before, after)).toEqual(['a 1 z', 'b 1 new']);
    const two = graphOf('a -> y; a -> z', { y: { owner: 'Bob' }, z: { owner: 'Bob' } });
    expect(impactOf(graphOf('a -> y; a -> z'), two)).toEqual(['a 1 y']);
  });

  it('lists a missing procedure that leads to a change, not one that is gone', () => {
    expect(impactOf(graphOf('(x) -> a -> b'), graphOf('(x) -> a -> b', { b: { owner: 'Bob' } }))).toEqual([
      'a 1 b',
      'missing:x 2 a',
    ]);
    expect(impactOf(graphOf('(x) -> a'), graphOf('x -> a'))).toEqual([]);
  });

  it('says where only ambiguous calls lead to a change', () => {
    const list = (owner: string) => [
      { id: 1, name: 'Review' },
      { id: 2, name: 'Review' },
      { id: 3, name: 'Report', called_from: ['Review'], owner },
      { id: 4, name: 'Sure', called_from: [] },
      { id: 5, name: 'Filing', called_from: ['Sure', 'Review'], owner },
    ];
    expect(impactOf(buildGraph(list('Ann')), buildGraph(list('Bob')))).toEqual([
      '1 1 5 ?',
      '2 1 5 ?',
      '4 1 5',
    ]);
    const [before, after] = [list('Ann'), list('Bob')].map((records) =>
      withoutAmbiguousCalls(buildGraph(records)),
    );
    expect(impactOf(before!, after!)).toEqual(['4 1 5']);
  });

  it('says where the change itself is an ambiguous call', () => {
    const twins = [
      { id: 1, name: 'Review' },
      { id: 2, name: 'Review', called_from: [{ id: 0 }] },
      { id: 0, name: 'Top' },
    ];
    const before = buildGraph([...twins, { id: 3, name: 'Report' }]);
    const after = buildGraph([...twins, { id: 3, name: 'Report', called_from: ['Review'] }]);
    expect(impactOf(before, after)).toEqual(['1 1 3 ?', '2 1 3 ?', '0 2 2 ?']);
  });

  it('does not hang on the order of the lists', () => {
    const before = draw('a -> b -> c; x -> y; p -> q -> y; (m) -> q');
    const after = draw('a -> b -> c -> e; x -> y; p -> q; (m) -> q', { y: { owner: 'Bob' } });
    const there = impactOf(buildGraph(before), buildGraph(after));
    expect(impactOf(buildGraph([...before].reverse()), buildGraph([...after].reverse()))).toEqual(there);
  });
});

/** Steps to the nearest change by id, in one graph, by relaxing every call until nothing shortens. */
function naiveSteps(
  { procedures, calls }: Pick<RandomGraph, 'procedures' | 'calls'>,
  changed: ReadonlySet<string>,
  callsChanged: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const id = (node: number) => procedures[node]!.id;
  const steps = new Map<string, number>();
  const shorten = (of: string, to: number) => {
    if (to < (steps.get(of) ?? Number.POSITIVE_INFINITY)) steps.set(of, to);
  };
  for (const { id: one } of procedures) if (changed.has(one)) shorten(one, 0);
  for (let round = 0; round <= procedures.length + 1; round++) {
    for (const { caller, callee } of calls) {
      if (callsChanged.has(`${id(caller)} ${id(callee)}`)) shorten(id(caller), 1);
      shorten(id(caller), (steps.get(id(callee)) ?? Number.POSITIVE_INFINITY) + 1);
    }
  }
  return steps;
}

it('is what following every call says, on random graphs', () => {
  fc.assert(
    fc.property(randomGraph(7), randomGraph(7), (before, after) => {
      const difference = diffGraphs(before.graph, after.graph);
      const idsIn = ({ procedures }: RandomGraph, nodes: readonly number[]) =>
        nodes.map((node) => procedures[node]!.id);
      const { added, removed, changed } = difference.procedures;
      const changedIds = idsIn(
        after,
        changed.map((one) => one.after),
      );
      const pairs = (calls: typeof difference.calls.added) =>
        new Set(calls.map(({ caller, callee }) => `${caller} ${callee}`));
      const steps = (certain: boolean) => {
        const part = ({ procedures, calls }: RandomGraph) => ({
          procedures,
          calls: calls.filter(({ ambiguous }) => !certain || !ambiguous),
        });
        return [
          naiveSteps(
            part(before),
            new Set([...idsIn(before, removed), ...changedIds]),
            pairs(difference.calls.removed),
          ),
          naiveSteps(
            part(after),
            new Set([...idsIn(after, added), ...changedIds]),
            pairs(difference.calls.added),
          ),
        ];
      };
      const all = steps(false);
      const certain = steps(true);
      const itself = new Set([...idsIn(after, added), ...idsIn(before, removed), ...changedIds]);
      const expected = after.procedures
        .map(({ id }) => ({
          id,
          distance: Math.min(...all.map((one) => one.get(id) ?? Number.POSITIVE_INFINITY)),
        }))
        .filter(({ id, distance }) => distance < Number.POSITIVE_INFINITY && !itself.has(id))
        .map(({ id, distance }) => `${id} ${distance} ${certain.every((one) => !one.has(id))}`);
      const found = computeChangeImpact(before.graph, after.graph, difference);
      expect(
        found
          .map(({ node, distance, ambiguous }) => `${after.procedures[node]!.id} ${distance} ${ambiguous}`)
          .sort(),
      ).toEqual(expected.sort());
      for (const { distance, via } of found) {
        const nearer = Math.min(...all.map((one) => one.get(via) ?? Number.POSITIVE_INFINITY));
        if (distance > 1) expect(nearer).toBe(distance - 1);
      }
    }),
    { numRuns: 1000 },
  );
});

it('walks a chain of 100,000 whose last call is gone', () => {
  const size = 100_000;
  const calls = Array.from({ length: size - 1 }, (_, node) => [node, node + 1] as const);
  const [before, after] = [numbered(size, calls), numbered(size, calls.slice(0, -1))];
  const affected = computeChangeImpact(before, after, diffGraphs(before, after));
  expect(affected).toHaveLength(size - 1);
  expect(affected[size - 2]).toEqual({ node: 0, distance: size - 1, via: idOf(after, 1), ambiguous: false });
});
