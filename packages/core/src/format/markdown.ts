import { showControls } from '../model/text.js';
import { type Block, type Cell, MAX_TREE_INDENT, type TreeRow } from './blocks.js';
import { linkable } from './escape.js';

/** The blocks as GitHub-flavoured Markdown. Names cannot open markup; only `http(s)` urls become links. */
export function formatMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(formatBlock).join('\n\n')}\n`;
}

function formatBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level + 1)} ${escapeMarkdown(block.text)}`;
    case 'line':
      return escapeMarkdown(block.text);
    case 'list':
      return block.items.map((item) => `- ${escapeMarkdown(item)}`).join('\n');
    case 'table':
      return [
        `| ${block.columns.join(' | ')} |`,
        `|${' --- |'.repeat(block.columns.length)}`,
        ...block.rows.map((row) => `| ${row.map(formatCell).join(' | ')} |`),
      ].join('\n');
    case 'mermaid':
      return `\`\`\`mermaid\n${block.text}\`\`\``;
    case 'tree':
      return block.rows.map(formatTreeRow).join('\n');
  }
}

function formatTreeRow({ level, detail, ...cell }: TreeRow): string {
  const indent = '  '.repeat(Math.min(level, MAX_TREE_INDENT));
  const depth = level > MAX_TREE_INDENT ? `\\[${level}\\] ` : '';
  return `${indent}- ${depth}${formatCell(cell)} ${escapeMarkdown(detail)}`;
}

function formatCell({ text, url }: Cell): string {
  const href = linkable(url ?? null);
  const escaped = escapeMarkdown(text);
  return href === null ? escaped : `[${escaped}](<${href.replace(/[<>|\\]/g, encodeURIComponent)}>)`;
}

/**
 * Escapes what Markdown or HTML in Markdown would take for markup. GitHub and GitLab look for names of people and numbers of
 * issues when they have read the Markdown, escaped or not: something without width keeps a name from calling anybody.
 */
function escapeMarkdown(text: string): string {
  return showControls(text)
    .replace(/[\\`*_[\]<>|~#@&!]/g, (character) => (character === '&' ? '&amp;' : `\\${character}`))
    .replace(/@(?=[a-z\d])|[#!](?=\d)/gi, '$&\u200b')
    .replace(/^(\s*)([-+=]|\d+[.)])(?=\s)/, '$1\\$2');
}
