import { showControls } from '../model/text.js';
import type { CheckReport } from '../report/check-report.js';
import { incompleteNotes, summaryOf } from './check-blocks.js';
import { wellFormed } from './escape.js';

const COMMANDS = { error: 'error', warn: 'warning', info: 'notice' } as const;

/** A check as workflow commands of GitHub Actions: an annotation for each new violation, and a line that counts all. */
export function formatGithub(report: CheckReport): string {
  const annotations = report.violations
    .filter(({ known }) => !known)
    .map(
      ({ severity, rule, message }) =>
        `::${COMMANDS[severity]} title=${escapeProperty(rule)}::${escapeData(message)}`,
    );
  const left = unshownOf(report);
  const incomplete = incompleteNotes(report).map((note) => `::error title=incomplete::${escapeData(note)}`);
  return [...incomplete, ...annotations, ...left, `klarify-graph: ${summaryOf(report)}`, ''].join('\n');
}

/** Annotations of a kind that GitHub shows of a step. */
const SHOWN_OF_KIND = 10;

/** A plain line: GitHub leaves the rest out without a word. */
function unshownOf({ summary }: CheckReport): readonly string[] {
  const most = Math.max(summary.error, summary.warn, summary.info);
  if (most <= SHOWN_OF_KIND) return [];
  return [
    `klarify-graph: GitHub shows ${SHOWN_OF_KIND} annotations of a kind for a step; all violations are in this log.`,
  ];
}

/** As `@actions/core` escapes it. Line ends in names are shown, so that a line is a violation. */
function escapeData(text: string): string {
  return showControls(wellFormed(text)).replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
