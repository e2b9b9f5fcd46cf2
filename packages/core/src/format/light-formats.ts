import { formatDeepJson } from './deep-json.js';
import { jsonBytes, jsonPieces } from './json-pieces.js';
import type { Report } from './report-blocks.js';

export { countOf, showControls, showInLog } from '../model/text.js';
export { BUILD_FORMATS, FORMATS, isBuildFormat, isPictureFormat } from './formats.js';
export { formatJson } from './json.js';

/**
 * A report as its JSON document, in pieces, ending in a line end. It stands apart from the formats for people, which measure text by
 * what a terminal makes of it: loading that takes longer than many an answer. Never throws. Cost: linear in the report.
 */
export function formatReportJson(report: Report): Iterable<string> {
  return report.command === 'tree' ? [formatDeepJson(report)] : jsonPieces(report);
}

/** The same for whoever writes bytes, which is faster for large reports. */
export function encodeReportJson(report: Report): Iterable<string | Uint8Array> {
  return report.command === 'tree' ? [formatDeepJson(report)] : jsonBytes(report);
}
