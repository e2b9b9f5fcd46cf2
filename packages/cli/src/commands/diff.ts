import { diffDiagnostics, diffReport, hasDifferences } from '@klarify-graph/core';
import type { Command } from 'commander';
import { type ExitStatus, endWith, findingsStatus } from '../exit-status.js';
import type { FindingOptions } from '../options.js';
import { deliverReport, reportFormat, warnOfDiagnostics } from '../output/deliver.js';
import { configuredEntryPoints, entryPointsBefore, startSession } from '../session.js';

interface DiffCommandOptions extends FindingOptions {
  readonly exitCode?: boolean;
}

/** `diff <before> <after>`: what differs between two snapshots. */
export async function runDiff(before: string, after: string, command: Command): Promise<ExitStatus> {
  const { options, terminal } = startSession<DiffCommandOptions>(command);
  const format = await reportFormat('diff', options);
  const { loadConfig } = await import('../config/load-config.js');
  const { config } = await loadConfig(options.config);
  const { loadCompared } = await import('../data/load-compared.js');
  const compared = await loadCompared(before, after, options);
  await warnOfDiagnostics(
    { ...compared.after, diagnostics: diffDiagnostics(compared.before, compared.after) },
    terminal,
  );
  const session = { options, terminal, config };
  const now = configuredEntryPoints({ ...session, subject: compared.after });
  const report = diffReport(compared.before, now.subject, {
    entryPointsBefore: entryPointsBefore(session, compared.before),
    entryPointsAfter: now.entryPoints,
  });
  const found = options.exitCode === true && hasDifferences(report) ? 1 : 0;
  const status = endWith(findingsStatus(found, options));
  await deliverReport(report, format, options, terminal);
  return status;
}
