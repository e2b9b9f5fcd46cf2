import { cyclicComponents } from '../graph/cyclic-components.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import type { Procedure } from '../model/procedure.js';
import { compareByNameThenId, compareText } from '../model/text.js';
import { findOrphans, type Orphan } from './find-orphans.js';

/** The fields in which a procedure can differ, in the order in which they are named. */
export const COMPARED_FIELDS = ['name', 'type', 'status', 'owner', 'performers', 'lanes', 'url'] as const;

export type ComparedField = (typeof COMPARED_FIELDS)[number];

/** A procedure of both graphs that differs. */
export interface ChangedProcedure {
  /** Its number before. */
  readonly before: number;
  /** Its number after. */
  readonly after: number;
  readonly fields: readonly ComparedField[];
}

/** A call by the ids of its two ends. */
export interface CallIds {
  readonly caller: string;
  readonly callee: string;
}

/**
 * What came, went and changed. What came is numbered as in the graph after, what went as in the graph before. Every list
 * is by name, then id: calls by those of the caller, then of the callee, cycles by those of their first procedure.
 */
export interface GraphDifference {
  readonly procedures: {
    readonly added: readonly number[];
    readonly removed: readonly number[];
    readonly changed: readonly ChangedProcedure[];
  };
  readonly calls: { readonly added: readonly CallIds[]; readonly removed: readonly CallIds[] };
  /** A cycle is its set of ids, by the names of its procedures, then by id. */
  readonly cycles: {
    readonly gained: readonly (readonly string[])[];
    readonly lost: readonly (readonly string[])[];
  };
  readonly orphans: { readonly gained: readonly Orphan[]; readonly lost: readonly Orphan[] };
}

export interface DiffOptions {
  /** Numbers of the procedures that the configured `entryPoints` match in each graph; absent where none are configured. */
  readonly entryPointsBefore?: readonly number[] | undefined;
  readonly entryPointsAfter?: readonly number[] | undefined;
}

/**
 * Compares two graphs. Procedures are matched by id. Missing ones neither come nor go nor change, but their calls do: a
 * call by a missing procedure that later joins the list under an id of its own goes, and one by that id comes. Which
 * field states a call, and whether ambiguously, is not compared; a self-call is a call and a cycle like any other. A
 * cycle that a procedure joins or leaves is another cycle. An orphan whose reason changes is neither gained nor lost; one
 * that joins the list is gained, one that leaves it lost. Status and type are compared without regard to case, times not
 * at all, performers and lanes in their order. Two empty graphs do not differ.
 * Never throws. Cost: O(V + E) and sorting what differs, over both graphs.
 */
export function diffGraphs(
  before: ProcedureGraph,
  after: ProcedureGraph,
  options: DiffOptions = {},
): GraphDifference {
  const orphansBefore = findOrphans(before, { entryPoints: options.entryPointsBefore });
  const orphansAfter = findOrphans(after, { entryPoints: options.entryPointsAfter });
  return {
    procedures: {
      added: listedOnlyIn(after, before),
      removed: listedOnlyIn(before, after),
      changed: changedProcedures(before, after),
    },
    calls: { added: callsOnlyIn(after, before), removed: callsOnlyIn(before, after) },
    cycles: { gained: cyclesOnlyIn(after, before), lost: cyclesOnlyIn(before, after) },
    orphans: {
      gained: orphansOnlyIn(after, orphansAfter, before, orphansBefore),
      lost: orphansOnlyIn(before, orphansBefore, after, orphansAfter),
    },
  };
}

/** The number of a listed procedure in the other graph; `undefined` where it is missing there or absent. */
function listedNode(graph: ProcedureGraph, id: string): number | undefined {
  const node = graph.indexOf(id);
  return node === undefined || graph.procedures[node]!.missing ? undefined : node;
}

