import CliTable from 'cli-table3';
import { showControls } from '../model/text.js';
import type { Block, Table } from './blocks.js';
import { fitColumns } from './fit-columns.js';
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
      return style.strong(showControls(block.text));
    case 'line':
      return showControls(block.text);
    case 'list':
      return block.items.map((item) => `  - ${showControls(item)}`).join('\n');
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
  const shown = rows.map((row) => row.map(({ text }) => showControls(text)));
  const widths = style.width === undefined ? undefined : fitColumns([[...columns], ...shown], style.width);
  const table = new CliTable({
    chars: NO_BORDERS,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    ...(widths !== undefined && { colWidths: [...widths], wordWrap: true }),
  });
  table.push(columns.map((title) => style.faint(title)));
  for (const row of shown) table.push(row);
  return table
    .toString()
    .split('\n')
    .map((textLine) => textLine.trimEnd())
    .join('\n');
}
