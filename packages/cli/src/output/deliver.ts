import { type DrawableReport, pictureOf, type Subject } from '@klarify-graph/core';
import type {
  Report,
  ReportCommand,
  ReportFormat,
  TextStyle,
  WrittenFormat,
} from '@klarify-graph/core/format';
import { createColors } from 'picocolors';
import { type CommonOptions, formatFrom } from '../options.js';
import type { Terminal } from './streams.js';
import { writeFile } from './write-file.js';

/** Writes the data, whose pieces follow each other, to `--out`, as a whole or not at all, or to standard output. */
export async function deliver(
  text: string | Iterable<string | Uint8Array>,
  options: CommonOptions,
  terminal: Terminal,
): Promise<void> {
  if (options.out === undefined || options.out === '-') {
    for (const piece of typeof text === 'string' ? [text] : text) await terminal.data(piece);
    return;
  }
  await writeFile(options.out, text);
  terminal.note(`Wrote ${options.out}.`);
}

/** Formats a report and delivers it. The format is checked before, by {@link reportFormat}. */
export async function deliverReport<R extends Report>(
  report: R,
  format: WrittenFormat<R['command']>,
  options: CommonOptions,
  terminal: Terminal,
): Promise<void> {
  if (format === 'json') {
    const { encodeReportJson } = await import('@klarify-graph/core/format/light');
    return deliver(encodeReportJson(report), options, terminal);
  }
  const { formatReport } = await import('@klarify-graph/core/format');
  const toTerminal = options.out === undefined || options.out === '-';
  await deliver(formatReport(report, format, textStyle(terminal, toTerminal)), options, terminal);
}

/** The same for a report that can also be drawn, with the calls of the graph it was made of. */
export async function deliverDrawable(
  report: DrawableReport,
  format: ReportFormat<DrawableReport['command']>,
  { subject, options, terminal }: Drawn,
): Promise<void> {
  const { isPictureFormat } = await import('@klarify-graph/core/format/light');
  if (!isPictureFormat(format)) return deliverReport(report, format, options, terminal);
  const { formatPicture } = await import('@klarify-graph/core/format');
  await deliver(formatPicture(pictureOf(subject, report), format), options, terminal);
}

/** What a drawn report is made of and where it goes. */
interface Drawn {
  readonly subject: Subject;
  readonly options: CommonOptions;
  readonly terminal: Terminal;
}

/** The format of a report command, known to be one of its own before any data is fetched. */
export async function reportFormat<Command extends ReportCommand>(
  command: Command,
  options: CommonOptions,
): Promise<ReportFormat<Command>> {
  const { FORMATS } = await import('@klarify-graph/core/format/light');
  const formats: readonly ReportFormat<Command>[] = FORMATS[command];
  return formatFrom(command, options.format, formats, 'text');
}

function textStyle({ coloured, width }: Terminal, toTerminal: boolean): TextStyle {
  const { bold, dim } = createColors(coloured && toTerminal);
  return { strong: bold, faint: dim, ...(toTerminal && width !== undefined && { width }) };
}

const SHOWN_PER_CODE = 1;

/** Tells what is wrong with the data: each kind once with a count, all of them with `--verbose`. */
export async function warnOfDiagnostics(subject: Subject, terminal: Terminal): Promise<void> {
  if (terminal.quiet) return;
  const { showControls } = await import('@klarify-graph/core/format/light');
  const byCode = new Map<string, string[]>();
  for (const { code, message } of [...(subject.diagnostics ?? []), ...subject.graph.diagnostics]) {
    const messages = byCode.get(code);
    if (messages === undefined) byCode.set(code, [message]);
    else messages.push(message);
  }
  for (const [code, messages] of byCode) {
    const shown = terminal.verbose ? messages : messages.slice(0, SHOWN_PER_CODE);
    for (const message of shown) terminal.warn(`${code}: ${showControls(message)}`);
    const more = messages.length - shown.length;
    if (more > 0) terminal.warn(`${code}: ${more} more; --verbose shows them, --format json lists them.`);
  }
}
