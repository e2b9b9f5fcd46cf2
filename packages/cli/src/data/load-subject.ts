import {
  buildGraph,
  type Diagnostic,
  KlarifyGraphError,
  type ProcedureGraph,
  type Snapshot,
  type Source,
  type Subject,
  withoutAmbiguousCalls,
} from '@klarify-graph/core';
import type { CommonOptions } from '../options.js';
import type { Terminal } from '../output/streams.js';
import { accessKeyFrom } from './access-key.js';
import { readStandardInput } from './standard-input.js';
import { checkEndpoint, endpointFrom, storeFrom, syncWith } from './sync-with.js';

/** A subject, with the entry points that an exported graph remembers. */
export interface LoadedSubject extends Subject {
  readonly exportedEntryPoints?: readonly number[] | undefined;
}

const NO_DATA = `There is no data yet. Get it in one of three ways:
  1. set KLARIFY_ACCESS_KEY (or give --access-key-file FILE) and run \`klarify-graph sync\`
  2. read a file with --snapshot FILE
  3. try the built-in sample organisation with --sample`;

/**
 * Loads the graph to ask: from `--snapshot`, else `--sample`, else the API when an access key is configured (a stored
 * snapshot younger than `--max-age` serves), else the last stored snapshot.
 */
export async function loadSubject(options: CommonOptions, terminal: Terminal): Promise<LoadedSubject> {
  if (options.snapshot === '-' && options.accessKeyFile === '-') {
    throw new KlarifyGraphError(
      'invalid-usage',
      'Both --snapshot and --access-key-file read standard input; only one of them can. Name a file for the other.',
    );
  }
  await checkEndpoint(options);
  const loaded = await load(options, terminal);
  if (!options.ignoreAmbiguous) return loaded;
  return { ...loaded, graph: withoutAmbiguousCalls(loaded.graph) };
}

async function load(options: CommonOptions, terminal: Terminal): Promise<LoadedSubject> {
  if (options.snapshot !== undefined) return loadFile(options.snapshot);
  if (options.sample) return loadSample();
  const key = await accessKeyFrom(options);
  return key === undefined ? loadLastStored(options, terminal) : loadFromApi(options, key, terminal);
}

async function loadFile(path: string): Promise<LoadedSubject> {
  const { parseSnapshotBytes, readSnapshotFile } = await import('@klarify-graph/core/node');
  const input =
    path === '-'
      ? parseSnapshotBytes(await readStandardInput(), 'from standard input')
      : await readSnapshotFile(path);
  if (input.kind === 'records') return subjectOf('snapshot', input.snapshot);
  const { graph, source, entryPoints } = input.read;
  return {
    graph,
    source: { ...source, kind: 'snapshot' },
    diagnostics: incompleteDiagnostics(source.complete),
    exportedEntryPoints: entryPoints,
  };
}

async function loadSample(): Promise<LoadedSubject> {
  const { SAMPLE_FETCHED_AT, sampleRecords } = await import('@klarify-graph/core/sample');
  const source = { endpoint: null, fetchedAt: SAMPLE_FETCHED_AT, complete: true };
  return subjectOf('sample', { source, records: sampleRecords() });
}

async function loadFromApi(options: CommonOptions, key: string, terminal: Terminal): Promise<LoadedSubject> {
  const store = await storeFrom(options);
  const stored = options.maxAge === 0 ? undefined : await store.latestFor(await endpointFrom(options), key);
  if (stored !== undefined && isYounger(stored.source.fetchedAt, options.maxAge)) {
    terminal.detail(`Using the stored snapshot of ${stored.source.fetchedAt ?? 'unknown age'}.`);
    return subjectOf('api', await store.read(stored));
  }
  const { snapshot, diagnostics } = await syncWith(options, key, terminal);
  return subjectOf('api', snapshot, diagnostics);
}

async function loadLastStored(options: CommonOptions, terminal: Terminal): Promise<LoadedSubject> {
  const store = await storeFrom(options);
  const stored = await store.latest();
  if (stored === undefined) throw new KlarifyGraphError('no-data', NO_DATA);
  const { endpoint, fetchedAt } = stored.source;
  terminal.note(
    `Using the last stored snapshot: ${ageOf(fetchedAt)} old, from ${endpoint ?? 'an unknown endpoint'}.`,
  );
  return subjectOf('snapshot', await store.read(stored));
}

function subjectOf(
  kind: Source['kind'],
  snapshot: Snapshot,
  diagnostics: readonly Diagnostic[] = [],
): LoadedSubject {
  const graph = buildGraph(snapshot.records);
  const { fetchedAt, complete } = snapshot.source;
  return {
    graph,
    source: sourceOf(kind, graph, fetchedAt, complete),
    diagnostics: [...incompleteDiagnostics(complete), ...diagnostics],
  };
}

function sourceOf(
  kind: Source['kind'],
  graph: ProcedureGraph,
  fetchedAt: string | null,
  complete: boolean,
): Source {
  return { kind, fetchedAt, complete, procedures: graph.listed };
}

function incompleteDiagnostics(complete: boolean): readonly Diagnostic[] {
  if (complete) return [];
  const message =
    'The snapshot is incomplete: procedures or calls may be missing from it, so no answer that rests on it is certain. Sync again for a complete one.';
  return [{ code: 'incomplete-snapshot', message }];
}

function isYounger(fetchedAt: string | null, maxAge: number): boolean {
  const age = fetchedAt === null ? Number.NaN : Date.now() - Date.parse(fetchedAt);
  return age >= 0 && age < maxAge;
}

/** An age in words, as coarse as a reader needs it. */
function ageOf(fetchedAt: string | null): string {
  const minutes = fetchedAt === null ? Number.NaN : Math.floor((Date.now() - Date.parse(fetchedAt)) / 60_000);
  if (Number.isNaN(minutes)) return 'of unknown age, perhaps';
  if (minutes < 120) return `${minutes} minutes`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} hours` : `${Math.floor(minutes / 1440)} days`;
}
