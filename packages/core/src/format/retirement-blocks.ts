import { countOf } from '../model/text.js';
import type { ProcedureSummary } from '../report/procedure-summary.js';
import type { OwnedSummary, RetirementReport } from '../report/retirement-report.js';
import { type Block, heading, line } from './blocks.js';
import { shownName } from './escape.js';
import { ownerGroupsText, ownersIn, ownerText } from './owners-text.js';
import { type ExtraColumn, nameCell, procedureTable } from './procedure-table.js';

/** Says what retiring procedures leaves behind, for people. */
export function retirementBlocks(
  report: RetirementReport,
  targets: readonly ProcedureSummary[],
): readonly Block[] {
  const { dangling, orphaned, uncontained, newEntryPoints, owners } = report;
  const nameOf = new Map(targets.map(({ id, name }) => [id, shownName(name)]));
  return [
    heading(2, 'Retiring: what is left behind'),
    line(
      `${countOf(dangling.length, 'call')} left dangling, ${countOf(orphaned.length, 'new orphan')}, ${countOf(ownersIn(owners), 'owner')} to ask.`,
    ),
    ...(dangling.length === 0 ? [] : danglingBlocks(report, nameOf)),
    ...section('Become orphans', orphaned, [{ title: 'Reason', text: ({ reason }) => reason }]),
    ...section('Lose what contains them', uncontained, [
      {
        title: 'Contained in',
        text: ({ parents, remainingParents }) =>
          `${parents.map((id) => nameOf.get(id) ?? id).join(', ')}${remainingParents > 0 ? `, and ${remainingParents} that stay` : ''}`,
      },
    ]),
    ...section('Lose their last caller and count as entry points', newEntryPoints, []),
    ...(owners.length === 0 ? [] : [line(`To ask: ${ownerGroupsText(owners)}`)]),
  ];
}

function danglingBlocks(
  { dangling, callers }: RetirementReport,
  nameOf: ReadonlyMap<string, string>,
): readonly Block[] {
  const byId = new Map(callers.map((caller) => [caller.id, caller]));
  const columns = ['Caller', 'Id', 'Owner', 'Names', 'Field'];
  const rows = dangling.flatMap(({ caller, callee, kinds, ambiguous }) => {
    const procedure = byId.get(caller);
    if (procedure === undefined) return [];
    return [
      [
        nameCell(procedure, ambiguous === true ? ' (ambiguous)' : ''),
        { text: caller },
        { text: ownerText(procedure) },
        { text: `${nameOf.get(callee) ?? callee} (id:${callee})` },
        { text: kinds.join(', ') },
      ],
    ];
  });
  return [line(`Left dangling (${dangling.length}):`), { kind: 'table', columns, rows }];
}

function section<Item extends OwnedSummary>(
  title: string,
  items: readonly Item[],
  extra: readonly ExtraColumn<Item>[],
): readonly Block[] {
  return items.length === 0 ? [] : [line(`${title} (${items.length}):`), procedureTable(items, extra)];
}
