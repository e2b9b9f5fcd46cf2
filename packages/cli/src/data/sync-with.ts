import {
  buildGraph,
  compareRecords,
  type Diagnostic,
  KlarifyGraphError,
  type RecordChanges,
  type Snapshot,
} from '@klarify-graph/core';
import type { OrganisationStore, SnapshotStore, SourcedGraph, StoredFile } from '@klarify-graph/core/node';
import { interruptibly } from '../interrupt.js';
import type { CommonOptions, SyncOptions } from '../options.js';
import { startProgress } from '../output/progress.js';
import type { Terminal } from '../output/streams.js';
import { type PullOptions, pullAll, pullChanges } from './pull.js';

/** What a sync brought. */
export interface Synced {
  readonly snapshot: Snapshot;
  readonly diagnostics: readonly Diagnostic[];
  readonly requests: number;
  /** Where it is stored. */
  readonly path: string;
  /** Against the snapshot that was the newest before; against none where it is damaged. */
  readonly changes: RecordChanges;
}

/** The endpoint asked for, checked. */
export async function endpointFrom(options: CommonOptions): Promise<string> {
  const { DEFAULT_ENDPOINT, validateEndpoint } = await import('@klarify-graph/core/api');
  return validateEndpoint(givenEndpoint(options) ?? DEFAULT_ENDPOINT).href;
}

/** Refuses a wrong endpoint before anything else is done, also where it would not be asked. */
export async function checkEndpoint(options: CommonOptions): Promise<void> {
  if (givenEndpoint(options) !== undefined) await endpointFrom(options);
}

/** The endpoint that the user named, as it may be shown; `undefined` where none is named. */
export async function shownGivenEndpoint(options: CommonOptions): Promise<string | undefined> {
  const given = givenEndpoint(options);
  if (given === undefined) return undefined;
  const { shownEndpoint, validateEndpoint } = await import('@klarify-graph/core/api');
  return shownEndpoint(validateEndpoint(given));
}

function givenEndpoint({ apiUrl }: CommonOptions): string | undefined {
  return apiUrl ?? (process.env['KLARIFY_API_URL'] || undefined);
}

/** The snapshot store asked for. */
export async function storeFrom(options: CommonOptions): Promise<SnapshotStore> {
  const { SnapshotStore } = await import('@klarify-graph/core/node');
  return new SnapshotStore(options.store ?? (process.env['KLARIFY_GRAPH_STORE'] || undefined));
}

/**
 * Fetches everything, or with `--incremental` what changed, and stores it. Ends early, with the store as it was, when
 * Ctrl-C is pressed.
 */
export async function syncWith(options: SyncOptions, accessKey: string, terminal: Terminal): Promise<Synced> {
  return underLock(options, accessKey, terminal, async (organisation, pull) => {
    const latest = await organisation.latest();
    const { snapshot, diagnostics, requests } = options.incremental
      ? await pullChanges(pull, await readWhole(latest, terminal), options.maxFullAge, terminal)
      : await pullAll(pull);
    const changes = await changesSince(latest, snapshot, terminal);
    const path = await organisation.save(snapshot, options.keep);
    return { snapshot, diagnostics, requests, path, changes };
  });
}

/** Compares record by record: the stored snapshot is not held beside the new one. */
async function changesSince(
  latest: StoredFile | undefined,
  { records }: Snapshot,
  terminal: Terminal,
): Promise<RecordChanges> {
  if (latest === undefined) return compareRecords([], records);
  const { streamStored } = await import('@klarify-graph/core/node');
  const changes = await compareRecords(streamStored(latest), records).catch(unusable(terminal));
  return changes ?? compareRecords([], records);
}

/** What a command works on when an access key is configured. */
export interface Obtained extends SourcedGraph {
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Gives the stored snapshot when it is young enough, else fetches everything and stores it. Of several commands at once
 * one fetches; the others wait and use what it stored.
 */
export async function obtainGraph(
  options: CommonOptions,
  accessKey: string,
  terminal: Terminal,
): Promise<Obtained> {
  const damaged = new Set<string>();
  const serving = async (latest: StoredFile | undefined): Promise<Obtained | undefined> => {
    if (latest === undefined || damaged.has(latest.path) || !mayServe(latest, options.maxAge))
      return undefined;
    const { readStoredGraph } = await import('@klarify-graph/core/node');
    const stored = await readStoredGraph(latest).catch(unusable(terminal));
    if (stored !== undefined) return { ...stored, diagnostics: [] };
    damaged.add(latest.path);
    return undefined;
  };
  const store = await storeFrom(options);
  const stored = await serving(await store.latestFor(await endpointFrom(options), accessKey));
  if (stored !== undefined) return stored;
  return underLock(options, accessKey, terminal, async (organisation, pull) => {
    const meanwhile = await serving(await organisation.latest());
    if (meanwhile !== undefined) return meanwhile;
    const { snapshot, diagnostics } = await pullAll(pull);
    await organisation.save(snapshot);
    return { source: snapshot.source, graph: buildGraph(snapshot.records), diagnostics };
  });
}

async function underLock<Result>(
  options: CommonOptions,
  accessKey: string,
  terminal: Terminal,
  use: (organisation: OrganisationStore, pull: PullOptions) => Promise<Result>,
): Promise<Result> {
  const endpoint = await endpointFrom(options);
  const organisation = await (await storeFrom(options)).open(endpoint, accessKey);
  const progress = await startProgress(terminal);
  try {
    return await interruptibly((signal) => {
      const pull = {
        endpoint,
        accessKey,
        concurrency: options.concurrency,
        timeoutMs: options.timeout,
        allowIncomplete: options.allowIncomplete === true,
        signal,
        onProgress: progress.update,
        onRequest: terminal.detail,
      };
      return organisation.exclusively(() => use(organisation, pull), {
        signal,
        onWait: ({ pid }) => terminal.note(`Waiting for another sync to end (process ${pid}).`),
      });
    });
  } finally {
    progress.stop();
  }
}

/** Reads a stored snapshot. A damaged one is named, and does not stand in the way of a new one. */
async function readWhole(file: StoredFile | undefined, terminal: Terminal): Promise<Snapshot | undefined> {
  if (file === undefined) return undefined;
  const { readStored } = await import('@klarify-graph/core/node');
  return readStored(file).catch(unusable(terminal));
}

/** Names what is wrong with a stored snapshot, and goes on without it. */
function unusable(terminal: Terminal): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof KlarifyGraphError)) throw error;
    terminal.warn(`${error.message} It is not used.`);
    return undefined;
  };
}

/** True for a snapshot that is young enough, and for a damaged one, which has to be named. */
function mayServe(file: StoredFile, maxAge: number): boolean {
  if ('damage' in file) return true;
  const age = Date.now() - Date.parse(file.source.fetchedAt ?? '');
  return age >= 0 && age < maxAge;
}
