import {
  compareByNameThenId,
  type GraphChanges,
  type ProcedureGraph,
  type ProcedureSummary,
} from '@klarify-graph/core';
import { CHANGE, type Changes } from './changes.js';
import { countOf, formatDay } from './text.js';

/** How a procedure is marked; that only its calls changed is marked at these. */
export type ProcedureChange = 'added' | 'changed';

/** A call of a procedure that is gone since the earlier snapshot. */
export interface GoneCall {
  readonly side: 'callers' | 'callees';
  /** The procedure at its other end, as it is or, where it is gone too, as it was. */
  readonly procedure: ProcedureSummary;
  /** `undefined` where the other end was removed. */
  readonly node: number | undefined;
}

/** What drawings, rows and tiles mark of the changes, by the nodes of the graph. */
export interface ChangeMarks {
  /** "since 2026-10-01" */
  readonly since: string;
  changeOf(node: number): ProcedureChange | undefined;
  isAddedCall(caller: number, callee: number): boolean;
  /** The calls of a node that are gone, by the names of the other ends; a self-call stands among its callees. */
  goneCalls(node: number): readonly GoneCall[];
}

/** Indexes the changes for marking. A call counts as added when the earlier snapshot has none. Cost: linear in the changes. */
export function markChanges(graph: ProcedureGraph, { report, flags, named }: Changes): ChangeMarks {
  const size = graph.procedures.length;
  const added = new Set<number>();
  for (const { caller, callee } of report.calls.added) {
    const [from, to] = [graph.indexOf(caller), graph.indexOf(callee)];
    if (from !== undefined && to !== undefined) added.add(from * size + to);
  }
  const gone = new Map<number, GoneCall[]>();
  const note = (id: string, side: GoneCall['side'], other: string) => {
    const at = graph.indexOf(id);
    const procedure = named.get(other);
    if (at === undefined || procedure === undefined) return;
    const list = gone.get(at) ?? [];
    gone.set(at, list);
    list.push({ side, procedure, node: graph.indexOf(other) });
  };
  for (const { caller, callee } of report.calls.removed) {
    if (caller !== callee) note(callee, 'callers', caller);
    note(caller, 'callees', callee);
  }
  for (const list of gone.values()) list.sort((a, b) => compareByNameThenId(a.procedure, b.procedure));
  return {
    since: sinceWords(report),
    changeOf(node) {
      const held = flags[node] ?? 0;
      if ((held & CHANGE.added) !== 0) return 'added';
      return (held & CHANGE.changed) === 0 ? undefined : 'changed';
    },
    isAddedCall: (caller, callee) => added.has(caller * size + callee),
    goneCalls: (node) => gone.get(node) ?? [],
  };
}

function sinceWords({ before }: GraphChanges['report']): string {
  return `since ${before.fetchedAt === null ? 'the earlier snapshot' : formatDay(before.fetchedAt)}`;
}

/** "+3 added, 2 changed, −1 removed"; empty where nothing is. */
export function changeWords({ added = 0, changed = 0, removed = 0 }): string {
  return [
    ...(added > 0 ? [`+${countOf(added, 'added', 'added')}`] : []),
    ...(changed > 0 ? [countOf(changed, 'changed', 'changed')] : []),
    ...(removed > 0 ? [`−${countOf(removed, 'removed', 'removed')}`] : []),
  ].join(', ');
}
