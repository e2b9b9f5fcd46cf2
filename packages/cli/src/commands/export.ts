import { extname } from 'node:path';
import { graphChanges, graphDocument, graphPicture, KlarifyGraphError } from '@klarify-graph/core';
import type { Command } from 'commander';
import { loadEarlier } from '../data/load-compared.js';
import { counted } from '../data/load-subject.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { type CommonOptions, formatFrom } from '../options.js';
import { deliver } from '../output/deliver.js';
import type { ViewerData } from '../output/fill-viewer.js';
import { configuredEntryPoints, entryPointsBefore, openGraph, startSession } from '../session.js';

const EXPORT_FORMATS = ['html', 'json', 'dot', 'mermaid', 'graphml', 'gexf', 'csv'] as const;
type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Endings of file names that are not the name of their format. */
const ENDINGS: ReadonlyMap<string, ExportFormat> = new Map([
  ['htm', 'html'],
  ['gv', 'dot'],
  ['mmd', 'mermaid'],
]);

interface ExportOptions extends CommonOptions {
  /** An earlier snapshot: what changed since is shown. */
  readonly since?: string;
  /** The page without a graph, for a web server. */
  readonly hosted?: boolean;
}

/** `export`: the whole graph as one HTML file, or for another tool. */
export async function runExport(command: Command): Promise<ExitStatus> {
  const session = startSession<ExportOptions>(command);
  const { options } = session;
  const format = exportFormat(options);
  if (options.hosted && (format !== 'html' || options.since !== undefined)) {
    throw new KlarifyGraphError(
      'invalid-usage',
      '--hosted writes the HTML page without a graph: it takes no other format and no --since.',
    );
  }
  if (options.since !== undefined && format !== 'html' && format !== 'json') {
    throw new KlarifyGraphError('invalid-usage', `--since is for html and json; ${format} cannot hold it.`);
  }
  if (options.hosted) {
    const { hostedViewer } = await import('../output/fill-viewer.js');
    await deliver(await hostedViewer(), options, session.terminal);
    return EXIT.done;
  }
  // Before the data is fetched: a sync stores a newer snapshot, which would then be the latest.
  const earlier =
    options.since === undefined ? undefined : counted(await loadEarlier(options.since, options), options);
  const opened = await openGraph(session);
  const { entryPoints, subject } = configuredEntryPoints(opened);
  const changes =
    earlier &&
    graphChanges(earlier, subject, {
      entryPointsBefore: entryPointsBefore(opened, earlier),
      entryPointsAfter: entryPoints,
    });
  await deliver(await formatGraph({ subject, entryPoints, changes }, format), options, opened.terminal);
  return EXIT.done;
}

async function formatGraph(
  { subject, entryPoints, changes }: ViewerData,
  format: ExportFormat,
): Promise<string> {
  if (format === 'html') {
    return (await import('../output/fill-viewer.js')).fillViewer({ subject, entryPoints, changes });
  }
  const formats = await import('@klarify-graph/core/format');
  if (formats.isPictureFormat(format)) return formats.formatPicture(graphPicture(subject), format);
  const document = graphDocument(subject, entryPoints, changes);
  switch (format) {
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
