import type { Diagnostic, Snapshot } from '@klarify-graph/core';
import type { SnapshotStore } from '@klarify-graph/core/node';
import type { CommonOptions } from '../options.js';
import { startProgress } from '../output/progress.js';
import type { Terminal } from '../output/streams.js';

/** What a sync brought. */
export interface Synced {
  readonly snapshot: Snapshot;
  readonly diagnostics: readonly Diagnostic[];
  readonly requests: number;
  /** Where it is stored. */
  readonly path: string;
  /** The snapshot that was the newest before, for comparison. */
  readonly previous: Snapshot | undefined;
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

function givenEndpoint({ apiUrl }: CommonOptions): string | undefined {
  return apiUrl ?? (process.env['KLARIFY_API_URL'] || undefined);
}

/** The snapshot store asked for. */
export async function storeFrom(options: CommonOptions): Promise<SnapshotStore> {
  const { SnapshotStore } = await import('@klarify-graph/core/node');
  return new SnapshotStore(options.store ?? (process.env['KLARIFY_GRAPH_STORE'] || undefined));
}

/** Fetches everything and stores it. Ends early, with the store as it was, when Ctrl-C is pressed. */
export async function syncWith(
  options: CommonOptions,
  accessKey: string,
  terminal: Terminal,
  compare = false,
): Promise<Synced> {
  const { fetchAllProcedures } = await import('@klarify-graph/core/api');
  const endpoint = await endpointFrom(options);
  const store = await storeFrom(options);
  const stored = compare ? await store.latestFor(endpoint, accessKey) : undefined;
  const previous = stored === undefined ? undefined : await store.read(stored);
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  const progress = await startProgress(terminal);
  try {
    const fetched = await fetchAllProcedures({
      endpoint,
      accessKey,
      concurrency: options.concurrency,
      timeoutMs: options.timeout,
      allowIncomplete: options.allowIncomplete === true,
      signal: interrupt.signal,
      onProgress: progress.update,
      onRequest: terminal.detail,
    });
    const { records, fetchedAt, complete } = fetched;
    const snapshot: Snapshot = { source: { endpoint, fetchedAt, complete, mode: 'full' }, records };
    const path = await store.save(snapshot, accessKey);
    return { snapshot, diagnostics: fetched.diagnostics, requests: fetched.requests, path, previous };
  } finally {
    progress.stop();
    process.off('SIGINT', onInterrupt);
  }
}
