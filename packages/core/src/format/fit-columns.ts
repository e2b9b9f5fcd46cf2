import stringWidth from 'string-width';

/** What stands before a table and between two of its columns. */
const GAP = 2;

/**
 * The widths at which a table fits into so many terminal columns, the widest column giving way first, none below its
 * longest word, so that nothing has to be cut off; `undefined` where it fits as it is, or not even so.
 */
export function fitColumns(
  rows: readonly (readonly string[])[],
  width: number,
): readonly number[] | undefined {
  const natural = columnWidths(rows.map(widthsOf));
  let surplus = natural.reduce((sum, column) => sum + column + GAP, 0) - width;
  if (surplus <= 0) return undefined;
  const least = columnWidths(rows.map((row) => row.map((text) => Math.max(...text.split(' ').map(widthOf)))));
  const widths = [...natural];
  for (; surplus > 0; surplus--) {
    let chosen = -1;
    for (let column = 0; column < widths.length; column++) {
      if (widths[column]! > least[column]! && (chosen === -1 || widths[column]! > widths[chosen]!))
        chosen = column;
    }
    if (chosen === -1) return undefined;
    widths[chosen]!--;
  }
  return widths;
}

/** Letters and signs of Latin texts: one column each, and none joins its neighbour. */
const LATIN = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2013-\u201e\u2026\u20ac\u2190-\u2193]*$/;

/** The terminal columns of a text. */
export function widthOf(text: string): number {
  return LATIN.test(text) ? text.length : stringWidth(text);
}

/** The terminal columns of each cell of a row. */
export function widthsOf(row: readonly string[]): readonly number[] {
  return row.map(widthOf);
}

/** The largest width in each column. */
export function columnWidths(rows: readonly (readonly number[])[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (let column = 0; column < row.length; column++) {
      widths[column] = Math.max(widths[column] ?? 0, row[column]!);
    }
  }
  return widths;
}
