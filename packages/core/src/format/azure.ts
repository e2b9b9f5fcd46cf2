import { showInLog } from '../model/text.js';
import type { CheckReport } from '../report/check-report.js';
import { incompleteNotes, summaryOf } from './check-blocks.js';
import { wellFormed } from './escape.js';

/** A check as logging commands of Azure Pipelines: an issue for each new error and warning; notes are plain lines. */
export function formatAzure(report: CheckReport): string {
  const issues = report.violations
    .filter(({ known }) => !known)
    .map(({ severity, rule, message }) => {
      const text = `${rule}: ${message}`;
      if (severity === 'info') return shown(text);
      return `##vso[task.logissue type=${severity === 'error' ? 'error' : 'warning'}]${escapeData(text)}`;
    });
  const incomplete = incompleteNotes(report).map(
    (note) => `##vso[task.logissue type=error]${escapeData(note)}`,
  );
  return [...incomplete, ...issues, `klarify-graph: ${summaryOf(report)}`, ''].join('\n');
}

/** As the agent reads the text of a command. */
function escapeData(text: string): string {
  return shown(text).replaceAll('%', '%AZP25');
}

/** Line ends in names are shown, so that a line is a violation, and so is what would begin another command. */
function shown(text: string): string {
  return showInLog(wellFormed(text));
}
