import { DEFAULT_CHAINS_OPTIONS, findProcedure, KlarifyGraphError, pathReport } from '@klarify-graph/core';
import type { Command } from 'commander';
import { type ExitStatus, endWith, findingsStatus } from '../exit-status.js';
import type { FindingOptions } from '../options.js';
import { deliverDrawable, reportFormat } from '../output/deliver.js';
import { openGraph, startSession } from '../session.js';

interface PathCommandOptions extends FindingOptions {
  readonly all?: boolean;
  /** Chains to list with `--all`. */
  readonly limit?: number;
}

/** `path <from> <to>`: the shortest call chain, and the procedures every chain must pass. */
export async function runPath(from: string, to: string, command: Command): Promise<ExitStatus> {
  const session = startSession<PathCommandOptions>(command);
  const format = await reportFormat('path', session.options);
  const { all, limit } = session.options;
  if (limit !== undefined && all !== true) {
    throw new KlarifyGraphError('invalid-usage', '`--limit` says how many chains `--all` lists: give both.');
  }
  const opened = await openGraph(session);
  const { graph } = opened.subject;
  const report = pathReport(opened.subject, findProcedure(graph, from), findProcedure(graph, to), {
    maxChains: all === true ? (limit ?? DEFAULT_CHAINS_OPTIONS.limit) : undefined,
  });
  const status = endWith(findingsStatus(report.found ? 0 : 1, opened.options));
  await deliverDrawable(report, format, opened);
  return status;
}
