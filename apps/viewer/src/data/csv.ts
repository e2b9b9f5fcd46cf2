import { guardFormula } from '@klarify-graph/core';

type Cell = string | number | boolean | null;

/**
 * Rows as CSV (RFC 4180, `\n` line ends), as the command line writes it: a cell that a spreadsheet would take for a
 * formula begins with a `'`; lone halves of surrogate pairs, which UTF-8 cannot hold, become U+FFFD.
 */
export function formatRows(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(formatCell).join(',')}\n`).join('');
}

function formatCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = cell.replace(/\p{Surrogate}/gu, '\ufffd');
  const safe = guardFormula(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
