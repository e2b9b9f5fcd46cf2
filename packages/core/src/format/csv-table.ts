import type { ProcedureSummary } from '../report/procedure-summary.js';

export type CsvRow = readonly (string | number | boolean | null)[];

/** A report as rows of cells; several values in one cell are joined by `; `. */
export interface CsvTable {
  readonly columns: CsvRow;
  readonly rows: readonly CsvRow[];
}

export const PROCEDURE_COLUMNS = [
  'id',
  'name',
  'type',
  'status',
  'owner',
  'lanes',
  'url',
  'missing',
] as const;

/** What the columns of a procedure hold. */
export function procedureCells({
  id,
  name,
  type,
  status,
  owner,
  lanes,
  url,
  missing,
}: ProcedureSummary): CsvRow {
  return [id, name, type, status, owner, lanes.join('; '), url, missing];
}
