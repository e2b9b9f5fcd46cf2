import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { withoutAmbiguousCalls } from '../graph/narrow-graph.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { buildTree } from './build-tree.js';
import { computeDominators } from './compute-dominators.js';
import { computeImpact } from './compute-impact.js';
import { countReachable } from './count-reachable.js';
import { findCycles } from './find-cycles.js';
import { findEntryPoints } from './find-entry-points.js';
import { findOrphans } from './find-orphans.js';
import { findPath } from './find-path.js';

/** A record in which callers are named by id, by a name that may be shared, or by one that nothing has. */
interface SmallRecord {
  readonly id: number;
  readonly name: string;
  readonly type: string | null;
  readonly called_from: readonly SmallReference[];
  readonly called_within: readonly SmallReference[];
}

type SmallReference = string | { readonly id: number };

const RUNS = { numRuns: 2000 };
const NAMES = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon'];

const organisation: fc.Arbitrary<readonly SmallRecord[]> = fc.nat(8).chain((size) => {
  const reference: fc.Arbitrary<SmallReference> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ id: fc.nat(Math.max(size - 1, 0)) }) },
    { weight: 2, arbitrary: fc.constantFrom(...NAMES) },
    { weight: 1, arbitrary: fc.constantFrom<SmallReference>('Gone', { id: 99 }) },
  );
  const references = fc.array(reference, { maxLength: 2 });
  return fc.tuple(
    ...Array.from({ length: size }, (_, id) =>
      fc.record({
        id: fc.constant(id),
        name: fc.constantFrom(...NAMES),
        type: fc.constantFrom('TASK', 'PROCESS_MODEL', null),
        called_from: references,
        called_within: references,
      }),
    ),
  );
});

/** Who calls whom by id, read from the records alone: every procedure of the name where a reference has no id. */
function callsIn(records: readonly SmallRecord[], countAmbiguous: boolean): ReadonlySet<string> {
  const calls = new Set<string>();
  for (const { id, called_from, called_within } of records) {
    for (const reference of [...called_from, ...called_within]) {
      for (const caller of callersOf(records, reference, countAmbiguous)) calls.add(`${caller} ${id}`);
    }
  }
  return calls;
}

function callersOf(
  records: readonly SmallRecord[],
  reference: SmallReference,
  countAmbiguous: boolean,
): readonly string[] {
  if (typeof reference !== 'string') return [reference.id === 99 ? 'missing:#99' : String(reference.id)];
  const named = records.filter(({ name }) => name === reference).map(({ id }) => String(id));
  if (named.length === 0) return [`missing:${reference}`];
  return named.length === 1 || countAmbiguous ? named : [];
}

/** What an id leads to in one call or more, by following every call. */
function reachedFrom(from: string, calls: ReadonlySet<string>): ReadonlySet<string> {
  const pairs = [...calls].map((call) => call.split(/ (?=\d+$)/) as [string, string]);
  const reached = new Set<string>();
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [caller, callee] of pairs) {
      if (caller !== next || reached.has(callee)) continue;
      reached.add(callee);
      open.push(callee);
    }
  }
  return reached;
}

function idsIn(graph: ProcedureGraph, nodes: readonly number[]): readonly string[] {
  return nodes.map((node) => graph.procedures[node]!.id).sort();
}

function reachableIn(graph: ProcedureGraph, calls: ReadonlySet<string>): void {
  const counts = countReachable(graph);
  for (const [node, { id }] of graph.procedures.entries()) {
    const reached = reachedFrom(id, calls);
    const expected = [...reached].filter((other) => other !== id).sort();
    const { dependents, dependencies } = computeImpact(graph, [node]);
    expect(
      idsIn(
        graph,
        dependencies!.procedures.map((one) => one.node),
      ),
    ).toEqual(expected);
    const leading = graph.procedures
      .map((one) => one.id)
      .filter((other) => other !== id && reachedFrom(other, calls).has(id));
    expect(
      idsIn(
        graph,
        dependents!.procedures.map((one) => one.node),
      ),
    ).toEqual(leading.sort());
    expect([counts.dependencies[node], counts.dependents[node]]).toEqual([expected.length, leading.length]);
    const tree = new Set(buildTree(graph, node).map((entry) => entry.node));
    expect(tree.size).toBe(expected.length + 1);
  }
}

describe('on graphs of records that name callers by id, by shared names and by names that nothing has', () => {
  it('impact, counts and trees are what the records say', () => {
    fc.assert(
      fc.property(organisation, (records) => {
        reachableIn(buildGraph(records), callsIn(records, true));
      }),
      RUNS,
    );
  });

  it('they are so too without ambiguous calls', () => {
    fc.assert(
      fc.property(organisation, (records) => {
        reachableIn(withoutAmbiguousCalls(buildGraph(records)), callsIn(records, false));
      }),
      RUNS,
    );
  });

  it('marks say what holds only because of ambiguous calls', () => {
    fc.assert(
      fc.property(organisation, (records) => {
        const graph = buildGraph(records);
        const certain = callsIn(records, false);
        const reaches = (from: number, to: number) =>
          reachedFrom(graph.procedures[from]!.id, certain).has(graph.procedures[to]!.id);
        for (const { nodes, ambiguous } of findCycles(graph)) {
          const holds = nodes.every((a) =>
            nodes.every((b) => (a === b && nodes.length > 1) || reaches(a, b)),
          );
          expect(ambiguous).toBe(!holds);
        }
        for (const target of graph.procedures.keys()) {
          for (const { node, ambiguous } of computeImpact(graph, [target]).dependents!.procedures) {
            expect(ambiguous).toBe(!reaches(node, target));
            expect(findPath(graph, node, target)).toMatchObject({ found: true, ambiguous });
          }
        }
      }),
      RUNS,
    );
  });

  it('dominators from one start are what every path must pass', () => {
    fc.assert(
      fc.property(organisation, (records) => {
        const graph = buildGraph(records);
        for (const start of graph.procedures.keys()) {
          const { immediate, dominated } = computeDominators(graph, [start]);
          const behind = new Uint32Array(graph.procedures.length);
          for (const end of graph.procedures.keys()) {
            if (end === start) continue;
            const { found, mustPass } = findPath(graph, start, end);
            expect(immediate[end]).toBe(found ? (mustPass.at(-1) ?? start) : -2);
            for (const node of mustPass) behind[node]!++;
            if (found) behind[start]!++;
          }
          expect(dominated).toEqual(behind);
        }
      }),
      RUNS,
    );
  });

  it('every listed procedure is an orphan or reached from an entry point, none is both', () => {
    fc.assert(
      fc.property(organisation, (records) => {
        const graph = buildGraph(records);
        const calls = callsIn(records, true);
        const entryPoints = findEntryPoints(graph).map((node) => graph.procedures[node]!.id);
        const reached = new Set([
          ...entryPoints,
          ...entryPoints.flatMap((id) => [...reachedFrom(id, calls)]),
        ]);
        const orphans = idsIn(
          graph,
          findOrphans(graph).map(({ node }) => node),
        );
        const listed = records.map(({ id }) => String(id)).sort();
        expect([...orphans, ...reached].sort()).toEqual(listed);
      }),
      RUNS,
    );
  });
});
