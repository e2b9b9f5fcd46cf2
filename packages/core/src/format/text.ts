import CliTable from 'cli-table3';
import { showInLog } from '../model/text.js';
import type { Block, Table } from './blocks.js';
import { breakWords, columnWidths, fitColumns, widthsOf } from './fit-columns.js';
import { formatTree } from './tree-text.js';

/** How a terminal emphasises; the identity where there are no colours. */
export interface TextStyle {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  /**
   * Columns that tables and trees should fit into: a table wraps between words, a tree indents less and shortens names.
   * Without it a row is a line, and nothing is left out.
   */
  readonly width?: number;
}

export const PLAIN_STYLE: TextStyle = { strong: (text) => text, faint: (text) => text };

/** The blocks as text for a terminal or a pipe. Control characters in names are shown, never sent. */
export function formatText(blocks: readonly Block[], style: TextStyle = PLAIN_STYLE): string {
  let text = '';
  for (const block of blocks) {
    // A terminal draws no pictures.
    if (block.kind === 'mermaid') continue;
    const startsSection = block.kind === 'heading' && text !== '';
    text += `${startsSection ? '\n' : ''}${formatBlock(block, style)}\n`;
  }
  return text;
}

function formatBlock(block: Exclude<Block, { readonly kind: 'mermaid' }>, style: TextStyle): string {
  switch (block.kind) {
    case 'heading':
      return style.strong(showInLog(block.text));
    case 'line':
      return showInLog(block.text);
    case 'list':
      return block.items.map((item) => `  - ${showInLog(item)}`).join('\n');
    case 'table':
      return formatTable(block, style);
    case 'tree':
      return formatTree(block, style);
  }
}

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '  ',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const;

function formatTable({ columns, rows }: Table, style: TextStyle): string {
  const shown = rows.map((row) => row.map(({ text }) => showInLog(text)));
  const cells = [[...columns], ...shown];
  const widths = style.width === undefined ? undefined : fitColumns(cells, style.width);
  const titles = columns.map((title) => style.faint(title));
  return widths === undefined ? alignRows([titles, ...shown], cells) : wrapRows([titles, ...shown], widths);
}

/** A row a line, each column as wide as its widest cell; `plain` are the rows without emphasis. */
function alignRows(rows: readonly (readonly string[])[], plain: readonly (readonly string[])[]): string {
  const measured = plain.map(widthsOf);
  const widths = columnWidths(measured);
  return rows
    .map((row, at) => {
      const padded = row.map((text, column) => text + ' '.repeat(widths[column]! - measured[at]![column]!));
      return `${NO_BORDERS.left}${padded.join(NO_BORDERS.middle)}`.trimEnd();
    })
    .join('\n');
}

/** Rows at a time: cli-table3 compares every cell with all those above it, looking for spans. */
const WRAPPED_AT_ONCE = 32;

/** Cells wrapped between words into columns of these widths. */
function wrapRows(rows: readonly (readonly string[])[], widths: readonly number[]): string {
  const lines: string[] = [];
  for (let start = 0; start < rows.length; start += WRAPPED_AT_ONCE) {
    const table = new CliTable({
      chars: NO_BORDERS,
      style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
      colWidths: [...widths],
      wordWrap: true,
    });
    for (const row of rows.slice(start, start + WRAPPED_AT_ONCE)) {
      table.push(row.map((text, column) => breakWords(text, widths[column]!)));
    }
    for (const textLine of table.toString().split('\n')) lines.push(textLine.trimEnd());
  }
  return lines.join('\n');
}
