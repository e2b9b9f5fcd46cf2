import type {
  ComparedField,
  DiffReport,
  GraphChanges,
  ProcedureGraph,
  ProcedureSummary,
} from '@klarify-graph/core';

/** How a procedure differs from the earlier snapshot. */
export const CHANGE_FLAGS = [
  { name: 'added', flag: 1, title: 'Added' },
  { name: 'changed', flag: 2, title: 'Changed' },
  { name: 'calls', flag: 4, title: 'Calls added or removed' },
] as const;
export const CHANGE = { added: 1, changed: 2, calls: 4 } as const;

/** What came, went and changed since the earlier snapshot, by the nodes of the graph. */
export interface Changes {
  readonly report: DiffReport;
  /** Every procedure that the report names by id. */
  readonly named: ReadonlyMap<string, ProcedureSummary>;
  /** For each node the {@link CHANGE} flags. */
  readonly flags: Uint8Array;
  readonly fieldsOf: ReadonlyMap<number, readonly ComparedField[]>;
  readonly wasOf: ReadonlyMap<number, ProcedureSummary>;
  readonly removed: ReadonlyMap<string, ProcedureSummary>;
  /** The procedures at the other ends of the calls of a node that are gone, its callers first. */
  readonly goneOf: ReadonlyMap<number, readonly ProcedureSummary[]>;
  /** The same of the calls that were added. */
  readonly cameOf: ReadonlyMap<number, readonly ProcedureSummary[]>;
}

/** Sorts the changes by the nodes they are about. Cost: linear in the changes. */
export function indexChanges(graph: ProcedureGraph, { report, was }: GraphChanges): Changes {
  const flags = new Uint8Array(graph.procedures.length);
  const mark = (id: string, flag: number) => {
    const node = graph.indexOf(id);
    if (node !== undefined) flags[node]! |= flag;
    return node;
  };
  const fieldsOf = new Map<number, readonly ComparedField[]>();
  const wasOf = new Map<number, ProcedureSummary>();
  for (const { id } of report.procedures.added) mark(id, CHANGE.added);
  for (const { id, fields } of report.procedures.changed) {
    const node = mark(id, CHANGE.changed);
    if (node !== undefined) fieldsOf.set(node, fields);
  }
  for (const procedure of was) {
    const node = graph.indexOf(procedure.id);
    if (node !== undefined) wasOf.set(node, procedure);
  }
  const named = new Map([...report.mentioned, ...report.procedures.removed].map((p) => [p.id, p]));
  const otherEnds = (calls: DiffReport['calls']['added']) => {
    const ends = new Map<number, ProcedureSummary[]>();
    const note = (at: number | undefined, id: string) => {
      const procedure = named.get(id);
      if (at === undefined || procedure === undefined) return;
      const list = ends.get(at);
      if (list === undefined) ends.set(at, [procedure]);
      else list.push(procedure);
    };
    for (const { caller, callee } of calls) note(mark(callee, CHANGE.calls), caller);
    for (const { caller, callee } of calls) {
      const at = mark(caller, CHANGE.calls);
      // A call of itself has one end.
      if (caller !== callee) note(at, callee);
    }
    return ends;
  };
  const goneOf = otherEnds(report.calls.removed);
  const cameOf = otherEnds(report.calls.added);
  return {
    report,
    named,
    flags,
    fieldsOf,
    wasOf,
    removed: new Map(report.procedures.removed.map((procedure) => [procedure.id, procedure])),
    goneOf,
    cameOf,
  };
}
