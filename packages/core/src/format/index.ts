import { formatCsv } from './csv.js';
import { formatJson } from './json.js';
import { formatMarkdown } from './markdown.js';
import { type Report, reportBlocks } from './report-blocks.js';
import { formatText, type TextStyle } from './text.js';

export { showControls } from '../model/text.js';
export { countOf } from './blocks.js';
export { linkable } from './escape.js';
export { formatCompactJson, formatJson } from './json.js';
export type { Report } from './report-blocks.js';
export { formatSnapshotsText } from './snapshots-text.js';
export { PLAIN_STYLE, type TextStyle } from './text.js';

/** The formats of `impact`, `cycles`, `orphans` and `list`. */
export const REPORT_FORMATS = ['text', 'json', 'markdown', 'csv'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A report in a format, ending in a line end. Never throws. */
export function formatReport(report: Report, format: ReportFormat, style?: TextStyle): string {
  switch (format) {
    case 'json':
      return formatJson(report);
    case 'markdown':
      return formatMarkdown(reportBlocks(report));
    case 'csv':
      return formatCsv(report);
    case 'text':
      return formatText(reportBlocks(report), style);
  }
}
