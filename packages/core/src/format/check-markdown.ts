import type { CheckReport } from '../report/check-report.js';
import type { ProcedureSummary } from '../report/procedure-summary.js';
import type { Violation } from '../rules/violations.js';
import { type Block, type Cell, heading, line } from './blocks.js';
import {
  acceptedBlocks,
  groupByRule,
  groupTitle,
  incompleteNotes,
  procedureLookup,
  type RuleGroup,
  staleBlocks,
  summaryOf,
} from './check-blocks.js';
import { cutTo } from './escape.js';
import { formatMarkdown } from './markdown.js';
import { formatMermaid } from './mermaid.js';
import { nameCell } from './procedure-table.js';

/** What a comment on GitHub holds at most, in characters; Azure DevOps and GitLab hold more. */
export const COMMENT_LIMIT = 65_536;

/** Violations shown of a rule, tried in turn until the whole fits. */
const SHOWN_OF_RULE = [200, 50, 20, 5, 1, 0];

/** Loops drawn, and the procedures that a drawn loop has at most. */
const PICTURES = 5;
const PICTURE_SIZE = 12;

/** Text of a cell is cut where names are longer than anyone reads. */
const CELL_LENGTH = 600;

/**
 * A check as Markdown that fits into a comment of a pull request: new violations first, small loops drawn, and a count of
 * what is left out.
 */
export function formatCheckMarkdown(report: CheckReport): string {
  let text = '';
  for (const shown of SHOWN_OF_RULE) {
    text = formatMarkdown(blocksOf(report, shown));
    if (text.length <= COMMENT_LIMIT) return text;
  }
  return formatMarkdown([heading(1, `klarify-graph: ${summaryOf(report)}`), line('Too much to show here.')]);
}

function blocksOf(report: CheckReport, shown: number): readonly Block[] {
  const procedures = procedureLookup(report);
  return [
    heading(1, `klarify-graph: ${summaryOf(report)}`),
    ...incompleteNotes(report).map(line),
    ...groupByRule(report).flatMap((group) => groupBlocks(group, procedures, shown)),
    ...shortened(acceptedBlocks(report), shown),
    ...shortened(staleBlocks(report), shown),
  ];
}

function groupBlocks(
  group: RuleGroup,
  procedures: ReadonlyMap<string, ProcedureSummary>,
  shown: number,
): readonly Block[] {
  const violations = [...group.fresh, ...group.known];
  const more = violations.length - shown;
  const rows = violations.slice(0, shown).map((violation) => rowOf(violation, procedures));
  return [
    heading(2, groupTitle(group)),
    line(group.description),
    ...(rows.length === 0
      ? []
      : [{ kind: 'table' as const, columns: ['Procedure', 'Owner', 'Violation'], rows }]),
    ...(more > 0 ? [line(`${more} more.`)] : []),
    ...(group.rule === 'no-cycles' ? pictures(group.fresh.slice(0, shown), procedures) : []),
  ];
}

function rowOf(
  { procedures: ids, message, known }: Violation,
  procedures: ReadonlyMap<string, ProcedureSummary>,
): readonly Cell[] {
  const first = procedures.get(ids[0] ?? '');
  const name = first === undefined ? { text: '–' } : nameCell(first);
  return [
    { ...name, text: cut(name.text) },
    { text: cut(first?.owner ?? '–') },
    { text: `${cut(message)}${known ? ' (known)' : ''}` },
  ];
}

function cut(text: string): string {
  return cutTo(text, CELL_LENGTH);
}

function shortened(blocks: readonly Block[], shown: number): readonly Block[] {
  return blocks.map((block) => {
    if (block.kind !== 'list') return block;
    const items = block.items.slice(0, shown).map(cut);
    const more = block.items.length - items.length;
    return { kind: 'list', items: more > 0 ? [...items, `${more} more`] : items };
  });
}

/** The loops that are small enough to be read, each a picture of its own. */
function pictures(
  violations: readonly Violation[],
  procedures: ReadonlyMap<string, ProcedureSummary>,
): readonly Block[] {
  return violations
    .filter(({ calls }) => calls.length > 1 && calls.length <= PICTURE_SIZE)
    .slice(0, PICTURES)
    .map(({ calls }) => {
      const ids = calls.map(({ caller }) => caller);
      const text = formatMermaid({
        nodes: ids.map((id) => ({ procedure: shortNamed(procedures.get(id)!), role: null })),
        calls: calls.map(({ caller, callee }) => ({
          caller: ids.indexOf(caller),
          callee: ids.indexOf(callee),
          kinds: ['called_from'],
          ambiguous: false,
          cut: false,
        })),
      });
      return { kind: 'mermaid', text };
    });
}

function shortNamed(procedure: ProcedureSummary): ProcedureSummary {
  return { ...procedure, name: cut(procedure.name) };
}
