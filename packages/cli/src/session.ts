import {
  type Diagnostic,
  KlarifyGraphError,
  type Subject,
  selectProcedures,
  showControls,
} from '@klarify-graph/core';
import type { Command } from 'commander';
import type { Config } from './config/schema.js';
import { type LoadedSubject, loadSubject } from './data/load-subject.js';
import type { CommonOptions } from './options.js';
import { warnOfDiagnostics } from './output/deliver.js';
import { processTerminal, type Terminal } from './output/streams.js';

/** The options and streams of one run of a command. */
export interface Session<Options extends CommonOptions> {
  readonly options: Options;
  readonly terminal: Terminal;
}

/** Reads what the user asked for; the options may stand before or after the command's name. */
export function startSession<Options extends CommonOptions>(command: Command): Session<Options> {
  const options = command.optsWithGlobals<Options>();
  return { options, terminal: processTerminal(options) };
}

/** A run of a command that asks the graph. */
export interface GraphSession<Options extends CommonOptions> extends Session<Options> {
  readonly subject: LoadedSubject;
  readonly config: Config;
}

/** Loads configuration and graph, and warns of what is wrong with the data. */
export async function openGraph<Options extends CommonOptions>(
  session: Session<Options>,
): Promise<GraphSession<Options>> {
  const { loadConfig } = await import('./config/load-config.js');
  const { config } = await loadConfig(session.options.config);
  const subject = await loadSubject(session.options, session.terminal);
  await warnOfDiagnostics(subject, session.terminal);
  return { ...session, subject, config };
}

/**
 * The procedures that the configured entry points match; those that an exported graph remembers where the configuration
 * names none; `undefined` where none are configured at all.
 */
export function configuredEntryPoints({ subject, config, terminal }: GraphSession<CommonOptions>): {
  readonly entryPoints: readonly number[] | undefined;
  readonly subject: Subject;
} {
  const selectors = config.entryPoints ?? [];
  if (selectors.length === 0) return { entryPoints: subject.exportedEntryPoints, subject };
  const unmatched: Diagnostic[] = [];
  const matched = new Set<number>();
  for (const selector of selectors) {
    const nodes = selectKnown(subject, selector);
    for (const node of nodes) matched.add(node);
    if (nodes.length > 0) continue;
    const message = `The configured entry point "${showControls(selector)}" matches no procedure.`;
    unmatched.push({ code: 'unmatched-entry-point', message });
    terminal.warn(`unmatched-entry-point: ${message}`);
  }
  return {
    entryPoints: [...matched].sort((a, b) => a - b),
    subject: { ...subject, diagnostics: [...unmatched, ...(subject.diagnostics ?? [])] },
  };
}

/** The same of an earlier snapshot: what a configured entry point matches only by now is no fault of the configuration. */
export function entryPointsBefore(
  session: Omit<GraphSession<CommonOptions>, 'subject'>,
  earlier: LoadedSubject,
): readonly number[] | undefined {
  return configuredEntryPoints({ ...session, subject: earlier, terminal: silenced(session.terminal) })
    .entryPoints;
}

/** A terminal that shows no warnings. */
export function silenced(terminal: Terminal): Terminal {
  return { ...terminal, warn: () => undefined };
}

/** A procedure that is configured and gone is told of like any other entry point that matches nothing. */
function selectKnown({ graph }: Subject, selector: string): readonly number[] {
  try {
    return selectProcedures(graph, [selector]);
  } catch (error) {
    if (error instanceof KlarifyGraphError && error.code === 'unknown-procedure') return [];
    throw error;
  }
}
