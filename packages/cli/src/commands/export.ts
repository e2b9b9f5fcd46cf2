import { extname } from 'node:path';
import { graphDocument, KlarifyGraphError } from '@klarify-graph/core';
import type { Command } from 'commander';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { type CommonOptions, formatFrom } from '../options.js';
import { deliver } from '../output/deliver.js';
import { configuredEntryPoints, openGraph, startSession } from '../session.js';

const EXPORT_FORMATS = ['html', 'json'] as const;

/** `export`: the whole graph as one HTML file, or as graphology's JSON. */
export async function runExport(command: Command): Promise<ExitStatus> {
  const session = startSession<CommonOptions>(command);
  const format = exportFormat(session.options);
  const opened = await openGraph(session);
  const { entryPoints, subject } = configuredEntryPoints(opened);
  const document = graphDocument(subject, entryPoints);
  await deliver(await formatDocument(document, format), opened.options, opened.terminal);
  return EXIT.done;
}

async function formatDocument(
  document: ReturnType<typeof graphDocument>,
  format: (typeof EXPORT_FORMATS)[number],
): Promise<string> {
  if (format === 'html') {
    const { fillViewer } = await import('../output/fill-viewer.js');
    return fillViewer(document);
  }
  const { formatCompactJson } = await import('@klarify-graph/core/format');
  return formatCompactJson(document);
}

/** The format asked for, else the one that the file name of `--out` says. */
function exportFormat({ format, out }: CommonOptions): (typeof EXPORT_FORMATS)[number] {
  const asked = format ?? (out === undefined ? undefined : extname(out).slice(1));
  if (asked === undefined || asked === '') {
    throw new KlarifyGraphError(
      'invalid-usage',
      `Say in which format to export: --format ${EXPORT_FORMATS.join(' or --format ')}.`,
    );
  }
  return formatFrom('export', asked === 'htm' ? 'html' : asked, EXPORT_FORMATS, 'json');
}
