import stringWidth from 'string-width';

/** What stands before a table and between two of its columns. */
const GAP = 2;

/** Longer words than this are broken where a table does not fit otherwise. */
const UNBROKEN = 6;

/**
 * The widths at which a table fits into so many terminal columns, the widest column giving way first: none below its
 * longest word, else none below the longest word of its title and a few letters, so that nothing has to be cut off; see
 * {@link breakWords}. `undefined` where it fits as it is, or not even so. The first row holds the titles.
 */
export function fitColumns(
  rows: readonly (readonly string[])[],
  width: number,
): readonly number[] | undefined {
  const natural = columnWidths(rows.map(widthsOf));
  const room = width - natural.length * GAP;
  if (sumOf(natural) <= room) return undefined;
  const words = columnWidths(rows.map((row) => row.map(longestWord)));
  if (sumOf(words) <= room) return shrink(natural, words, room);
  const titles = rows[0]?.map(longestWord) ?? [];
  const least = words.map((longest, column) => Math.min(longest, Math.max(titles[column] ?? 0, UNBROKEN)));
  return sumOf(least) <= room ? shrink(natural, least, room) : undefined;
}

function shrink(natural: readonly number[], least: readonly number[], room: number): readonly number[] {
  const widths = [...natural];
  for (let surplus = sumOf(natural) - room; surplus > 0; surplus--) {
    let chosen = -1;
    for (let column = 0; column < widths.length; column++) {
      const canGive = widths[column]! > least[column]!;
      if (canGive && (chosen === -1 || widths[column]! > widths[chosen]!)) chosen = column;
    }
    widths[chosen]!--;
  }
  return widths;
}

function sumOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0);
}

function longestWord(text: string): number {
  return Math.max(...text.split(/\s+/).map(widthOf));
}

/**
 * The text with a space in each word that is wider than a column, as late as it can be: behind a sign that joins two
 * words, else between any two letters. The column has room for each part, and for no two of a word beside each other.
 */
export function breakWords(text: string, width: number): string {
  return text.replace(/\S+/g, (word) => (widthOf(word) <= width ? word : partsOf(word, width).join(' ')));
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

function partsOf(word: string, width: number): readonly string[] {
  const segments = word
    .split(/(?<=[-_,;:/.+&])/)
    .flatMap((segment) =>
      widthOf(segment) <= width ? [segment] : Array.from(GRAPHEMES.segment(segment), (one) => one.segment),
    );
  const parts: string[] = [];
  let part = '';
  for (const segment of segments) {
    if (part !== '' && widthOf(part + segment) > width) {
      parts.push(part);
      part = '';
    }
    part += segment;
  }
  return [...parts, part];
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
