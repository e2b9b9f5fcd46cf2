import { statsReport } from '@klarify-graph/core';
import type { Command } from 'commander';
import { breakably } from '../breakably.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import type { CommonOptions } from '../options.js';
import { deliverReport, reportFormat } from '../output/deliver.js';
import { configuredEntryPoints, openGraph, startSession } from '../session.js';

interface StatsCommandOptions extends CommonOptions {
  /** Procedures in the list of hot spots. */
  readonly top: number;
}

/** `stats`: the figures of the whole graph and of the procedures on which most others rest. */
export async function runStats(command: Command): Promise<ExitStatus> {
  const session = startSession<StatsCommandOptions>(command);
  const format = await reportFormat('stats', session.options);
  const opened = await openGraph(session);
  const { entryPoints, subject } = configuredEntryPoints(opened);
  const { options, terminal } = opened;
  const report = await breakably(() => statsReport(subject, { entryPoints, top: options.top }));
  await deliverReport(report, format, options, terminal);
  return EXIT.done;
}
