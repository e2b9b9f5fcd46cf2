import { extname } from 'node:path';
import { graphDocument, graphPicture, KlarifyGraphError, type Subject } from '@klarify-graph/core';
import type { Command } from 'commander';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { type CommonOptions, formatFrom } from '../options.js';
import { deliver } from '../output/deliver.js';
import { configuredEntryPoints, openGraph, startSession } from '../session.js';

const EXPORT_FORMATS = ['html', 'json', 'dot', 'mermaid', 'graphml', 'gexf', 'csv'] as const;
type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Endings of file names that are not the name of their format. */
const ENDINGS: ReadonlyMap<string, ExportFormat> = new Map([
  ['htm', 'html'],
  ['gv', 'dot'],
  ['mmd', 'mermaid'],
]);

/** `export`: the whole graph as one HTML file, or for another tool. */
export async function runExport(command: Command): Promise<ExitStatus> {
  const session = startSession<CommonOptions>(command);
  const format = exportFormat(session.options);
  const opened = await openGraph(session);
  const { entryPoints, subject } = configuredEntryPoints(opened);
  await deliver(await formatGraph(subject, entryPoints, format), opened.options, opened.terminal);
  return EXIT.done;
}

async function formatGraph(
  subject: Subject,
  entryPoints: readonly number[] | undefined,
  format: ExportFormat,
): Promise<string> {
  const formats = await import('@klarify-graph/core/format');
  if (formats.isPictureFormat(format)) return formats.formatPicture(graphPicture(subject), format);
  const document = graphDocument(subject, entryPoints);
  switch (format) {
    case 'html':
      return (await import('../output/fill-viewer.js')).fillViewer(document);
    case 'json':
      return formats.formatCompactJson(document);
    case 'graphml':
      return formats.formatGraphml(document);
    case 'gexf':
      return formats.formatGexf(document);
    case 'csv':
      return formats.formatCallsCsv(document);
  }
}

/** The format asked for, else the one that the file name of `--out` says. */
function exportFormat({ format, out }: CommonOptions): ExportFormat {
  const asked = format ?? (out === undefined ? undefined : extname(out).slice(1));
  if (asked === undefined || asked === '') {
    throw new KlarifyGraphError(
      'invalid-usage',
      `Say in which format to export: --format ${EXPORT_FORMATS.join(' or --format ')}.`,
    );
  }
  return formatFrom('export', ENDINGS.get(asked) ?? asked, EXPORT_FORMATS, 'json');
}
