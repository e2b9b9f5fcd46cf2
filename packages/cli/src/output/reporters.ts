import { resolve } from 'node:path';
import { type CheckReport, KlarifyGraphError } from '@klarify-graph/core';
import type { ReportFormat } from '@klarify-graph/core/format';
import { type FindingOptions, formatFrom } from '../options.js';
import { deliver, deliverReport, reportFormat } from './deliver.js';
import type { Terminal } from './streams.js';

type CheckFormat = ReportFormat<'check'>;

/** A format, and the file it is written to; without one standard output. */
export interface Reporter {
  readonly format: CheckFormat;
  readonly out: string | undefined;
}

interface ReporterOptions extends FindingOptions {
  readonly reporter?: readonly string[];
}

/** Formats that are lines for people or a build log, so that several of them can share standard output. */
const LINES: ReadonlySet<CheckFormat> = new Set(['text', 'github', 'azure', 'teamcity']);

/**
 * Where the result goes: `--format` and `--out`, and each `--reporter`. Reporters alone are all there is.
 * @throws KlarifyGraphError `invalid-usage` on a format that does not exist, and where two would write to one place.
 */
export async function reportersFrom(options: ReporterOptions): Promise<readonly Reporter[]> {
  const { FORMATS } = await import('@klarify-graph/core/format/light');
  const named = (options.reporter ?? []).map((text): Reporter => {
    const at = text.indexOf('=');
    const name = at === -1 ? text : text.slice(0, at);
    const file = at === -1 ? undefined : text.slice(at + 1);
    if (file === '') {
      throw new KlarifyGraphError(
        'invalid-usage',
        `--reporter ${text} names no file. Leave the = out for standard output.`,
      );
    }
    return { format: formatFrom('check', name, FORMATS.check, 'text'), out: file === '-' ? undefined : file };
  });
  const isMain = named.length === 0 || options.format !== undefined || options.out !== undefined;
  const out = options.out === '-' ? undefined : options.out;
  const all = isMain ? [{ format: await reportFormat('check', options), out }, ...named] : named;
  checkPlaces(all);
  return all;
}

function checkPlaces(reporters: readonly Reporter[]): void {
  const files = reporters.flatMap(({ out }) => (out === undefined ? [] : [resolve(out)]));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) {
    throw new KlarifyGraphError(
      'invalid-usage',
      `Two reporters would write to ${twice}. Name a file for each.`,
    );
  }
  const shared = reporters.filter(({ out }) => out === undefined).map(({ format }) => format);
  const repeated = shared.find((format, index) => shared.indexOf(format) !== index);
  if (repeated !== undefined) {
    throw new KlarifyGraphError(
      'invalid-usage',
      `${repeated} would go to standard output twice. Name a file for one of them: --reporter ${repeated}=FILE.`,
    );
  }
  if (shared.length > 1 && !shared.every((format) => LINES.has(format))) {
    throw new KlarifyGraphError(
      'invalid-usage',
      `Only one of ${shared.join(' and ')} can go to standard output. Name a file for the others: --reporter ${shared.at(-1)}=FILE.`,
    );
  }
}

/**
 * Makes sure that nothing is written over what the check reads: that would be gone, and the next check wrong.
 * @throws KlarifyGraphError `invalid-usage`
 */
export function refuseOverwriting(
  written: readonly { readonly format: string; readonly out: string | undefined }[],
  read: Readonly<Record<string, string | undefined>>,
): void {
  for (const [what, path] of Object.entries(read)) {
    if (path === undefined || path === '-') continue;
    const over = written.find(({ out }) => out !== undefined && resolve(out) === resolve(path));
    if (over === undefined) continue;
    throw new KlarifyGraphError(
      'invalid-usage',
      `The ${over.format} would be written over the ${what}, ${path}. Name another file for it.`,
    );
  }
}

/** Writes the result everywhere it goes, files first, and the job summary of GitHub Actions where there is one. */
export async function report(
  document: CheckReport,
  reporters: readonly Reporter[],
  options: FindingOptions,
  terminal: Terminal,
): Promise<void> {
  const filesFirst = [...reporters].sort((a, b) => Number(a.out === undefined) - Number(b.out === undefined));
  const { out: _, ...others } = options;
  const { isBuildFormat } = await import('@klarify-graph/core/format/light');
  for (const { format, out } of filesFirst) {
    const place = out === undefined ? others : { ...others, out };
    if (isBuildFormat(format)) {
      const { formatForBuild, sarifLimitNotes } = await import('@klarify-graph/core/format/build');
      if (format === 'sarif') for (const note of sarifLimitNotes(document)) terminal.warn(note);
      await deliver(formatForBuild(document, format), place, terminal);
    } else {
      await deliverReport(document, format, place, terminal);
    }
  }
  const summary = process.env['GITHUB_STEP_SUMMARY'] ?? '';
  if (summary !== '' && reporters.some(({ format }) => format === 'github')) {
    await appendSummary(summary, document);
  }
}

/** Other steps of the job write to the same file, so it is added to. */
async function appendSummary(path: string, document: CheckReport): Promise<void> {
  const { formatReport } = await import('@klarify-graph/core/format');
  const { appendFile } = await import('node:fs/promises');
  try {
    await appendFile(path, formatReport(document, 'markdown'));
  } catch (error) {
    const { reasonOf } = await import('@klarify-graph/core/node');
    throw new KlarifyGraphError(
      'output-failed',
      `Cannot write the job summary ${path}, which GITHUB_STEP_SUMMARY names: ${reasonOf(error)}.`,
      { cause: error },
    );
  }
}
