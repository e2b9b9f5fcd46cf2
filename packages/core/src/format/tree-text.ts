import { showInLog } from '../model/text.js';
import { MAX_TREE_INDENT, type Tree, type TreeRow } from './blocks.js';
import { widthOf } from './fit-columns.js';
import type { TextStyle } from './text.js';

/** Columns that a level is indented by. */
const INDENT = 3;

/** A name is shortened to no less than this, as one that cannot be told from others says nothing. */
const LEAST_NAME = 12;

/** A tree with a line for each row. Where there is a width, indents take up half of it at most. */
export function formatTree({ rows }: Tree, style: TextStyle): string {
  const { width = Number.POSITIVE_INFINITY } = style;
  const most = Math.min(MAX_TREE_INDENT, Math.max(1, Math.floor(width / 2 / INDENT) - 1));
  const guides: string[] = [''];
  return rows
    .map((row) => {
      const { level, last } = row;
      const guide = guides[Math.min(level, most)]!;
      if (level < most) guides[level + 1] = level === 0 ? '' : `${guide}${last ? '   ' : '│  '}`;
      const branch = level === 0 ? '' : `${guide}${last ? '└─ ' : '├─ '}`;
      return formatRow(row, `${branch}${level > most ? `[${level}] ` : ''}`, style, width);
    })
    .join('\n');
}

function formatRow({ text, detail }: TreeRow, lead: string, style: TextStyle, width: number): string {
  const shownDetail = showInLog(detail);
  // Without a width nothing is measured: that would take longer than all the rest.
  const room = width === Number.POSITIVE_INFINITY ? width : width - widthOf(lead) - widthOf(shownDetail) - 2;
  const name = shorten(showInLog(text), Math.max(room, LEAST_NAME));
  return `${style.faint(lead)}${name}  ${style.faint(shownDetail)}`;
}

/** The text, or as much of it from its begin as fits, with an ellipsis behind. */
function shorten(text: string, width: number): string {
  if (width === Number.POSITIVE_INFINITY || widthOf(text) <= width) return text;
  const characters = Array.from(text);
  let fits = 0;
  let tooMany = characters.length;
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (widthOf(characters.slice(0, middle).join('')) < width) fits = middle;
    else tooMany = middle;
  }
  return `${characters.slice(0, fits).join('').trimEnd()}…`;
}
