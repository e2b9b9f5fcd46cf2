import { cyclesReport } from '@klarify-graph/core';
import type { Command } from 'commander';
import { type ExitStatus, endWith, findingsStatus } from '../exit-status.js';
import type { FindingOptions } from '../options.js';
import { deliverDrawable, reportFormat } from '../output/deliver.js';
import { openGraph, startSession } from '../session.js';

interface CyclesCommandOptions extends FindingOptions {
  readonly maxLoops?: number;
}

/** `cycles`: every cycle, its shortest loop, and the fewest calls to cut. */
export async function runCycles(command: Command): Promise<ExitStatus> {
  const session = startSession<CyclesCommandOptions>(command);
  const format = await reportFormat('cycles', session.options);
  const opened = await openGraph(session);
  const { options, subject } = opened;
  const report = cyclesReport(subject, { maxLoops: options.maxLoops });
  const status = endWith(findingsStatus(report.count, options));
  await deliverDrawable(report, format, opened);
  return status;
}
