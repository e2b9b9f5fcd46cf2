import { findProcedure, pathReport } from '@klarify-graph/core';
import type { Command } from 'commander';
import { type ExitStatus, findingsStatus } from '../exit-status.js';
import type { FindingOptions } from '../options.js';
import { deliverDrawable, reportFormat } from '../output/deliver.js';
import { openGraph, startSession } from '../session.js';

/** `path <from> <to>`: the shortest call chain, and the procedures every chain must pass. */
export async function runPath(from: string, to: string, command: Command): Promise<ExitStatus> {
  const session = startSession<FindingOptions>(command);
  const format = await reportFormat('path', session.options);
  const opened = await openGraph(session);
  const { graph } = opened.subject;
  const report = pathReport(opened.subject, findProcedure(graph, from), findProcedure(graph, to));
  await deliverDrawable(report, format, opened);
  return findingsStatus(report.found ? 0 : 1, opened.options);
}
