/** How a stored snapshot came to be. Written into its file. */
export interface SnapshotSource {
  /** The endpoint without query: never holds the access key. */
  readonly endpoint: string | null;
  /** ISO 8601 UTC with milliseconds; `null` when the file does not say. */
  readonly fetchedAt: string | null;
  /** False when the sync could not prove that nothing was missed. */
  readonly complete: boolean;
  /** `full` pulled every record; `incremental` only what changed since. */
  readonly mode?: 'full' | 'incremental';
  /** When everything was last pulled; only where the mode is `incremental`. */
  readonly fullSyncAt?: string;
  /** What the sync could not prove, as part of a sentence; only where it is known and `complete` is false. */
  readonly incompleteReason?: string;
}

/** The raw API records as received, unknown fields included, and where they come from. */
export interface Snapshot {
  readonly source: SnapshotSource;
  readonly records: readonly unknown[];
}
