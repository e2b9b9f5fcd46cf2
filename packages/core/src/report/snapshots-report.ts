import type { SnapshotSource } from '../model/snapshot.js';

/** A file of the store, as far as it can be told without reading all of it. */
export interface StoredFileDescription {
  readonly path: string;
  readonly bytes: number;
  readonly source: SnapshotSource | undefined;
  readonly records: number | undefined;
  /** Why the file cannot be read; `undefined` where its ends are as they should be. */
  readonly damage: string | undefined;
}

export interface StoredSnapshotSummary {
  readonly fetchedAt: string | null;
  readonly endpoint: string | null;
  readonly complete: boolean | null;
  readonly mode: 'full' | 'incremental' | null;
  readonly records: number | null;
  readonly bytes: number;
  readonly path: string;
  readonly damage: string | null;
}

/** What `snapshots` says. It is about the store, not about a graph, so it has no `source`. */
export interface SnapshotsReport {
  readonly schemaVersion: 1;
  readonly command: 'snapshots';
  readonly store: string;
  readonly count: number;
  readonly snapshots: readonly StoredSnapshotSummary[];
}

/** Reports the files of the store in the order given. */
export function snapshotsReport(store: string, files: readonly StoredFileDescription[]): SnapshotsReport {
  const snapshots = files.map(({ path, bytes, source, records, damage }) => ({
    fetchedAt: source?.fetchedAt ?? null,
    endpoint: source?.endpoint ?? null,
    complete: source?.complete ?? null,
    mode: source?.mode ?? null,
    records: records ?? null,
    bytes,
    path,
    damage: damage ?? null,
  }));
  return { schemaVersion: 1, command: 'snapshots', store, count: snapshots.length, snapshots };
}
