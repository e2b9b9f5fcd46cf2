import { countOf } from '../model/text.js';
import type { ImpactReport, ImpactSideReport } from '../report/impact-report.js';
import type { ProcedureSummary } from '../report/procedure-summary.js';
import { type Block, heading, line } from './blocks.js';
import { shownName } from './escape.js';
import { ownerGroupsText, ownersIn, ownerText } from './owners-text.js';
import { nameCell } from './procedure-table.js';
import { retirementBlocks } from './retirement-blocks.js';

/** Targets that a heading names; JSON has all of them. */
const NAMED_TARGETS = 5;

/** Says whom a change affects and what it rests on, for people. */
export function impactBlocks(report: ImpactReport): readonly Block[] {
  const { targets, dependents, dependencies, retire } = report;
  const more = targets.length - NAMED_TARGETS;
  const names = targets.slice(0, NAMED_TARGETS).map(named).join(', ');
  return [
    heading(1, `Impact of ${names}${more > 0 ? ` and ${more} more` : ''}`),
    line(summaryOf(report)),
    ...(retire === undefined ? [] : retirementBlocks(retire, targets)),
    ...(dependents === undefined
      ? []
      : [
          heading(2, 'Dependents: what leads here'),
          ...sideBlocks(dependents, report, 'To notify', 'Lanes to notify'),
        ]),
    ...(dependencies === undefined
      ? []
      : [
          heading(2, 'Dependencies: what this leads to'),
          line(`${countOf(dependencies.count, 'procedure')} that this rests on.`),
          ...sideBlocks(dependencies, report, 'Their owners', 'Their lanes'),
        ]),
  ];
}

/** "14 procedures affected, 6 owners to notify." */
function summaryOf({ dependents, dependencies }: ImpactReport): string {
  if (dependents === undefined) return `Rests on ${countOf(dependencies?.count ?? 0, 'procedure')}.`;
  const owners = countOf(ownersIn(dependents.owners), 'owner');
  return `${countOf(dependents.count, 'procedure')} affected, ${owners} to notify.`;
}

function sideBlocks(
  side: ImpactSideReport,
  report: ImpactReport,
  ownersTitle: string,
  lanesTitle: string,
): readonly Block[] {
  if (side.count === 0) return [line('None.')];
  const nameOf = new Map([...report.targets, ...side.procedures].map(({ id, name }) => [id, name]));
  const columns = ['Distance', 'Procedure', 'Id', 'Type', 'Owner', 'Via'];
  const rows = side.procedures.map((procedure) => [
    { text: String(procedure.distance) },
    nameCell(procedure, procedure.ambiguous === true ? ' (ambiguous)' : ''),
    { text: procedure.id },
    { text: procedure.type ?? '–' },
    { text: ownerText(procedure) },
    { text: shownName(nameOf.get(procedure.via) ?? procedure.via) },
  ]);
  const lanes = side.byLane.map(({ lane, count }) => `${lane ?? 'no lane'} (${count})`).join(', ');
  return [
    { kind: 'table', columns, rows },
    line(`${ownersTitle}: ${ownerGroupsText(side.owners)}`),
    line(`${lanesTitle}: ${lanes}`),
  ];
}

function named({ id, name }: ProcedureSummary): string {
  return `"${name}" (id:${id})`;
}
