import { KlarifyGraphError } from '@klarify-graph/core';
import type { StoredFile } from '@klarify-graph/core/node';
import type { CommonOptions } from '../options.js';
import { accessKeyFrom } from './access-key.js';
import { counted, type LoadedSubject, loadFile, subjectOfGraph } from './load-subject.js';
import { checkEndpoint, endpointFrom, storeFrom } from './sync-with.js';

/** Two graphs to compare. */
export interface Compared {
  readonly before: LoadedSubject;
  readonly after: LoadedSubject;
}

/** Loads two snapshots, each from a file, standard input or the store. Nothing is fetched. */
export async function loadCompared(before: string, after: string, options: CommonOptions): Promise<Compared> {
  if (options.snapshot !== undefined || options.sample) {
    throw new KlarifyGraphError(
      'invalid-usage',
      '`diff` takes neither --snapshot nor --sample. Name the two snapshots as its arguments.',
    );
  }
  if ([before, after, options.accessKeyFile].filter((name) => name === '-').length > 1) {
    throw new KlarifyGraphError(
      'invalid-usage',
      'Only one of the two snapshots and --access-key-file can be standard input. Name files for the others.',
    );
  }
  await checkEndpoint(options);
  let stored: Promise<readonly StoredFile[]> | undefined;
  const load = (name: string) =>
    loadSnapshot(name, () => {
      stored ??= storedFiles(options);
      return stored;
    });
  return { before: counted(await load(before), options), after: counted(await load(after), options) };
}

/**
 * Loads the earlier snapshot that `--since` names, from a file, standard input or the store, with its ambiguous calls.
 * Nothing is fetched.
 */
export async function loadEarlier(name: string, options: CommonOptions): Promise<LoadedSubject> {
  if ([name, options.snapshot, options.accessKeyFile].filter((from) => from === '-').length > 1) {
    throw new KlarifyGraphError(
      'invalid-usage',
      'Only one of --since, --snapshot and --access-key-file can be standard input. Name files for the others.',
    );
  }
  await checkEndpoint(options);
  return loadSnapshot(name, () => storedFiles(options));
}

async function loadSnapshot(
  name: string,
  listStored: () => Promise<readonly StoredFile[]>,
): Promise<LoadedSubject> {
  const { findStored, parseStoredReference, readStoredGraph } = await import('@klarify-graph/core/node');
  const reference = parseStoredReference(name);
  if (reference === undefined) return loadNamed(name);
  const { source, graph } = await readStoredGraph(findStored(await listStored(), reference));
  return subjectOfGraph('snapshot', source, graph);
}

/** Loads a file. Where there is none, a name or a time may have been meant that is written in another way. */
async function loadNamed(name: string): Promise<LoadedSubject> {
  try {
    return await loadFile(name);
  } catch (error) {
    const { hasCode } = await import('@klarify-graph/core/node');
    if (!(error instanceof KlarifyGraphError) || !hasCode(error.cause, 'ENOENT')) throw error;
    throw new KlarifyGraphError(
      error.code,
      `${error.message} A stored snapshot is named as latest~1, or by a time in UTC such as 2026-11-20 or 2026-11-20T08:30.`,
      { cause: error },
    );
  }
}

/** The snapshots of the configured endpoint and key; without a key those of the organisation that was stored last. */
async function storedFiles(options: CommonOptions): Promise<readonly StoredFile[]> {
  const store = await storeFrom(options);
  const key = await accessKeyFrom(options);
  return key === undefined ? store.listNewest() : store.listFor(await endpointFrom(options), key);
}