function listedOnlyIn(graph: ProcedureGraph, other: ProcedureGraph): readonly number[] {
  const nodes: number[] = [];
  for (const [node, { id, missing }] of graph.procedures.entries()) {
    if (!missing && listedNode(other, id) === undefined) nodes.push(node);
  }
  return nodes.sort((a, b) => compareByNameThenId(graph.procedures[a]!, graph.procedures[b]!));
}

function changedProcedures(before: ProcedureGraph, after: ProcedureGraph): readonly ChangedProcedure[] {
  const changed: ChangedProcedure[] = [];
  for (const [node, procedure] of after.procedures.entries()) {
    const old = procedure.missing ? undefined : listedNode(before, procedure.id);
    if (old === undefined) continue;
    const fields = changedFields(before.procedures[old]!, procedure);
    if (fields.length > 0) changed.push({ before: old, after: node, fields });
  }
  const { procedures } = after;
  return changed.sort((a, b) => compareByNameThenId(procedures[a.after]!, procedures[b.after]!));
}

function changedFields(before: Procedure, after: Procedure): readonly ComparedField[] {
  return COMPARED_FIELDS.filter((field) => {
    switch (field) {
      case 'status':
      case 'type':
        return before[field]?.toUpperCase() !== after[field]?.toUpperCase();
      case 'performers':
      case 'lanes':
        return !sameTexts(before[field], after[field]);
      default:
        return before[field] !== after[field];
    }
  });
}

function sameTexts(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((text, at) => text === after[at]);
}

function callsOnlyIn(graph: ProcedureGraph, other: ProcedureGraph): readonly CallIds[] {
  const inOther = graph.procedures.map(({ id }) => other.indexOf(id) ?? -1);
  const { callers, callees } = graph.calls;
  const only: number[] = [];
  const calledInOther = new Int32Array(other.procedures.length).fill(-1);
  for (let call = 0, marked = -1; call < callers.length; call++) {
    const caller = callers[call]!;
    if (caller !== marked) markCallees(other, inOther[caller]!, caller, calledInOther);
    marked = caller;
    const callee = inOther[callees[call]!]!;
    if (callee !== -1 && calledInOther[callee] === caller) continue;
    only.push(call);
  }
  const { procedures } = graph;
  const byName = (a: number, b: number) => compareByNameThenId(procedures[a]!, procedures[b]!);
  return only
    .sort((a, b) => byName(callers[a]!, callers[b]!) || byName(callees[a]!, callees[b]!))
    .map((call) => ({ caller: procedures[callers[call]!]!.id, callee: procedures[callees[call]!]!.id }));
}

function markCallees(graph: ProcedureGraph, node: number, mark: number, marks: Int32Array): void {
  if (node === -1) return;
  const { offsets, targets } = graph.callees;
  for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) marks[targets[slot]!] = mark;
}

function cyclesOnlyIn(graph: ProcedureGraph, other: ProcedureGraph): readonly (readonly string[])[] {
  const { procedures } = graph;
  const inOther = new Set(cyclicComponents(other).map((nodes) => idSet(other, nodes)));
  return cyclicComponents(graph)
    .filter((nodes) => !inOther.has(idSet(graph, nodes)))
    .map((nodes) => nodes.map((node) => procedures[node]!).sort(compareByNameThenId))
    .sort((a, b) => compareByNameThenId(a[0]!, b[0]!))
    .map((cycle) => cycle.map(({ id }) => id));
}

/** The same text for the same set of ids. */
function idSet({ procedures }: ProcedureGraph, nodes: readonly number[]): string {
  return JSON.stringify(nodes.map((node) => procedures[node]!.id).sort(compareText));
}

function orphansOnlyIn(
  graph: ProcedureGraph,
  orphans: readonly Orphan[],
  other: ProcedureGraph,
  otherOrphans: readonly Orphan[],
): readonly Orphan[] {
  const inOther = new Set(otherOrphans.map(({ node }) => other.procedures[node]!.id));
  return orphans.filter(({ node }) => !inOther.has(graph.procedures[node]!.id));
}
