import { listReport, parseSelector } from '@klarify-graph/core';
import type { Command } from 'commander';
import { EXIT, type ExitStatus } from '../exit-status.js';
import type { CommonOptions } from '../options.js';
import { deliverReport, reportFormat } from '../output/deliver.js';
import { openGraph, startSession } from '../session.js';

interface ListCommandOptions extends CommonOptions {
  readonly exclude?: readonly string[];
}

/** `list [selector...]`: the procedures that match. */
export async function runList(selectors: readonly string[], command: Command): Promise<ExitStatus> {
  const session = startSession<ListCommandOptions>(command);
  const format = await reportFormat('list', session.options);
  const exclude = session.options.exclude ?? [];
  for (const selector of [...selectors, ...exclude]) parseSelector(selector);
  const { options, terminal, subject } = await openGraph(session);
  await deliverReport(listReport(subject, selectors, { exclude }), format, options, terminal);
  return EXIT.done;
}
