import type { ImpactReport } from '../report/impact-report.js';
import type { OwnedSummary, RetirementReport } from '../report/retirement-report.js';
import { type CsvRow, type CsvTable, PROCEDURE_COLUMNS, procedureCells } from './csv-table.js';

/**
 * A row for each procedure of each direction and, where it was asked what retiring leaves behind, for each call and each
 * procedure of that: `direction` then says what it is, `via` the id at the other end and `detail` more about it.
 */
export function impactTable(report: ImpactReport): CsvTable {
  const { retire } = report;
  const sides = (['dependents', 'dependencies'] as const).flatMap((direction) =>
    (report[direction]?.procedures ?? []).map((procedure) => [
      direction,
      procedure.distance,
      ...procedureCells(procedure),
      procedure.via,
      procedure.ambiguous === true,
      inheritedBy(procedure),
      ...(retire === undefined ? [] : [null]),
    ]),
  );
  return {
    columns: [
      'direction',
      'distance',
      ...PROCEDURE_COLUMNS,
      'via',
      'ambiguous',
      'ownersInherited',
      ...(retire === undefined ? [] : ['detail']),
    ],
    rows: [...sides, ...(retire === undefined ? [] : retirementRows(retire))],
  };
}

function retirementRows(retire: RetirementReport): readonly CsvRow[] {
  const callers = new Map(retire.callers.map((caller) => [caller.id, caller]));
  const row = (
    what: string,
    procedure: OwnedSummary,
    detail: string,
    via = '',
    ambiguous = false,
  ): CsvRow => [what, null, ...procedureCells(procedure), via, ambiguous, inheritedBy(procedure), detail];
  return [
    ...retire.dangling.map(({ caller, callee, kinds, ambiguous }) =>
      row('dangling', callers.get(caller)!, kinds.join('; '), callee, ambiguous === true),
    ),
    ...retire.orphaned.map((procedure) => row('orphaned', procedure, procedure.reason)),
    ...retire.uncontained.map((procedure) =>
      row(
        'uncontained',
        procedure,
        `remaining parents: ${procedure.remainingParents}`,
        procedure.parents.join('; '),
      ),
    ),
    ...retire.newEntryPoints.map((procedure) => row('newEntryPoint', procedure, '')),
  ];
}

function inheritedBy({ ownersInherited }: OwnedSummary): string {
  return (ownersInherited ?? []).join('; ');
}
