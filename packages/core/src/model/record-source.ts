/**
 * Raw records that are read one after the other and let go, so that a large snapshot never stands in memory as records.
 * An array is one. Reading can throw where the records are parsed as they are read.
 */
export interface RecordSource extends Iterable<unknown> {
  /** The record at this position of the list, for the few that have to be seen again. */
  at(position: number): unknown;
  /** The JSON that the records are parsed from, where they are. */
  readonly json?: RecordBytes;
}

/** Records as JSON in UTF-8. */
export interface RecordBytes {
  readonly bytes: Uint8Array;
  /** The text between two positions. */
  readonly decode: (start: number, end: number) => string;
  /**
   * Reads the records like the iteration, but asks `scan` first about each that begins at a position with `{`. It answers
   * with where it ends, and is given `SCANNED` in place of the record, or with -1 where it has to be parsed.
   */
  readonly read: (scan: (start: number) => number) => Iterable<unknown>;
}

/** Stands for a record that was scanned where it is. */
export const SCANNED: unique symbol = Symbol('scanned');
