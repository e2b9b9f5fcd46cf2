import type { CheckReport } from '../report/check-report.js';
import type { CycleSummary, CyclesReport } from '../report/cycles-report.js';
import type { DiffReport } from '../report/diff-report.js';
import type { ImpactReport, ImpactSideReport } from '../report/impact-report.js';
import type { ListReport } from '../report/list-report.js';
import type { OrphansReport } from '../report/orphans-report.js';
import type { PathReport } from '../report/path-report.js';
import type { ProcedureSummary } from '../report/procedure-summary.js';
import type { StatsReport } from '../report/stats-report.js';
import type { TreeReport } from '../report/tree-report.js';
import { type Block, countOf, heading, line } from './blocks.js';
import { checkBlocks } from './check-blocks.js';
import { diffBlocks } from './diff-blocks.js';
import { shownName } from './escape.js';
import { pathBlocks } from './path-blocks.js';
import { nameCell, procedureTable } from './procedure-table.js';
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

function impactBlocks(report: ImpactReport): readonly Block[] {
  const names = report.targets.map(named).join(', ');
  const { dependents, dependencies } = report;
  return [
    heading(1, `Impact of ${names}`),
    ...(dependents === undefined ? [] : dependentsBlocks(dependents, report)),
    ...(dependencies === undefined ? [] : dependenciesBlocks(dependencies, report)),
  ];
}

function dependentsBlocks(side: ImpactSideReport, report: ImpactReport): readonly Block[] {
  const owners = side.byOwner.filter(({ owner }) => owner !== null).length;
  const summary = `${countOf(side.count, 'procedure')} affected, ${countOf(owners, 'owner')} to notify.`;
  return [
    heading(2, 'Dependents: what leads here'),
    line(summary),
    ...sideBlocks(side, report, 'To notify', 'Lanes to notify'),
  ];
}

function dependenciesBlocks(side: ImpactSideReport, report: ImpactReport): readonly Block[] {
  return [
    heading(2, 'Dependencies: what this leads to'),
    line(`${countOf(side.count, 'procedure')} that this rests on.`),
    ...sideBlocks(side, report, 'Their owners', 'Their lanes'),
  ];
}

function sideBlocks(
  side: ImpactSideReport,
  report: ImpactReport,
  ownersTitle: string,
  lanesTitle: string,
): readonly Block[] {
  if (side.count === 0) return [];
  const nameOf = new Map([...report.targets, ...side.procedures].map(({ id, name }) => [id, name]));
  const columns = ['Distance', 'Procedure', 'Id', 'Type', 'Owner', 'Via'];
  const rows = side.procedures.map((procedure) => [
    { text: String(procedure.distance) },
    nameCell(procedure, procedure.ambiguous === true ? ' (ambiguous)' : ''),
    { text: procedure.id },
    { text: procedure.type ?? '–' },
    { text: procedure.owner ?? '–' },
    { text: shownName(nameOf.get(procedure.via) ?? procedure.via) },
  ]);
  return [
    { kind: 'table', columns, rows },
    line(
      `${ownersTitle}: ${side.byOwner.map(({ owner, count }) => `${owner ?? 'no owner'} (${count})`).join(', ')}`,
    ),
    line(
      `${lanesTitle}: ${side.byLane.map(({ lane, count }) => `${lane ?? 'no lane'} (${count})`).join(', ')}`,
    ),
  ];
}

function cyclesBlocks(report: CyclesReport): readonly Block[] {
  if (report.count === 0) return [line('No cycles.')];
  return [
    heading(1, countOf(report.count, 'cycle')),
    ...report.cycles.flatMap((cycle, index) => cycleBlocks(cycle, index + 1)),
  ];
}

function cycleBlocks(cycle: CycleSummary, number: number): readonly Block[] {
  const byId = new Map(cycle.procedures.map((procedure) => [procedure.id, procedure]));
  const label = (id: string) => shownName(byId.get(id)?.name ?? id);
  const owned = (id: string) => `${label(id)} (${byId.get(id)?.owner ?? 'no owner'})`;
  const loop = [...cycle.shortest, ...cycle.shortest.slice(0, 1)].map(label).join(' → ');
  const proof = cycle.cutIsMinimal ? 'no smaller cut exists' : 'the best found; a smaller cut may exist';
  return [
    heading(
      2,
      `Cycle ${number}: ${countOf(cycle.size, 'procedure')}${cycle.ambiguous ? ' (ambiguous)' : ''}`,
    ),
    line(`Shortest loop: ${loop}`),
    line(`To cut (${countOf(cycle.cut.length, 'call')}; ${proof}):`),
    { kind: 'list', items: cycle.cut.map(({ caller, callee }) => `${owned(caller)} → ${owned(callee)}`) },
    procedureTable(cycle.procedures, []),
  ];
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

function named({ id, name }: ProcedureSummary): string {
  return `"${name}" (id:${id})`;
}
