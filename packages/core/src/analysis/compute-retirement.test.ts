import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { createGraph, type ProcedureGraph } from '../graph/procedure-graph.js';
import { type Details, graphOf, idOf, idsOf, nodeOf } from '../testing/draw.js';
import { numbered } from '../testing/numbered.js';
import { type RandomGraph, randomGraph } from '../testing/random-graphs.js';
import { computeRetirement } from './compute-retirement.js';
import { findEntryPoints } from './find-entry-points.js';
import { findOrphans, type OrphanOptions } from './find-orphans.js';

/** What is left behind, by id, empty lists left out. */
function leftBehind(graph: ProcedureGraph, ids: readonly string[], options?: OrphanOptions) {
  const found = computeRetirement(
    graph,
    ids.map((id) => nodeOf(graph, id)),
    options,
  );
  const { callers, callees } = graph.calls;
  const shown = {
    dangling: found.dangling.map(
      (call) => `${idOf(graph, callers[call]!)} -> ${idOf(graph, callees[call]!)}`,
    ),
    orphaned: found.orphaned.map(({ node, reason }) => `${idOf(graph, node)} ${reason}`),
    uncontained: found.uncontained.map(
      ({ node, parents, remainingParents }) =>
        `${idOf(graph, node)} of ${idsOf(graph, parents).join(' ')}${remainingParents > 0 ? ` but ${remainingParents}` : ''}`,
    ),
    newEntryPoints: idsOf(graph, found.newEntryPoints),
  };
  return Object.fromEntries(Object.entries(shown).filter(([, list]) => list.length > 0));
}

function left(picture: string, ids: string, details?: Details) {
  return leftBehind(graphOf(picture, details), ids.split(' '));
}

const TASK: Details = { t: { type: 'TASK' }, u: { type: 'SUBPROCESS' } };

describe('retiring leaves behind', () => {
  it('the calls of those that stay', () => {
    expect(left('a -> x; b -> x; x -> y; c -> y', 'x')).toEqual({
      dangling: ['a -> x', 'b -> x'],
      orphaned: ['a isolated', 'b isolated'],
    });
    expect(left('a -> x -> y; a -> b; x -> x', 'x y')).toEqual({ dangling: ['a -> x'] });
  });

  it('the call of a missing procedure', () => {
    expect(left('(gone) -> x', 'x')).toEqual({ dangling: ['missing:gone -> x'] });
  });

  it('orphans that were none before, with their reason', () => {
    expect(left('a -> x ~> t -> b; a -> c', 'x', TASK)).toEqual({
      dangling: ['a -> x'],
      orphaned: ['b unreachable', 't uncalled'],
      uncontained: ['t of x'],
    });
    expect(left('x -> p -> q -> p', 'x')).toEqual({ orphaned: ['p unreachable', 'q unreachable'] });
    expect(left('x -> t; (gone) -> t', 'x', TASK)).toEqual({ orphaned: ['t unreachable'] });
  });

  it('not those that were orphans already', () => {
    expect(left('x -> x; p -> q -> p; q -> x; lone', 'x')).toEqual({ dangling: ['q -> x'] });
  });

  it('procedures that nothing calls any more and that count as entry points', () => {
    expect(left('x -> a -> b', 'x')).toEqual({ newEntryPoints: ['a'] });
    const graph = graphOf('x -> a -> b');
    expect(leftBehind(graph, ['x'], { entryPoints: [nodeOf(graph, 'x')] })).toEqual({
      orphaned: ['a uncalled', 'b unreachable'],
    });
    expect(leftBehind(graph, ['x'], { entryPoints: [nodeOf(graph, 'a')] })).toEqual({});
  });

  it('procedures whose parent goes, with the parents that stay', () => {
    expect(left('a -> x ~> t; y ~> t; z ~> t; t ~> t', 'x y', TASK)).toEqual({
      dangling: ['a -> x'],
      orphaned: ['a isolated'],
      uncontained: ['t of x y but 1'],
    });
  });

  it('nothing, of nothing', () => {
    expect(computeRetirement(graphOf('a -> b'), [])).toEqual({
      retired: [],
      dangling: [],
      orphaned: [],
      uncontained: [],
      newEntryPoints: [],
      owners: [],
    });
    expect(computeRetirement(graphOf(''), []).retired).toEqual([]);
  });

  it('owners to ask: each of their procedures once, inherited ones too', () => {
    const graph = graphOf('a -> x ~> t -> b; c -> y; a -> y; a -> k', {
      a: { owner: 'Ann' },
      b: { owner: 'Bob' },
      x: { owner: 'Xaver' },
      c: {},
      t: { type: 'TASK' },
    });
    const nodes = ['y', 'x', 'x'].map((id) => nodeOf(graph, id));
    const { retired, owners } = computeRetirement(graph, nodes);
    expect(idsOf(graph, retired)).toEqual(['x', 'y']);
    expect(owners).toEqual([
      { owner: 'Ann', count: 1, inherited: 0 },
      { owner: 'Bob', count: 1, inherited: 0 },
      { owner: 'Xaver', count: 1, inherited: 1 },
      { owner: null, count: 1, inherited: 0 },
    ]);
  });

  it('the calls of each procedure that an ambiguous reference can mean', () => {
    const graph = buildGraph([
      { id: 1, name: 'Twin' },
      { id: 2, name: 'Twin' },
      { id: 3, name: 'Report', called_from: ['Twin'] },
    ]);
    expect(leftBehind(graph, ['3'])).toEqual({
      dangling: ['1 -> 3', '2 -> 3'],
      orphaned: ['1 isolated', '2 isolated'],
    });
  });
});

