import { countOf } from '@klarify-graph/core';
import { formatBaseline } from '@klarify-graph/core/rules';
import type { Command } from 'commander';
import { checkSubject, incompleteness } from '../check/check-subject.js';
import { type Baseline, baselineFor, baselinePath, shownPath } from '../config/baseline-file.js';
import { type LoadedConfig, loadConfig } from '../config/load-config.js';
import { loadEarlier } from '../data/load-compared.js';
import { type LoadedSubject, loadSubject } from '../data/load-subject.js';
import { EXIT, type ExitStatus, endWith, findingsStatus } from '../exit-status.js';
import type { FindingOptions } from '../options.js';
import { warnOfDiagnostics } from '../output/deliver.js';
import { type Reporter, refuseOverwriting, report, reportersFrom } from '../output/reporters.js';
import { writeFile } from '../output/write-file.js';
import { type Session, startSession } from '../session.js';

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
  const session = startSession<CheckCommandOptions>(command);
  const { options, terminal } = session;
  const reporters = await reportersFrom(options);
  const loaded = await loadConfig(options.config);
  if (options.printConfig) {
    const { printConfig } = await import('../config/print-config.js');
    await printConfig(loaded, command, options, terminal);
    return EXIT.done;
  }
  refuseLosing(reporters, loaded, options);
  const baseline = await baselineFor(options, loaded);
  // Before the data is fetched: a sync stores a newer snapshot, which would then be the latest.
  const earlier = options.since === undefined ? undefined : await loadEarlier(options.since, options);
  // Rules that speak of references need the ambiguous calls; they are left out later where they do not count.
  const subject = await loadSubject({ ...options, ignoreAmbiguous: false }, terminal);
  return gate(session, { reporters, loaded, baseline, subject, earlier });
}

function refuseLosing(
  reporters: readonly Reporter[],
  loaded: LoadedConfig,
  options: CheckCommandOptions,
): void {
  const baseline = baselinePath(options, loaded);
  const read = {
    configuration: loaded.path,
    snapshot: options.snapshot,
    'earlier snapshot': options.since,
    'access key': options.accessKeyFile,
  };
  refuseOverwriting(reporters, { baseline, ...read });
  if (options.updateBaseline) refuseOverwriting([{ format: 'baseline', out: baseline }], read);
}

interface Gate {
  readonly reporters: readonly Reporter[];
  readonly loaded: LoadedConfig;
  readonly baseline: Baseline;
  readonly subject: LoadedSubject;
  readonly earlier: LoadedSubject | undefined;
}

async function gate(
  { options, terminal }: Session<CheckCommandOptions>,
  { reporters, loaded, baseline, subject, earlier }: Gate,
): Promise<ExitStatus> {
  const incomplete = incompleteness(subject, earlier);
  if (incomplete !== undefined && !options.allowIncomplete) throw incomplete;
  await warnOfDiagnostics(subject, terminal);
  // Of a part of the data none is written, and so nothing is known by it.
  const isWritten = options.updateBaseline === true && incomplete === undefined;
  const { document, entries, failing } = checkSubject(
    { loaded, options, terminal, now: options.asOf ?? Date.now() },
    { subject, earlier, baseline: isWritten ? 'anew' : baseline.entries },
  );
  if (entries !== undefined) {
    await writeFile(baseline.path, formatBaseline(entries));
    terminal.note(`Wrote ${shownPath(baseline.path)}: ${countOf(entries.length, 'known violation')}.`);
  }
  const status = endWith(incomplete === undefined ? findingsStatus(failing, options) : EXIT.noData);
  await report(document, reporters, options, terminal);
  if (incomplete !== undefined) throw incomplete;
  return status;
}
