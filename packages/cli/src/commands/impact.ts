import {
  type Direction,
  findProcedure,
  impactReport,
  KlarifyGraphError,
  parseSelector,
  type Subject,
  selectProcedures,
} from '@klarify-graph/core';
import type { Command } from 'commander';
import { EXIT, type ExitStatus } from '../exit-status.js';
import type { CommonOptions } from '../options.js';
import { deliverDrawable, reportFormat } from '../output/deliver.js';
import { configuredEntryPoints, openGraph, startSession } from '../session.js';

interface ImpactCommandOptions extends CommonOptions {
  readonly direction: Direction | 'both';
  readonly depth?: number;
  readonly retire?: boolean;
  readonly select?: readonly string[];
  readonly exclude?: readonly string[];
}

/** `impact <procedure...>`: who is affected when these change, what they rest on, what retiring them leaves behind. */
export async function runImpact(names: readonly string[], command: Command): Promise<ExitStatus> {
  const session = startSession<ImpactCommandOptions>(command);
  const format = await reportFormat('impact', session.options);
  const { select = [], exclude = [], direction, depth, retire } = session.options;
  for (const selector of [...select, ...exclude]) parseSelector(selector);
  if (names.length === 0 && select.length === 0) {
    throw new KlarifyGraphError('invalid-usage', 'Name the procedures, or choose them with --select.');
  }
  const opened = await openGraph(session);
  const targets = targetsIn(opened.subject, names, { select, exclude });
  const { entryPoints, subject } =
    retire === true ? configuredEntryPoints(opened) : { entryPoints: undefined, subject: opened.subject };
  const report = impactReport(subject, targets, {
    direction,
    ...(depth !== undefined && { depth }),
    ...(retire === true && { retire, entryPoints }),
  });
  await deliverDrawable(report, format, { ...opened, subject });
  return EXIT.done;
}

function targetsIn(
  { graph }: Subject,
  names: readonly string[],
  { select, exclude }: { readonly select: readonly string[]; readonly exclude: readonly string[] },
): readonly number[] {
  const selected = select.length === 0 ? [] : selectProcedures(graph, select);
  const excluded = new Set(exclude.length === 0 ? [] : selectProcedures(graph, exclude));
  const targets = [...names.map((name) => findProcedure(graph, name)), ...selected].filter(
    (node) => !excluded.has(node),
  );
  if (targets.length > 0) return targets;
  throw new KlarifyGraphError('unknown-procedure', 'No procedure is left: what was chosen matches none.');
}
