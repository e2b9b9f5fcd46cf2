import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALL_FLAGS } from '../graph/adjacency.js';
import { buildGraph } from '../graph/build-graph.js';
import { callKinds, createGraph } from '../graph/procedure-graph.js';
import { type Details, graphOf, idOf } from '../testing/draw.js';
import { numberedProcedure } from '../testing/numbered.js';
import { randomGraph } from '../testing/random-graphs.js';
import { inheritOwners } from './inherit-owners.js';

/** Who takes over what: `t: Ann Bob, u: Ann`. */
function inheritedIn(picture: string, owners: Readonly<Record<string, string>>): string {
  const details: Details = Object.fromEntries(Object.entries(owners).map(([id, owner]) => [id, { owner }]));
  const graph = graphOf(picture, details);
  return inheritOwners(graph)
    .flatMap((names, node) => (names.length === 0 ? [] : [`${idOf(graph, node)}: ${names.join(' ')}`]))
    .join(', ');
}

describe('an owner is inherited', () => {
  it.each([
    ['from the procedure that contains', 'p ~> t', { p: 'Ann' }, 't: Ann'],
    ['through parents without one', 'p ~> s ~> t', { p: 'Ann' }, 's: Ann, t: Ann'],
    ['from the nearest that has one', 'p ~> s ~> t', { p: 'Ann', s: 'Bob' }, 't: Bob'],
    ['never over a call', 'p -> t; p ~> s -> u', { p: 'Ann' }, 's: Ann'],
    ['over a call that is containment too', 'p -> t; p ~> t', { p: 'Ann' }, 't: Ann'],
    ['not where there is one', 'p ~> t', { p: 'Ann', t: 'Bob' }, ''],
    [
      'from all parents, each owner once, sorted',
      'q ~> t; p ~> t; r ~> t',
      { p: 'Bob', q: 'Ann', r: 'Bob' },
      't: Ann Bob',
    ],
    ['round a ring', 'p ~> a ~> b ~> c ~> a', { p: 'Ann' }, 'a: Ann, b: Ann, c: Ann'],
    ['not from itself', 't ~> t', {}, ''],
    ['from nobody where the parent is missing', '(gone) ~> t', {}, ''],
  ])('%s', (_, picture, owners, expected) => {
    expect(inheritedIn(picture, owners)).toBe(expected);
  });

  it('from every procedure that an ambiguous containment can mean', () => {
    const graph = buildGraph([
      { id: 1, name: 'Twin', owner: 'Ann' },
      { id: 2, name: 'Twin', owner: 'Bob' },
      { id: 3, name: 'Task', called_within: ['Twin'] },
    ]);
    expect(inheritOwners(graph)).toEqual([[], [], ['Ann', 'Bob']]);
    expect(inheritOwners(buildGraph([]))).toEqual([]);
  });

  it('as a naive walk up from each procedure finds it', () => {
    fc.assert(
      fc.property(randomGraph(8), ({ graph, procedures }) => {
        const parentsOf = (node: number) =>
          Array.from(graph.calls.callers.keys()).flatMap((call) =>
            graph.calls.callees[call] === node && callKinds(graph, call).includes('called_within')
              ? [graph.calls.callers[call]!]
              : [],
          );
        const inherited = inheritOwners(graph);
        for (const [node, { owner }] of procedures.entries()) {
          const names = new Set<string>();
          const seen = new Set([node]);
          const open = owner === null ? [node] : [];
          for (let at = open.pop(); at !== undefined; at = open.pop()) {
            for (const parent of parentsOf(at)) {
              const name = procedures[parent]!.owner;
              if (name !== null) names.add(name);
              else if (!seen.has(parent)) open.push(parent);
              seen.add(parent);
            }
          }
          expect(inherited[node]).toEqual([...names].sort());
        }
      }),
      { numRuns: 2000 },
    );
  });
});

it.each([
  ['down a chain of 100,000', 100_000, false],
  ['round a ring of 50,000', 50_000, true],
])('an owner is inherited %s', (_, size, isRing) => {
  const procedures = Array.from({ length: size + 1 }, (__, node) => ({
    ...numberedProcedure(node),
    owner: node === 0 ? 'Ann' : null,
  }));
  const callers = [...Array.from({ length: size }, (__, node) => node), ...(isRing ? [size] : [])];
  const callees = [...Array.from({ length: size }, (__, node) => node + 1), ...(isRing ? [1] : [])];
  const flags = new Uint8Array(callers.length).fill(CALL_FLAGS.calledWithin);
  const graph = createGraph(
    procedures,
    { callers: Uint32Array.from(callers), callees: Uint32Array.from(callees), flags },
    [],
  );
  const inherited = inheritOwners(graph);
  expect(inherited[0]).toEqual([]);
  expect(inherited.slice(1).every(([owner, ...more]) => owner === 'Ann' && more.length === 0)).toBe(true);
});