/** The graph of those that stay alone, built anew. */
function rest({ graph, procedures }: RandomGraph, isGone: (node: number) => boolean): ProcedureGraph {
  const stay = procedures.filter((_, node) => !isGone(node));
  const numbers = procedures.map((procedure) => stay.indexOf(procedure));
  const calls = Array.from(graph.calls.callers.keys()).filter(
    (call) => !isGone(graph.calls.callers[call]!) && !isGone(graph.calls.callees[call]!),
  );
  return createGraph(
    stay,
    {
      callers: Uint32Array.from(calls, (call) => numbers[graph.calls.callers[call]!]!),
      callees: Uint32Array.from(calls, (call) => numbers[graph.calls.callees[call]!]!),
      flags: Uint8Array.from(calls, (call) => graph.calls.flags[call]!),
    },
    [],
  );
}

it('is, on random graphs, what differs once the procedures are taken out', () => {
  const configured = fc.option(fc.uniqueArray(fc.nat(8)), { nil: undefined });
  fc.assert(
    fc.property(randomGraph(8), fc.uniqueArray(fc.nat(9)), configured, (random, picked, matched) => {
      const { graph, calls } = random;
      const size = graph.procedures.length;
      const gone = picked.filter((node) => node < size);
      const entryPoints = matched?.filter((node) => node < graph.listed);
      const found = computeRetirement(graph, gone, { entryPoints });
      const after = rest(random, (node) => gone.includes(node));
      const ids = (nodes: readonly number[]) => nodes.map((node) => idOf(graph, node));
      const before = ids(findOrphans(graph, { entryPoints }).map(({ node }) => node));
      const entryPointsAfter = entryPoints?.flatMap((node) => after.indexOf(idOf(graph, node)) ?? []);
      const orphans = findOrphans(after, { entryPoints: entryPointsAfter });
      expect(found.orphaned.map(({ node, reason }) => [idOf(graph, node), reason])).toEqual(
        orphans
          .map(({ node, reason }) => [idOf(after, node), reason])
          .filter(([id]) => !before.includes(id!)),
      );
      const dangling = found.dangling.map((call) => [graph.calls.callers[call]!, graph.calls.callees[call]!]);
      const naive = calls.filter(({ caller, callee }) => !gone.includes(caller) && gone.includes(callee));
      expect(dangling.map(String).sort()).toEqual(
        naive.map(({ caller, callee }) => `${caller},${callee}`).sort(),
      );
      const entryBefore = ids(findEntryPoints(graph));
      const fresh = findEntryPoints(after).map((node) => idOf(after, node));
      expect(ids(found.newEntryPoints).sort()).toEqual(
        matched === undefined ? fresh.filter((id) => !entryBefore.includes(id)).sort() : [],
      );
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['the middle of a chain of 100,000', 100_000, false],
  ['one of a ring of 50,000', 50_000, true],
])('takes %s', (_, size, isRing) => {
  const steps = Array.from({ length: size - 1 }, (__, node) => [node, node + 1] as const);
  const graph = numbered(size, isRing ? [...steps, [size - 1, 0]] : steps);
  const { dangling, newEntryPoints, orphaned } = computeRetirement(graph, [size / 2]);
  expect([dangling.length, newEntryPoints, orphaned.length]).toEqual([1, [size / 2 + 1], 0]);
});
