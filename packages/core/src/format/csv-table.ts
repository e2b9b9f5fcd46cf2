import type { ProcedureSummary } from '../report/procedure-summary.js';

export type CsvRow = readonly (string | number | boolean | null)[];

/** A report as rows of cells; several values in one cell are joined by `; `. */
export interface CsvTable {
  readonly columns: CsvRow;
  readonly rows: readonly CsvRow[];
}

/** What a spreadsheet takes for the beginning of a formula; the full-width signs are those of East Asian keyboards. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** A text that a spreadsheet takes for no formula: one that begins as a formula does gets a leading `'`. Never throws. */
export function guardFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
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
