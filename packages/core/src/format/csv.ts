import { stringify } from 'csv-stringify/sync';
import type { ProcedureSummary } from '../report/procedure-summary.js';
import type { ReportWith } from './formats.js';

type Row = readonly (string | number | boolean | null)[];

const PROCEDURE_COLUMNS = ['id', 'name', 'type', 'status', 'owner', 'lanes', 'url', 'missing'] as const;
const FIGURE_COLUMNS = [
  'dependents',
  'dependencies',
  'pagerank',
  'betweenness',
  'callers',
  'callees',
  'dominates',
  'separates',
  'community',
] as const;

/**
 * A report's rows as CSV (RFC 4180, a header line, `\n` line ends). A cell that a spreadsheet would take for a formula is
 * written with a leading `'`; several values in one cell are joined by `; `.
 */
export function formatCsv(report: ReportWith<'csv'>): string {
  const { columns, rows } = tableOf(report);
  return stringify([columns, ...rows], {
    escape_formulas: true,
    cast: { boolean: (value) => (value ? 'true' : 'false') },
  });
}

function tableOf(report: ReportWith<'csv'>): { readonly columns: Row; readonly rows: readonly Row[] } {
  switch (report.command) {
    case 'impact':
      return {
        columns: ['direction', 'distance', ...PROCEDURE_COLUMNS, 'via', 'ambiguous'],
        rows: (['dependents', 'dependencies'] as const).flatMap((direction) =>
          (report[direction]?.procedures ?? []).map((procedure) => [
            direction,
            procedure.distance,
            ...cells(procedure),
            procedure.via,
            procedure.ambiguous === true,
          ]),
        ),
      };
    case 'cycles':
      return {
        columns: ['cycle', 'size', ...PROCEDURE_COLUMNS, 'shortestLoopPosition', 'cutCallees', 'ambiguous'],
        rows: report.cycles.flatMap((cycle, index) =>
          cycle.procedures.map((procedure) => [
            index + 1,
            cycle.size,
            ...cells(procedure),
            cycle.shortest.includes(procedure.id) ? cycle.shortest.indexOf(procedure.id) + 1 : null,
            cycle.cut
              .filter(({ caller }) => caller === procedure.id)
              .map(({ callee }) => callee)
              .join('; '),
            cycle.ambiguous,
          ]),
        ),
      };
    case 'orphans':
      return {
        columns: [...PROCEDURE_COLUMNS, 'reason'],
        rows: report.orphans.map((orphan) => [...cells(orphan), orphan.reason]),
      };
    case 'list':
      return { columns: PROCEDURE_COLUMNS, rows: report.procedures.map(cells) };
    case 'stats':
      return {
        columns: [...PROCEDURE_COLUMNS, ...FIGURE_COLUMNS],
        rows: report.top.map((procedure) => [
          ...cells(procedure),
          ...FIGURE_COLUMNS.map((figure) => procedure[figure]),
        ]),
      };
  }
}

function cells({ id, name, type, status, owner, lanes, url, missing }: ProcedureSummary): Row {
  return [id, name, type, status, owner, lanes.join('; '), url, missing];
}
