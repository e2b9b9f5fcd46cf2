/**
 * Raw records that are read one after the other and let go, so that a large snapshot never stands in memory as records.
 * An array is one. Reading can throw where the records are parsed as they are read.
 */
export interface RecordSource extends Iterable<unknown> {
  /** The record at this position of the list, for the few that have to be seen again. */
  at(position: number): unknown;
}
