import { type CheckReport, checkReport, KlarifyGraphError, withoutAmbiguousCalls } from '@klarify-graph/core';
import {
  baselineOf,
  type CheckResult,
  checkRules,
  failingCount,
  formatBaseline,
  judge,
} from '@klarify-graph/core/rules';
import type { Command } from 'commander';
import { type Baseline, baselineFor, shownPath } from '../config/baseline-file.js';
import { type LoadedConfig, loadConfig } from '../config/load-config.js';
import { type LoadedSubject, loadSubject } from '../data/load-subject.js';
import { EXIT, type ExitStatus, findingsStatus } from '../exit-status.js';
import type { FindingOptions } from '../options.js';
import { warnOfDiagnostics } from '../output/deliver.js';
import { type Reporter, report, reportersFrom } from '../output/reporters.js';
import type { Terminal } from '../output/streams.js';
import { writeFile } from '../output/write-file.js';
import { configuredEntryPoints, startSession } from '../session.js';

export interface CheckCommandOptions extends FindingOptions {
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly since?: string;
  readonly reporter?: readonly string[];
  /** Milliseconds since 1970. */
  readonly asOf?: number;
  readonly printConfig?: boolean;
}

/** `check`: all configured rules, against the baseline. */
export async function runCheck(command: Command): Promise<ExitStatus> {
  const { options, terminal } = startSession<CheckCommandOptions>(command);
  const reporters = await reportersFrom(options);
  const loaded = await loadConfig(options.config);
  if (options.printConfig) {
    const { printConfig } = await import('../config/print-config.js');
    await printConfig(loaded, command, options, terminal);
    return EXIT.done;
  }
  const baseline = await baselineFor(options, loaded);
  // Before the data is fetched: a sync stores a newer snapshot, which would then be the latest.
  const earlier = options.since === undefined ? undefined : await earlierSubject(options.since, options);
  // Rules that speak of references need the ambiguous calls; `checkRules` leaves them out where they do not count.
  const subject = await loadSubject({ ...options, ignoreAmbiguous: false }, terminal);
  const run: Run = { loaded, options, terminal };
  return gate({ run, reporters, baseline, subject, earlier });
}

/** What a check runs with. */
interface Run {
  readonly loaded: LoadedConfig;
  readonly options: CheckCommandOptions;
  readonly terminal: Terminal;
}

interface Gate {
  readonly run: Run;
  readonly reporters: readonly Reporter[];
  readonly baseline: Baseline;
  readonly subject: LoadedSubject;
  readonly earlier: LoadedSubject | undefined;
}

async function gate({ run, reporters, baseline, subject, earlier }: Gate): Promise<ExitStatus> {
  const { options, terminal, loaded } = run;
  const incomplete = incompleteness(subject, earlier);
  if (incomplete !== undefined && !options.allowIncomplete) throw incomplete;
  await warnOfDiagnostics(subject, terminal);
  const now = options.asOf ?? Date.now();
  const { result, reported } = check(subject, run, now);
  for (const { code, message } of result.diagnostics) terminal.warn(`${code}: ${message}`);
  const entries = options.updateBaseline ? baselineOf(result.violations, subject.graph) : baseline.entries;
  const judgement = judge(result, {
    baseline: entries,
    earlier: earlier === undefined ? undefined : earlierFingerprints(earlier, run, now),
  });
  const document: CheckReport = checkReport(reported, {
    result,
    judgement,
    since: earlier?.source,
    configuration: loaded.path === undefined ? undefined : shownPath(loaded.path),
  });
  if (options.updateBaseline && incomplete === undefined) {
    await writeFile(baseline.path, formatBaseline(entries ?? []));
    terminal.note(`Wrote ${shownPath(baseline.path)}: ${entries?.length ?? 0} known violations.`);
  }
  await report(document, reporters, options, terminal);
  if (incomplete !== undefined) throw incomplete;
  return findingsStatus(failingCount(judgement.violations), options);
}

/** Runs the rules on a graph. */
function check(
  subject: LoadedSubject,
  { loaded: { config, path }, options, terminal }: Run,
  now: number,
): { readonly result: CheckResult; readonly reported: LoadedSubject } {
  const counted = options.ignoreAmbiguous
    ? { ...subject, graph: withoutAmbiguousCalls(subject.graph) }
    : subject;
  try {
    const { entryPoints, subject: reported } = configuredEntryPoints({
      options,
      terminal,
      config,
      subject: counted,
    });
    const { rules, relations, accept, ignore } = config;
    const result = checkRules(subject.graph, {
      ...(rules !== undefined && { rules }),
      ...(relations !== undefined && { relations }),
      ...(accept !== undefined && { accept }),
      ...(ignore !== undefined && { ignore }),
      entryPoints,
      ignoreAmbiguous: options.ignoreAmbiguous === true,
      now,
    });
    return { result, reported };
  } catch (error) {
    if (!(error instanceof KlarifyGraphError) || error.code !== 'ambiguous-procedure') throw error;
    const message = `The configuration ${path} does not say which procedure it means: ${error.message}`;
    throw new KlarifyGraphError('invalid-config', message, { cause: error });
  }
}

async function earlierSubject(name: string, options: CheckCommandOptions): Promise<LoadedSubject> {
  if ([name, options.snapshot, options.accessKeyFile].filter((from) => from === '-').length > 1) {
    throw new KlarifyGraphError(
      'invalid-usage',
      'Only one of --since, --snapshot and --access-key-file can be standard input. Name files for the others.',
    );
  }
  const { loadEarlier } = await import('../data/load-compared.js');
  return loadEarlier(name, options);
}

/**
 * What broke the rules in the earlier snapshot, as of when it was taken: what has become stale since, or was accepted
 * then and no longer is, is new.
 */
function earlierFingerprints(earlier: LoadedSubject, run: Run, now: number): ReadonlySet<string> {
  const { fetchedAt } = earlier.source;
  const taken = fetchedAt === null ? Number.NaN : Date.parse(fetchedAt);
  // What the configuration names and the earlier snapshot lacks is no fault of the configuration.
  const terminal = { ...run.terminal, warn: () => undefined };
  const { result } = check(earlier, { ...run, terminal }, Number.isNaN(taken) ? now : Math.min(taken, now));
  return new Set(result.violations.map(({ fingerprint }) => fingerprint));
}

/** Why the data cannot pass a gate; `undefined` where it can. */
function incompleteness(
  subject: LoadedSubject,
  earlier: LoadedSubject | undefined,
): KlarifyGraphError | undefined {
  const what = !subject.source.complete
    ? 'The snapshot'
    : earlier?.source.complete === false
      ? 'The earlier snapshot'
      : undefined;
  if (what === undefined) return undefined;
  return new KlarifyGraphError(
    'incomplete',
    `${what} is incomplete: what is not in it cannot be checked, so the check does not pass. Run \`klarify-graph sync\` for all of it. With --allow-incomplete the findings are shown, and the check fails all the same.`,
  );
}
