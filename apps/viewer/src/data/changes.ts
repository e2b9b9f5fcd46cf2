import type {
  ComparedField,
  DiffReport,
  GraphChanges,
  ProcedureGraph,
  ProcedureSummary,
  Source,
} from '@klarify-graph/core';

/** How a procedure differs from the earlier snapshot. */
export const CHANGE_FLAGS = [
  { name: 'added', flag: 1, title: 'Added' },
  { name: 'changed', flag: 2, title: 'Changed' },
  { name: 'calls', flag: 4, title: 'Calls added or removed' },
] as const;
export const CHANGE = { added: 1, changed: 2, calls: 4 } as const;

/** A procedure at the other end of a call that is gone; `node` is absent where the procedure is gone too. */
export interface GoneEnd {
  readonly procedure: ProcedureSummary;
  readonly node: number | undefined;
}

/** What came, went and changed since the earlier snapshot, by the nodes of the graph. */
export interface Changes {
  readonly report: DiffReport;
  readonly before: Source;
  /** For each node the {@link CHANGE} flags. */
  readonly flags: Uint8Array;
  readonly fieldsOf: ReadonlyMap<number, readonly ComparedField[]>;
  readonly wasOf: ReadonlyMap<number, ProcedureSummary>;
  readonly removed: ReadonlyMap<string, ProcedureSummary>;
  /** The calls of a node that are gone, by the procedure at the other end. */
  readonly goneCallers: ReadonlyMap<number, readonly GoneEnd[]>;
  readonly goneCallees: ReadonlyMap<number, readonly GoneEnd[]>;
  isAddedCall(caller: number, callee: number): boolean;
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
  const known = new Map([...report.mentioned, ...report.procedures.removed].map((p) => [p.id, p]));
  const goneCallers = new Map<number, GoneEnd[]>();
  const goneCallees = new Map<number, GoneEnd[]>();
  const note = (ends: Map<number, GoneEnd[]>, at: number | undefined, id: string) => {
    const procedure = known.get(id);
    if (at === undefined || procedure === undefined) return;
    const end = { procedure, node: graph.indexOf(id) };
    const list = ends.get(at);
    if (list === undefined) ends.set(at, [end]);
    else list.push(end);
  };
  for (const { caller, callee } of report.calls.removed) {
    note(goneCallees, mark(caller, CHANGE.calls), callee);
    note(goneCallers, mark(callee, CHANGE.calls), caller);
  }
  const added = new Set<number>();
  const size = graph.procedures.length;
  for (const { caller, callee } of report.calls.added) {
    const [from, to] = [mark(caller, CHANGE.calls), mark(callee, CHANGE.calls)];
    if (from !== undefined && to !== undefined) added.add(from * size + to);
  }
  return {
    report,
    before: report.before,
    flags,
    fieldsOf,
    wasOf,
    removed: new Map(report.procedures.removed.map((procedure) => [procedure.id, procedure])),
    goneCallers,
    goneCallees,
    isAddedCall: (caller, callee) => added.has(caller * size + callee),
  };
}
