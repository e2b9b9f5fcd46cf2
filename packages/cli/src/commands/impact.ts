import { type Direction, findProcedure, impactReport } from '@klarify-graph/core';
import type { Command } from 'commander';
import { EXIT, type ExitStatus } from '../exit-status.js';
import type { CommonOptions } from '../options.js';
import { deliverDrawable, reportFormat } from '../output/deliver.js';
import { openGraph, startSession } from '../session.js';

interface ImpactCommandOptions extends CommonOptions {
  readonly direction: Direction | 'both';
  readonly depth?: number;
}

/** `impact <procedure...>`: who is affected when these change, and what they rest on. */
export async function runImpact(names: readonly string[], command: Command): Promise<ExitStatus> {
  const session = startSession<ImpactCommandOptions>(command);
  const format = await reportFormat('impact', session.options);
  const opened = await openGraph(session);
  const { options, subject } = opened;
  const targets = names.map((name) => findProcedure(subject.graph, name));
  const { direction, depth } = options;
  const report = impactReport(subject, targets, { direction, ...(depth !== undefined && { depth }) });
  await deliverDrawable(report, format, opened);
  return EXIT.done;
}
