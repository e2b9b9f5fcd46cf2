import type { CallKind, Diagnostic, Procedure } from '../model/procedure.js';
import { compareText } from '../model/text.js';
import {
  type Adjacency,
  type CallColumns,
  CERTAIN_FLAGS,
  indexCalls,
  indexSorted,
  KIND_FLAGS,
  mergeCalls,
} from './adjacency.js';

/**
 * The directed graph of who calls whom. Procedures are numbered: those of the list first, in list order, then the
 * missing ones. A call points from caller to callee, one per ordered pair; calls are numbered by caller, then callee.
 */
export interface ProcedureGraph {
  readonly procedures: readonly Procedure[];
  /** How many of the procedures are in the list; the rest are missing. */
  readonly listed: number;
  readonly calls: CallColumns;
  /** Whom a procedure calls. */
  readonly callees: Adjacency;
  /** Who calls a procedure. */
  readonly callers: Adjacency;
  readonly diagnostics: readonly Diagnostic[];
  /** The number of the procedure with this id, or `undefined`. */
  indexOf(id: string): number | undefined;
  /** Fields of a procedure, for whoever looks at many: reading the list makes a procedure of what the graph is kept as. */
  idOf(node: number): string;
  nameOf(node: number): string;
  typeOf(node: number): string | null;
  ownerOf(node: number): string | null;
  /** A procedure that the list does not keep where it was not asked for it before. */
  procedureAt(node: number): Procedure;
}

/** What a graph is told by whoever knows it without making procedures. */
export type ProcedureLookup = Pick<
  ProcedureGraph,
  'listed' | 'indexOf' | 'idOf' | 'nameOf' | 'typeOf' | 'ownerOf' | 'procedureAt'
>;

/** Which way a walk goes: to whom a procedure calls (dependencies), or to who calls it (dependents). */
export type Direction = 'dependencies' | 'dependents';

/** The adjacency for a walk in a direction: callees for dependencies, callers for dependents. Cost: O(1). */
export function neighbours(graph: ProcedureGraph, direction: Direction): Adjacency {
  return direction === 'dependencies' ? graph.callees : graph.callers;
}

/**
 * Builds the graph from numbered procedures, missing ones last, and calls between them in any order; repeated ones become
 * one with the flags of all. Self-calls stay, no procedures give an empty graph. The map behind `indexOf` is made when it
 * is first asked. Never throws for calls between numbered procedures. Cost: O(V + E).
 */
export function createGraph(
  procedures: readonly Procedure[],
  rawCalls: CallColumns,
  diagnostics: readonly Diagnostic[],
  lookup: ProcedureLookup = lookupIn(procedures),
): ProcedureGraph {
  const size = procedures.length;
  const calls = mergeCalls(size, rawCalls);
  return {
    procedures,
    listed: lookup.listed,
    calls,
    callees: indexSorted(size, calls),
    callers: indexCalls(size, calls.callees, calls.callers),
    diagnostics,
    indexOf: lookup.indexOf,
    idOf: lookup.idOf,
    nameOf: lookup.nameOf,
    typeOf: lookup.typeOf,
    ownerOf: lookup.ownerOf,
    procedureAt: lookup.procedureAt,
  };
}

function lookupIn(procedures: readonly Procedure[]): ProcedureLookup {
  let numbers: Map<string, number> | undefined;
  return {
    listed: procedures.reduce((count, procedure) => count + (procedure.missing ? 0 : 1), 0),
    indexOf(id) {
      numbers ??= new Map(procedures.map((procedure, node) => [procedure.id, node]));
      return numbers.get(id);
    },
    idOf: (node) => procedures[node]!.id,
    nameOf: (node) => procedures[node]!.name,
    typeOf: (node) => procedures[node]!.type,
    ownerOf: (node) => procedures[node]!.owner,
    procedureAt: (node) => procedures[node]!,
  };
}

/** The order of every list of procedures unless said otherwise: by name, then by id, by UTF-16 code unit. */
export function compareNodes(graph: ProcedureGraph, a: number, b: number): number {
  return compareText(graph.nameOf(a), graph.nameOf(b)) || compareText(graph.idOf(a), graph.idOf(b));
}

/** The fields that state a call, always in the order `called_from`, `called_within`. Cost: O(1). */
export function callKinds(graph: ProcedureGraph, call: number): readonly CallKind[] {
  const flags = graph.calls.flags[call]!;
  const kinds: CallKind[] = [];
  if (flags & KIND_FLAGS.called_from) kinds.push('called_from');
  if (flags & KIND_FLAGS.called_within) kinds.push('called_within');
  return kinds;
}

/** True when only ambiguous references state the call. Cost: O(1). */
export function isAmbiguousCall(graph: ProcedureGraph, call: number): boolean {
  return (graph.calls.flags[call]! & CERTAIN_FLAGS) === 0;
}

/** True when only ambiguous references state some call. Cost: O(E). */
export function hasAmbiguousCalls({ calls: { flags } }: ProcedureGraph): boolean {
  for (let call = 0; call < flags.length; call++) if ((flags[call]! & CERTAIN_FLAGS) === 0) return true;
  return false;
}
