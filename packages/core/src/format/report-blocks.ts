import { countOf } from '../model/text.js';
import type { CheckReport } from '../report/check-report.js';
import type { CyclesReport } from '../report/cycles-report.js';
import type { DiffReport } from '../report/diff-report.js';
import type { ImpactReport } from '../report/impact-report.js';
import type { ListReport } from '../report/list-report.js';
import type { OrphansReport } from '../report/orphans-report.js';
import type { PathReport } from '../report/path-report.js';
import type { ProcedureSummary } from '../report/procedure-summary.js';
import type { StatsReport } from '../report/stats-report.js';
import type { TreeReport } from '../report/tree-report.js';
import { type Block, heading, line } from './blocks.js';
import { checkBlocks } from './check-blocks.js';
import { cyclesBlocks } from './cycles-blocks.js';
import { diffBlocks } from './diff-blocks.js';
import { impactBlocks } from './impact-blocks.js';
import { pathBlocks } from './path-blocks.js';
import { procedureTable } from './procedure-table.js';
import { statsBlocks } from './stats-blocks.js';
import { treeBlocks } from './tree-blocks.js';

export type Report =
  | ImpactReport
  | CyclesReport
  | OrphansReport
  | ListReport
  | PathReport
  | TreeReport
  | StatsReport
  | DiffReport
  | CheckReport;

/** Says what a report says, for people. */
export function reportBlocks(report: Report): readonly Block[] {
  switch (report.command) {
    case 'impact':
      return impactBlocks(report);
    case 'cycles':
      return cyclesBlocks(report);
    case 'orphans':
      return orphansBlocks(report);
    case 'list':
      return listBlocks(report);
    case 'path':
      return pathBlocks(report);
    case 'tree':
      return treeBlocks(report);
    case 'stats':
      return statsBlocks(report);
    case 'diff':
      return diffBlocks(report);
    case 'check':
      return checkBlocks(report);
  }
}

const REASONS = {
  isolated: 'no call joins it to any other procedure',
  uncalled: 'nothing calls it, and it is not an entry point',
  unreachable: 'it has callers, but no entry point reaches it',
} as const;

function orphansBlocks(report: OrphansReport): readonly Block[] {
  if (report.count === 0) return [line('No orphans.')];
  const reasons = (['isolated', 'uncalled', 'unreachable'] as const).filter((reason) =>
    report.orphans.some((orphan) => orphan.reason === reason),
  );
  return [
    heading(1, countOf(report.count, 'orphan')),
    procedureTable(report.orphans, [{ title: 'Reason', text: ({ reason }) => reason }]),
    { kind: 'list', items: reasons.map((reason) => `${reason}: ${REASONS[reason]}`) },
  ];
}

function listBlocks(report: ListReport): readonly Block[] {
  if (report.count === 0) return [line('No procedures.')];
  const missing = report.procedures.filter((procedure) => procedure.missing).length;
  const status = { title: 'Status', text: (procedure: ProcedureSummary) => procedure.status ?? '–' };
  return [
    procedureTable(report.procedures, [status]),
    line(`${countOf(report.count, 'procedure')}${missing > 0 ? `, ${missing} of them missing` : ''}.`),
  ];
}
