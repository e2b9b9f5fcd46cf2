import { stringify } from 'csv-stringify/sync';
import { type CsvTable, guardFormula, PROCEDURE_COLUMNS, procedureCells } from './csv-table.js';
import { cyclesTable } from './cycles-csv.js';
import type { ReportWith } from './formats.js';
import { impactTable } from './impact-csv.js';

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
    cast: { boolean: (value) => (value ? 'true' : 'false'), string: guardFormula },
  });
}

function tableOf(report: ReportWith<'csv'>): CsvTable {
  switch (report.command) {
    case 'impact':
      return impactTable(report);
    case 'cycles':
      return cyclesTable(report);
    case 'orphans':
      return {
        columns: [...PROCEDURE_COLUMNS, 'reason'],
        rows: report.orphans.map((orphan) => [...procedureCells(orphan), orphan.reason]),
      };
    case 'list':
      return { columns: PROCEDURE_COLUMNS, rows: report.procedures.map(procedureCells) };
    case 'check':
      return {
        columns: ['severity', 'rule', 'known', 'message', 'procedures', 'calls', 'fingerprint', 'ambiguous'],
        rows: report.violations.map((violation) => [
          violation.severity,
          violation.rule,
          violation.known,
          violation.message,
          violation.procedures.join('; '),
          violation.calls.map(({ caller, callee }) => `${caller} → ${callee}`).join('; '),
          violation.fingerprint,
          violation.ambiguous === true,
        ]),
      };
    case 'stats':
      return {
        columns: [...PROCEDURE_COLUMNS, ...FIGURE_COLUMNS],
        rows: report.top.map((procedure) => [
          ...procedureCells(procedure),
          ...FIGURE_COLUMNS.map((figure) => procedure[figure]),
        ]),
      };
  }
}
