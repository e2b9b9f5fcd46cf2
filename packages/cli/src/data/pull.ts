import {
  buildGraph,
  type Diagnostic,
  lacksZone,
  latestChange,
  mergeRecords,
  parseTime,
  type Snapshot,
  showControls,
} from '@klarify-graph/core';
import type { FetchAllOptions } from '@klarify-graph/core/api';
import type { Terminal } from '../output/streams.js';

/** What a pull brought. */
export interface Pulled {
  readonly snapshot: Snapshot;
  readonly diagnostics: readonly Diagnostic[];
  readonly requests: number;
}

/** How to fetch, and from where. */
export type PullOptions = FetchAllOptions & { readonly endpoint: string };

/** Fetches every record. */
export async function pullAll(options: PullOptions): Promise<Pulled> {
  const { fetchAllProcedures, shownEndpoint } = await import('@klarify-graph/core/api');
  const { records, fetchedAt, complete, incompleteReason, diagnostics, requests } =
    await fetchAllProcedures(options);
  const source = {
    endpoint: shownEndpoint(new URL(options.endpoint)),
    fetchedAt,
    complete,
    mode: 'full',
    ...(incompleteReason !== undefined && { incompleteReason }),
  } as const;
  return { snapshot: { source, records }, diagnostics, requests };
}

/**
 * Fetches what was modified since the stored snapshot and puts it in its place. References live on the callee and
 * deletions are never reported, so the result cannot be proved to be complete and says so.
 *
 * Everything is fetched instead, with a note, where nothing whole is stored, the last full pull is older than `maxFullAge`
 * milliseconds, the totals disagree, or a changed record names a procedure that is not there.
 */
export async function pullChanges(
  options: PullOptions,
  previous: Snapshot | undefined,
  maxFullAge: number,
  terminal: Terminal,
): Promise<Pulled> {
  const everything = async (why: string, spent = 0): Promise<Pulled> => {
    terminal.note(`Fetching everything instead of what changed: ${why}.`);
    const pulled = await pullAll(options);
    return { ...pulled, requests: pulled.requests + spent };
  };
  if (previous === undefined) return everything('no snapshot is stored yet');
  const { source, records } = previous;
  const fullSyncAt = source.mode === 'incremental' ? source.fullSyncAt : source.fetchedAt;
  if (source.mode !== 'incremental' && !source.complete)
    return everything('the stored snapshot is incomplete');
  if (fullSyncAt == null || !(Date.now() - Date.parse(fullSyncAt) < maxFullAge)) {
    return everything('the last full pull is too old');
  }
  const since = latestChange(records);
  if (since === null) return everything('the stored records do not say when they were changed');

  const { fetchChanges, shownEndpoint } = await import('@klarify-graph/core/api');
  const changes = await fetchChanges(options, beforeThat(since));
  if (!changes.complete) return everything('what changed could not be shown to be all', changes.requests);
  const merged = mergeRecords(records, changes.records);
  const graph = buildGraph(merged);
  if (changes.listTotal !== null && changes.listTotal !== graph.listed) {
    return everything(
      `the list has ${changes.listTotal} procedures, what is stored and what changed makes ${graph.listed}`,
      changes.requests,
    );
  }
  const known = new Set(buildGraph(records).procedures.map(({ id }) => id));
  const dangling = graph.procedures.find(({ id, missing }) => missing && !known.has(id));
  if (dangling !== undefined)
    return everything(
      `a changed record names "${showControls(dangling.name)}", which is not stored`,
      changes.requests,
    );
  return {
    snapshot: {
      source: {
        endpoint: shownEndpoint(new URL(options.endpoint)),
        fetchedAt: changes.fetchedAt,
        complete: false,
        mode: 'incremental',
        fullSyncAt,
      },
      records: merged,
    },
    diagnostics: changes.diagnostics,
    requests: changes.requests,
  };
}

const SECOND = 1000;
/** How far the clock of a zone runs ahead of UTC at most: a time without a zone may be so much earlier. */
const FURTHEST_AHEAD = 14 * 3_600_000;

/** A second earlier: the API tells what was modified *after* a time, which may be coarse. */
function beforeThat(time: string): string {
  const margin = lacksZone(time) ? FURTHEST_AHEAD + SECOND : SECOND;
  return new Date(parseTime(time) - margin).toISOString();
}
