import { orphansReport } from '@klarify-graph/core';
import type { Command } from 'commander';
import { type ExitStatus, endWith, findingsStatus } from '../exit-status.js';
import type { FindingOptions } from '../options.js';
import { deliverReport, reportFormat } from '../output/deliver.js';
import { configuredEntryPoints, openGraph, startSession } from '../session.js';

/** `orphans`: every orphan with its reason. */
export async function runOrphans(command: Command): Promise<ExitStatus> {
  const session = startSession<FindingOptions>(command);
  const format = await reportFormat('orphans', session.options);
  const opened = await openGraph(session);
  const { entryPoints, subject } = configuredEntryPoints(opened);
  const report = orphansReport(subject, { entryPoints });
  const status = endWith(findingsStatus(report.count, opened.options));
  await deliverReport(report, format, opened.options, opened.terminal);
  return status;
}
