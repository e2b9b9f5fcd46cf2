import { KIND_FLAGS } from '../graph/adjacency.js';
import { withoutCallsOf } from '../graph/narrow-graph.js';
import { compareNodes, type ProcedureGraph } from '../graph/procedure-graph.js';
import { findEntryPoints } from './find-entry-points.js';
import { findOrphans, type Orphan, type OrphanOptions } from './find-orphans.js';
import { groupOwners, type OwnerGroup } from './group-owners.js';
import { inheritOwners } from './inherit-owners.js';

/** A procedure that stays and is contained in one that goes. */
export interface UncontainedProcedure {
  readonly node: number;
  /** What contains it and goes, by name then id. */
  readonly parents: readonly number[];
  /** How many other procedures contain it and stay. */
  readonly remainingParents: number;
}

/** What retiring procedures leaves behind. Every list is by name, then id. */
export interface Retirement {
  readonly retired: readonly number[];
  /** Numbers of the calls from procedures that stay to those that go; by caller, then callee. */
  readonly dangling: readonly number[];
  /** Procedures that are orphans then and were none before. */
  readonly orphaned: readonly Orphan[];
  readonly uncontained: readonly UncontainedProcedure[];
  /** Procedures that lose their last caller and count as entry points from then on; none where these are configured. */
  readonly newEntryPoints: readonly number[];
  /** Who answers for the callers left dangling, for what becomes an orphan and for what loses what contains it. */
  readonly owners: readonly OwnerGroup[];
}

/**
 * Computes what is left behind when procedures are retired: archived, and their calls with them. A call to one of them
 * from a procedure that stays dangles: its text goes on naming what is gone; a missing caller counts like any other.
 * What becomes an orphan is told by comparing the graph with and without the retired procedures and all their calls, so
 * a procedure that still calls others, and whose type lets it, becomes an entry point rather than an orphan; both are
 * told. Procedures that were orphans before are not repeated, even where the reason changes. Owners count inherited ones,
 * as they are before. Without procedures to retire every list is empty. Never throws for nodes of the graph.
 * Cost: O(V + E) and sorting what is found.
 */
export function computeRetirement(
  graph: ProcedureGraph,
  nodes: readonly number[],
  options: OrphanOptions = {},
): Retirement {
  const byName = (a: number, b: number) => compareNodes(graph, a, b);
  const retired = [...new Set(nodes)].sort(byName);
  const isRetired = new Uint8Array(graph.procedures.length);
  for (const node of retired) isRetired[node] = 1;
  const { callers, callees } = graph.calls;
  const dangling = retired
    .flatMap((node) => callsInto(graph, node))
    .filter((call) => isRetired[callers[call]!] === 0)
    .sort((a, b) => byName(callers[a]!, callers[b]!) || byName(callees[a]!, callees[b]!));
  const after = withoutCallsOf(graph, (node) => isRetired[node] === 1);
  const entryPoints = options.entryPoints?.filter((node) => isRetired[node] === 0);
  const before = new Set(findOrphans(graph, options).map(({ node }) => node));
  const orphaned = findOrphans(after, { entryPoints }).filter(
    ({ node }) => isRetired[node] === 0 && !before.has(node),
  );
  const uncontained = findUncontained(graph, retired, isRetired, byName);
  const toAsk = new Set([
    ...dangling.map((call) => callers[call]!),
    ...orphaned.map(({ node }) => node),
    ...uncontained.map(({ node }) => node),
  ]);
  return {
    retired,
    dangling,
    orphaned,
    uncontained,
    newEntryPoints: options.entryPoints === undefined ? newEntryPoints(graph, after).sort(byName) : [],
    owners: groupOwners(graph, [...toAsk], inheritOwners(graph)),
  };
}

function callsInto({ callers: { offsets, calls } }: ProcedureGraph, node: number): readonly number[] {
  return Array.from(calls.subarray(offsets[node], offsets[node + 1]));
}

function findUncontained(
  graph: ProcedureGraph,
  retired: readonly number[],
  isRetired: Uint8Array,
  byName: (a: number, b: number) => number,
): readonly UncontainedProcedure[] {
  const { callers, callees, flags } = graph.calls;
  const isContainment = (call: number) => (flags[call]! & KIND_FLAGS.called_within) !== 0;
  const children = new Set<number>();
  for (const node of retired) {
    const { offsets, calls } = graph.callees;
    for (const call of calls.subarray(offsets[node], offsets[node + 1])) {
      if (isContainment(call) && isRetired[callees[call]!] === 0) children.add(callees[call]!);
    }
  }
  return [...children].sort(byName).map((node) => {
    const parents = callsInto(graph, node)
      .filter((call) => isContainment(call) && callers[call] !== node)
      .map((call) => callers[call]!);
    const going = parents.filter((parent) => isRetired[parent] === 1).sort(byName);
    return { node, parents: going, remainingParents: parents.length - going.length };
  });
}

function newEntryPoints(before: ProcedureGraph, after: ProcedureGraph): number[] {
  const known = new Set(findEntryPoints(before));
  return findEntryPoints(after).filter((node) => !known.has(node));
}
