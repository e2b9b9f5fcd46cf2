import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { KlarifyGraphError } from '@klarify-graph/core';
import { type BaselineEntry, parseBaseline } from '@klarify-graph/core/rules';
import type { LoadedConfig } from './load-config.js';

const BASELINE_FILE = 'klarify-graph.baseline.json';

/** The baseline of a check: where it stands, and what it lists where it is there. */
export interface Baseline {
  readonly path: string;
  readonly entries: readonly BaselineEntry[] | undefined;
}

interface BaselineOptions {
  readonly baseline?: string;
  readonly config?: string;
  readonly updateBaseline?: boolean;
}

/**
 * The file of the baseline: the one named, else beside the configuration that was found, else in the working folder.
 * @throws KlarifyGraphError `invalid-usage` where standard input or output is named.
 */
export function baselinePath(options: BaselineOptions, { path }: LoadedConfig): string {
  if (options.baseline === '-') {
    throw new KlarifyGraphError(
      'invalid-usage',
      'The baseline has to be a file; - is none. Name one for --baseline.',
    );
  }
  if (options.baseline !== undefined) return resolve(options.baseline);
  const beside = path !== undefined && options.config === undefined ? dirname(path) : process.cwd();
  return join(beside, BASELINE_FILE);
}

/**
 * Reads the baseline. Where it is to be written anew, what stands there is not looked at.
 * @throws KlarifyGraphError `invalid-config` where one is named and not there, or is none.
 */
export async function baselineFor(options: BaselineOptions, loaded: LoadedConfig): Promise<Baseline> {
  const path = baselinePath(options, loaded);
  const text = options.updateBaseline ? undefined : await read(path, options.baseline !== undefined);
  return { path, entries: text === undefined ? undefined : parseBaseline(text, shownPath(path)) };
}

async function read(path: string, isNamed: boolean): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { hasCode, reasonOf } = await import('@klarify-graph/core/node');
    if (!isNamed && hasCode(error, 'ENOENT')) return undefined;
    const reason = hasCode(error, 'ENOENT') ? 'there is no such file' : reasonOf(error);
    throw new KlarifyGraphError(
      'invalid-config',
      `Cannot read the baseline ${shownPath(path)}: ${reason}. \`check --update-baseline\` writes one.`,
      { cause: error },
    );
  }
}

/** A path as seen from the working folder, with slashes. */
export function shownPath(path: string): string {
  return relative(process.cwd(), path).split(sep).join('/') || '.';
}
