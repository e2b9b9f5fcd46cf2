import { cyclesReport } from '@klarify-graph/core';
import type { Command } from 'commander';
import { type ExitStatus, findingsStatus } from '../exit-status.js';
import type { FindingOptions } from '../options.js';
import { deliverReport, reportFormat } from '../output/deliver.js';
import { openGraph, startSession } from '../session.js';

/** `cycles`: every cycle, its shortest loop, and the fewest calls to cut. */
export async function runCycles(command: Command): Promise<ExitStatus> {
  const session = startSession<FindingOptions>(command);
  const format = await reportFormat('cycles', session.options);
  const { options, terminal, subject } = await openGraph(session);
  const report = cyclesReport(subject);
  await deliverReport(report, format, options, terminal);
  return findingsStatus(report.count, options);
}
