import { type Direction, findProcedure, treeReport } from '@klarify-graph/core';
import type { Command } from 'commander';
import { EXIT, type ExitStatus } from '../exit-status.js';
import type { CommonOptions } from '../options.js';
import { deliverDrawable, reportFormat } from '../output/deliver.js';
import { openGraph, startSession } from '../session.js';

interface TreeCommandOptions extends CommonOptions {
  readonly direction: Direction;
  readonly depth?: number;
}

/** `tree <procedure>`: the call hierarchy as an indented tree. */
export async function runTree(name: string, command: Command): Promise<ExitStatus> {
  const session = startSession<TreeCommandOptions>(command);
  const format = await reportFormat('tree', session.options);
  const opened = await openGraph(session);
  const { direction, depth } = opened.options;
  const root = findProcedure(opened.subject.graph, name);
  const report = treeReport(opened.subject, root, { direction, ...(depth !== undefined && { depth }) });
  await deliverDrawable(report, format, opened);
  return EXIT.done;
}
