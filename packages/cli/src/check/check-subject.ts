import { hash } from 'node:crypto';
import { type CheckReport, checkReport, KlarifyGraphError } from '@klarify-graph/core';
import {
  type BaselineEntry,
  baselineOf,
  type CheckResult,
  checkRules,
  judge,
} from '@klarify-graph/core/rules';
import { shownPath } from '../config/baseline-file.js';
import type { LoadedConfig } from '../config/load-config.js';
import { counted, type LoadedSubject } from '../data/load-subject.js';
import type { CommonOptions } from '../options.js';
import type { Terminal } from '../output/streams.js';
import { configuredEntryPoints, silenced } from '../session.js';

/** What a check runs with. */
export interface CheckRun {
  readonly loaded: LoadedConfig;
  readonly options: CommonOptions;
  readonly terminal: Terminal;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What is held against each other. The graphs have their ambiguous calls, also where these do not count. */
export interface Checked {
  readonly subject: LoadedSubject;
  readonly earlier: LoadedSubject | undefined;
  /** What is known; the violations that there are now where it is to be written anew. */
  readonly baseline: readonly BaselineEntry[] | undefined | 'anew';
}

export interface CheckOutcome {
  readonly document: CheckReport;
  /** The violations as a baseline, where that is to be written anew. */
  readonly entries: readonly BaselineEntry[] | undefined;
  /** New violations of severity error. */
  readonly failing: number;
}

/** Checks a graph, and says what is known of what it finds. Warns of what is wrong with the configuration. */
export function checkSubject(run: CheckRun, { subject, earlier, baseline }: Checked): CheckOutcome {
  const { result, reported } = runRules(subject, run);
  for (const { code, message } of result.diagnostics) run.terminal.warn(`${code}: ${message}`);
  warnOfVainComparison(subject, earlier, run.terminal);
  const entries = baseline === 'anew' ? baselineOf(result.violations, subject.graph) : undefined;
  const judgement = judge(result, {
    baseline: baseline === 'anew' ? entries : baseline,
    earlier: earlier === undefined ? undefined : earlierFingerprints(earlier, run),
  });
  const { path } = run.loaded;
  const document = checkReport(reported, {
    result,
    judgement,
    since: earlier?.source,
    configuration: path === undefined ? undefined : shownPath(path),
  });
  return { document, entries, failing: judgement.counts.error };
}

function runRules(
  subject: LoadedSubject,
  { loaded: { config, path }, options, terminal, now }: CheckRun,
): { readonly result: CheckResult; readonly reported: LoadedSubject } {
  try {
    const session = { options, terminal, config, subject: counted(subject, options) };
    const { entryPoints, subject: reported } = configuredEntryPoints(session);
    const { rules, relations, accept, ignore } = config;
    const result = checkRules(subject.graph, {
      ...(rules !== undefined && { rules }),
      ...(relations !== undefined && { relations }),
      ...(accept !== undefined && { accept }),
      ...(ignore !== undefined && { ignore }),
      entryPoints,
      ignoreAmbiguous: options.ignoreAmbiguous === true,
      now,
      sha256: (text) => hash('sha256', text),
    });
    return { result, reported };
  } catch (error) {
    if (!(error instanceof KlarifyGraphError) || error.code !== 'ambiguous-procedure') throw error;
    const message = `The configuration ${path} does not say which procedure it means: ${error.message}`;
    throw new KlarifyGraphError('invalid-config', message, { cause: error });
  }
}

/**
 * What broke the rules in the earlier snapshot, as of when it was taken: what has become stale since, or was accepted
 * then and no longer is, is new.
 */
function earlierFingerprints(earlier: LoadedSubject, run: CheckRun): ReadonlySet<string> {
  const { fetchedAt } = earlier.source;
  const taken = fetchedAt === null ? Number.NaN : Date.parse(fetchedAt);
  const now = Number.isNaN(taken) ? run.now : Math.min(taken, run.now);
  // What the configuration names and the earlier snapshot lacks is no fault of the configuration.
  const { result } = runRules(earlier, { ...run, terminal: silenced(run.terminal), now });
  return new Set(result.violations.map(({ fingerprint }) => fingerprint));
}

/** Against itself nothing is new: a stored snapshot that is young enough serves, and may be the earlier one as well. */
function warnOfVainComparison(
  { source: { fetchedAt } }: LoadedSubject,
  earlier: LoadedSubject | undefined,
  terminal: Terminal,
): void {
  if (earlier === undefined || fetchedAt === null || earlier.source.fetchedAt !== fetchedAt) return;
  terminal.warn(
    `The earlier snapshot is the one that is checked, of ${fetchedAt}, so nothing can be new. Name an older one, such as latest~1.`,
  );
}

/** Why the data cannot pass a gate; `undefined` where it can. */
export function incompleteness(
  subject: LoadedSubject,
  earlier: LoadedSubject | undefined,
): KlarifyGraphError | undefined {
  const isWhole = subject.source.complete;
  if (isWhole && earlier?.source.complete !== false) return undefined;
  return new KlarifyGraphError(
    'incomplete',
    `${isWhole ? 'The earlier snapshot' : 'The snapshot'} is incomplete: what is not in it cannot be checked, so the check does not pass. Run \`klarify-graph sync\` for all of it. With --allow-incomplete the findings are shown, and the check fails all the same.`,
  );
}
