import { PROCEDURE_COLUMNS, type ProcedureSummary } from '@klarify-graph/core';
import { formatRows } from '../data/csv.js';
import type { Store } from '../state/store.js';

const COLUMNS = [
  'section',
  'change',
  ...PROCEDURE_COLUMNS,
  'fields',
  'caller',
  'callee',
  'cycle',
  'reason',
  'distance',
  'via',
  'ambiguous',
  'ownersInherited',
  'count',
  'inherited',
] as const;
type Cells = Partial<Record<(typeof COLUMNS)[number], string | number | boolean | null>>;

/**
 * Everything that the changes tell, in one table: `section` is what a row is about, `change` what became of it. A cycle has
 * a row for each of its procedures. The owners to notify are those of all that is affected, whatever the filter.
 */
export function changesCsv({ changes, shownChanges }: Store): string | undefined {
  const shown = shownChanges.value;
  if (changes === undefined || shown === undefined) return undefined;
  const { report, named } = changes;
  const { procedures, calls, cycles, orphans, affected } = shown;
  const listed = (change: string, list: readonly ProcedureSummary[]) =>
    list.map((procedure): Cells => ({ section: 'procedures', change, ...summaryCells(procedure) }));
  const called = (change: string, list: typeof calls.added) =>
    list.map((call): Cells => ({ section: 'calls', change, ...call }));
  const cyclic = (change: string, list: typeof cycles.gained) =>
    list.flatMap((ids, index) =>
      ids.map((id): Cells => {
        const member = named.get(id);
        return { section: 'cycles', change, cycle: index + 1, id, ...(member && summaryCells(member)) };
      }),
    );
  const orphaned = (change: string, list: typeof orphans.gained) =>
    list.map(
      (orphan): Cells => ({ section: 'orphans', change, ...summaryCells(orphan), reason: orphan.reason }),
    );
  const rows: readonly Cells[] = [
    ...listed('added', procedures.added),
    ...listed('removed', procedures.removed),
    ...procedures.changed.map(
      (procedure): Cells => ({
        section: 'procedures',
        change: 'changed',
        ...summaryCells(procedure),
        fields: procedure.fields.join('; '),
      }),
    ),
    ...called('added', calls.added),
    ...called('removed', calls.removed),
    ...cyclic('gained', cycles.gained),
    ...cyclic('lost', cycles.lost),
    ...orphaned('gained', orphans.gained),
    ...orphaned('lost', orphans.lost),
    ...affected.map(
      (procedure): Cells => ({
        section: 'affected',
        ...summaryCells(procedure),
        distance: procedure.distance,
        via: procedure.via,
        ambiguous: procedure.ambiguous === true,
        ownersInherited: (procedure.ownersInherited ?? []).join('; '),
      }),
    ),
    ...report.impact.owners.map((owner): Cells => ({ section: 'owners', ...owner })),
  ];
  return formatRows([COLUMNS, ...rows.map((cells) => COLUMNS.map((column) => cells[column] ?? null))]);
}

function summaryCells(procedure: ProcedureSummary): Cells {
  const { id, name, type, status, owner, lanes, url, missing } = procedure;
  return { id, name, type, status, owner, lanes: lanes.join('; '), url, missing };
}
