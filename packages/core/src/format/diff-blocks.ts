import { countOf } from '../model/text.js';
import type { DiffReport } from '../report/diff-report.js';
import type { OrphanSummary } from '../report/orphans-report.js';
import type { ProcedureSummary } from '../report/procedure-summary.js';
import type { Source } from '../report/source.js';
import { type Block, heading, line } from './blocks.js';
import { shownName } from './escape.js';
import { ownerGroupsText, ownersIn, ownerText } from './owners-text.js';
import { type ExtraColumn, nameCell, procedureTable } from './procedure-table.js';

/** Members of a cycle that are named; JSON has all of them. */
const SHOWN_MEMBERS = 10;

/** Says what differs between two snapshots, for people. */
export function diffBlocks(report: DiffReport): readonly Block[] {
  const { before, source, procedures, calls, cycles, orphans } = report;
  const name = namesOf(report);
  const sections = [
    ...procedureSection('Procedures added', procedures.added, []),
    ...procedureSection('Procedures removed', procedures.removed, []),
    ...procedureSection('Procedures changed', procedures.changed, [
      { title: 'Changed', text: ({ fields }) => fields.join(', ') },
    ]),
    ...listSection('Calls added', calls.added.map(shownCall(name))),
    ...listSection('Calls removed', calls.removed.map(shownCall(name))),
    ...listSection('Cycles gained', cycles.gained.map(shownCycle(name))),
    ...listSection('Cycles lost', cycles.lost.map(shownCycle(name))),
    ...procedureSection('Orphans gained', orphans.gained, [REASON]),
    ...procedureSection('Orphans lost', orphans.lost, [REASON]),
    ...impactSection(report, name),
  ];
  return [
    heading(1, `From ${shownSource(before)} to ${shownSource(source)}`),
    ...(sections.length === 0 ? [line('No differences.')] : sections),
  ];
}

const REASON: ExtraColumn<OrphanSummary> = { title: 'Reason', text: ({ reason }) => reason };

function procedureSection<Item extends ProcedureSummary>(
  title: string,
  items: readonly Item[],
  extra: readonly ExtraColumn<Item>[],
): readonly Block[] {
  return items.length === 0 ? [] : [heading(2, `${title}: ${items.length}`), procedureTable(items, extra)];
}

/** Who is affected, or that nobody is; nothing where no procedure and no call differs. */
function impactSection(
  { procedures, calls, impact }: DiffReport,
  name: (id: string) => string,
): readonly Block[] {
  const changes = [procedures.added, procedures.removed, procedures.changed, calls.added, calls.removed];
  if (changes.every(({ length }) => length === 0)) return [];
  const title = heading(2, `Affected by what changed: ${impact.count}`);
  if (impact.count === 0) return [title, line('No other procedure leads to what changed.')];
  const verb = impact.count === 1 ? 'leads' : 'lead';
  const rows = impact.procedures.map((procedure) => [
    { text: String(procedure.distance) },
    nameCell(procedure, procedure.ambiguous === true ? ' (ambiguous)' : ''),
    { text: procedure.id },
    { text: procedure.type ?? '–' },
    { text: ownerText(procedure) },
    { text: name(procedure.via) },
  ]);
  const lanes = impact.byLane.map(({ lane, count }) => `${lane ?? 'no lane'} (${count})`).join(', ');
  return [
    title,
    line(
      `${countOf(impact.count, 'procedure')} that did not change ${verb} to what did: ${countOf(ownersIn(impact.owners), 'owner')} to notify.`,
    ),
    { kind: 'table', columns: ['Distance', 'Procedure', 'Id', 'Type', 'Owner', 'Via'], rows },
    line(`To notify: ${ownerGroupsText(impact.owners)}`),
    line(`Lanes to notify: ${lanes}`),
  ];
}

function listSection(title: string, items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : [heading(2, `${title}: ${items.length}`), { kind: 'list', items }];
}

function namesOf({ mentioned }: DiffReport): (id: string) => string {
  const names = new Map(
    mentioned.map(({ id, name, missing }) => [id, `${shownName(name)}${missing ? ' (missing)' : ''}`]),
  );
  return (id) => names.get(id) ?? id;
}

function shownCall(name: (id: string) => string): (call: DiffReport['calls']['added'][number]) => string {
  return ({ caller, callee }) => `${name(caller)} (id:${caller}) → ${name(callee)} (id:${callee})`;
}

function shownCycle(name: (id: string) => string): (ids: readonly string[]) => string {
  return (ids) => {
    const more = ids.length - SHOWN_MEMBERS;
    const shown = ids.slice(0, SHOWN_MEMBERS).map((id) => `${name(id)} (id:${id})`);
    return `${countOf(ids.length, 'procedure')}: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  };
}

function shownSource({ fetchedAt, procedures }: Source): string {
  return `${countOf(procedures, 'procedure')} (${fetchedAt ?? 'of unknown time'})`;
}
