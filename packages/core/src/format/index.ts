import { KlarifyGraphError } from '../errors.js';
import type { Picture } from '../report/picture.js';
import { formatCheckMarkdown } from './check-markdown.js';
import { formatCsv } from './csv.js';
import { formatDot } from './dot.js';
import { FORMATS, hasFormat, type PictureFormat, type WrittenFormat } from './formats.js';
import { formatReportJson } from './light-formats.js';
import { formatMarkdown } from './markdown.js';
import { formatMermaid } from './mermaid.js';
import { type Report, reportBlocks } from './report-blocks.js';
import { formatText, type TextStyle } from './text.js';

export { countOf, showControls } from '../model/text.js';
export { formatCallsCsv } from './calls-csv.js';
export { summaryOf } from './check-blocks.js';
export { linkable } from './escape.js';
export {
  BUILD_FORMATS,
  type BuildFormat,
  FORMATS,
  isBuildFormat,
  isPictureFormat,
  type PictureFormat,
  type ReportCommand,
  type ReportFormat,
  type WrittenFormat,
} from './formats.js';
export { formatGexf } from './gexf.js';
export { formatGraphml } from './graphml.js';
export { formatCompactJson, formatJson } from './json.js';
export type { Report } from './report-blocks.js';
export { formatSnapshotsText } from './snapshots-text.js';
export { PLAIN_STYLE, type TextStyle } from './text.js';

/** A picture in a format, ending in a line end; valid whatever the names hold. Never throws. Cost: linear in the picture. */
export function formatPicture(picture: Picture, format: PictureFormat): string {
  return format === 'dot' ? formatDot(picture) : formatMermaid(picture);
}

/**
 * A report in one of its command's formats, ending in a line end; see {@link FORMATS}. Those that draw need the graph
 * as well: `formatPicture(pictureOf(subject, report), format)`. Cost: linear in the report.
 * @throws KlarifyGraphError `invalid-usage` when the command does not have the format, which the types rule out.
 */
export function formatReport<R extends Report>(
  report: R,
  format: WrittenFormat<R['command']>,
  style?: TextStyle,
): string {
  return formatAny(report, format, style);
}

function formatAny(report: Report, format: WrittenFormat, style?: TextStyle): string {
  const { command } = report;
  switch (format) {
    case 'json':
      return [...formatReportJson(report)].join('');
    case 'markdown':
      return command === 'check' ? formatCheckMarkdown(report) : formatMarkdown(reportBlocks(report));
    case 'text':
      return formatText(reportBlocks(report), style);
    case 'csv':
      if (hasFormat(report, 'csv')) return formatCsv(report);
      break;
  }
  throw new KlarifyGraphError(
    'invalid-usage',
    `\`${command}\` has no format "${format}". Its formats are ${FORMATS[command].join(', ')}.`,
  );
}
