import { buildGraph, type ProcedureGraph } from '@klarify-graph/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexValues } from './facets.js';
import { countGroupCalls, countMatrix, countPairs, listCalls } from './group-calls.js';
import { gatherGroups } from './groups.js';
import { communityHubs, indexPartition, nearestRoots } from './partitions.js';

/** "a>b c" says that a calls b and c; ids are names. */
function graphOf(...lines: readonly string[]): ProcedureGraph {
  const callers = new Map<string, string[]>();
  for (const line of lines) {
    const [caller = '', callees = ''] = line.split('>');
    if (!callers.has(caller)) callers.set(caller, []);
    for (const callee of callees.split(' ').filter(Boolean))
      callers.set(callee, [...(callers.get(callee) ?? []), caller]);
  }
  return buildGraph([...callers].map(([id, called_from]) => ({ id, name: id, called_from })));
}

function groupsIn(graph: ProcedureGraph, index: ReturnType<typeof indexPartition>) {
  return gatherGroups(index, graph.listed, () => true).map(
    ({ name, nodes }) => `${name}: ${nodes.map((node) => graph.procedures[node]!.id).join(' ')}`,
  );
}

describe('root processes', () => {
  const rootsOf = (graph: ProcedureGraph) =>
    groupsIn(graph, indexPartition(graph, nearestRoots(graph, undefined)));

  test('each procedure counts at the entry point nearest to it, of equals at the first by name', () => {
    expect(rootsOf(graphOf('b>x far', 'a>x y', 'y>far', 'far>end', 'ring>gnir', 'gnir>ring'))).toEqual([
      'a: x a y',
      'b: b far end',
      'null: ring gnir',
    ]);
  });

  test('an empty organisation has none, a long chain one', () => {
    expect(rootsOf(graphOf())).toEqual([]);
    const chain = Array.from({ length: 20_000 }, (_, step) => `n${step}>n${step + 1}`);
    expect(rootsOf(graphOf(...chain)).map((group) => group.split(' ').length)).toEqual([20_002]);
  });
});

test('communities bear the id of their hub; what stands alone is in none', () => {
  const graph = graphOf('a>b c', 'b>c', 'c>a', 'p>q r', 'q>r', 'r>p', 'lone>');
  expect(groupsIn(graph, indexPartition(graph, communityHubs(graph).hubs))).toEqual([
    'a: a b c',
    'p: p q r',
    'null: lone',
  ]);
});

describe('calls between groups', () => {
  const lanes = fc.subarray(['A', 'B', 'C']);
  const organisations = fc
    .array(fc.record({ lanes, callers: fc.array(fc.nat(8), { maxLength: 4 }) }), {
      minLength: 1,
      maxLength: 9,
    })
    .map((drafts) =>
      buildGraph(
        drafts.map((draft, id) => ({
          id: String(id),
          name: `n${id}`,
          lanes: draft.lanes,
          called_from: draft.callers.map((caller) => ({ id: String(caller), name: `n${caller}` })),
        })),
      ),
    );

  test('a tile, a cell and a list count the calls that a look at each call and each pair of lanes counts', () => {
    fc.assert(
      fc.property(organisations, fc.nat(3), fc.nat(8), (graph, shown, hidden) => {
        const index = indexValues(graph.procedures, 'lane');
        const isWanted = (node: number) => !graph.procedures[node]!.missing && node !== hidden;
        const groups = gatherGroups(index, graph.listed, isWanted);
        const rows = groups.slice(0, shown);
        const { counts, size } = countMatrix(graph, index, rows, isWanted);
        const lanesOf = (node: number): readonly (string | null)[] => {
          const { lanes } = graph.procedures[node]!;
          return lanes.length === 0 ? [null] : lanes;
        };
        const calls = Array.from(
          graph.calls.callers,
          (caller, at) => [caller, graph.calls.callees[at]!] as const,
        );
        const naive = (from: string | null, to: string | null) =>
          calls.filter(
            ([caller, callee]) =>
              isWanted(caller) &&
              isWanted(callee) &&
              lanesOf(caller).includes(from) &&
              lanesOf(callee).includes(to),
          ).length;
        const pairs = countPairs(graph, index, isWanted);
        for (const [row, from] of groups.entries()) {
          const { inside, out, into } = countGroupCalls(graph, index, from, isWanted);
          for (const [column, to] of groups.entries()) {
            const expected = naive(from.name, to.name);
            const pair = pairs.find((other) => other.from === from.value && other.to === to.value);
            expect(pair?.count ?? 0).toBe(expected);
            expect(from === to ? inside : out[to.value]).toBe(expected);
            if (from !== to) expect(into[to.value]).toBe(naive(to.name, from.name));
            if (row < shown && column < shown) expect(counts[row * size + column]).toBe(expected);
            expect(listCalls(graph, from.nodes, to.nodes)).toHaveLength(expected);
          }
        }
      }),
    );
  });

  test('the last row and column gather each call with the other groups once', () => {
    const graph = buildGraph([
      { id: 'a', name: 'a', lanes: ['A'] },
      { id: 'b', name: 'b', lanes: ['B', 'C'], called_from: ['a'] },
    ]);
    const index = indexValues(graph.procedures, 'lane');
    const groups = gatherGroups(index, 2, () => true);
    expect(groups.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
    expect([...countMatrix(graph, index, groups.slice(0, 1), () => true).counts]).toEqual([0, 1, 0, 0]);
  });
});
