import {
  buildGraph,
  type Diagnostic,
  KlarifyGraphError,
  type ProcedureGraph,
  type RecordSource,
  type SnapshotSource,
  type Source,
  type Subject,
  withoutAmbiguousCalls,
} from '@klarify-graph/core';
import type { CommonOptions } from '../options.js';
import type { Terminal } from '../output/streams.js';
import { accessKeyFrom } from './access-key.js';
import { readStandardInput } from './standard-input.js';
import { checkEndpoint, obtainGraph, shownGivenEndpoint, storeFrom } from './sync-with.js';

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
  return counted(await load(options, terminal), options);
}

/** Without the calls that only ambiguous references state, where these are not to count. */
export function counted(subject: LoadedSubject, { ignoreAmbiguous }: CommonOptions): LoadedSubject {
  return ignoreAmbiguous ? { ...subject, graph: withoutAmbiguousCalls(subject.graph) } : subject;
}

async function load(options: CommonOptions, terminal: Terminal): Promise<LoadedSubject> {
  if (options.snapshot !== undefined) return loadFile(options.snapshot);
  if (options.sample) return loadSample();
  const key = await accessKeyFrom(options);
  if (key === undefined) return loadLastStored(options, terminal);
  const { source, graph, diagnostics } = await obtainGraph(options, key, terminal);
  return subjectOfGraph('api', source, graph, diagnostics);
}

/** Loads a snapshot file of any accepted shape; `-` is standard input. */
export async function loadFile(path: string): Promise<LoadedSubject> {
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
    diagnostics: incompleteDiagnostics(source),
    exportedEntryPoints: entryPoints,
  };
}

async function loadSample(): Promise<LoadedSubject> {
  const { SAMPLE_FETCHED_AT, sampleRecords } = await import('@klarify-graph/core/sample');
  const source = { endpoint: null, fetchedAt: SAMPLE_FETCHED_AT, complete: true };
  return subjectOf('sample', { source, records: sampleRecords() });
}

async function loadLastStored(options: CommonOptions, terminal: Terminal): Promise<LoadedSubject> {
  const { readStoredGraph } = await import('@klarify-graph/core/node');
  const stored = await (await storeFrom(options)).latest();
  if (stored === undefined) throw new KlarifyGraphError('no-data', NO_DATA);
  const { source, graph } = await readStoredGraph(stored);
  const { endpoint, fetchedAt } = source;
  const from = endpoint ?? 'an unknown endpoint';
  const asked = await shownGivenEndpoint(options);
  if (asked === undefined || asked === endpoint) {
    terminal.note(`Using the last stored snapshot: ${ageOf(fetchedAt)} old, from ${from}.`);
  } else {
    terminal.warn(
      `Without an access key ${asked} is not asked. Using the last stored snapshot: ${ageOf(fetchedAt)} old, from ${from}.`,
    );
  }
  return subjectOfGraph('snapshot', source, graph);
}

/** Builds the graph of a snapshot. */
export function subjectOf(
  kind: Source['kind'],
  snapshot: { readonly source: SnapshotSource; readonly records: RecordSource },
  diagnostics: readonly Diagnostic[] = [],
): LoadedSubject {
  return subjectOfGraph(kind, snapshot.source, buildGraph(snapshot.records), diagnostics);
}

/** A graph with where it comes from, and what there is to know about that. */
export function subjectOfGraph(
  kind: Source['kind'],
  source: SnapshotSource,
  graph: ProcedureGraph,
  diagnostics: readonly Diagnostic[] = [],
): LoadedSubject {
  const { fetchedAt, complete, mode, fullSyncAt } = source;
  return {
    graph,
    source: {
      kind,
      fetchedAt,
      complete,
      procedures: graph.listed,
      ...(mode !== undefined && { mode }),
      ...(fullSyncAt !== undefined && { fullSyncAt }),
    },
    diagnostics: [...incompleteDiagnostics(source), ...diagnostics],
  };
}

/** What a reader of any answer has to know when the data is not known to be all there is. */
function incompleteDiagnostics({
  complete,
  mode,
  fullSyncAt,
  incompleteReason,
}: Omit<SnapshotSource, 'endpoint'>): readonly Diagnostic[] {
  if (complete) return [];
  if (mode === 'incremental') {
    const message = `This snapshot was brought up to date from what changed since ${fullSyncAt}: deleted procedures, and calls that came or went without the called procedure being modified, do not show. Run \`klarify-graph sync\` for all of it.`;
    return [{ code: 'incremental-snapshot', message }];
  }
  const why = incompleteReason === undefined ? '' : ` (${incompleteReason})`;
  const message = `The snapshot is incomplete${why}: procedures or calls may be missing from it, so no answer that rests on it is certain. Sync again for a complete one.`;
  return [{ code: 'incomplete-snapshot', message }];
}

/** An age in words, as coarse as a reader needs it. */
function ageOf(fetchedAt: string | null): string {
  const minutes = fetchedAt === null ? Number.NaN : Math.floor((Date.now() - Date.parse(fetchedAt)) / 60_000);
  if (Number.isNaN(minutes)) return 'of unknown age, perhaps';
  if (minutes < 120) return `${minutes} minutes`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} hours` : `${Math.floor(minutes / 1440)} days`;
}
