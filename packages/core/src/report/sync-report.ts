import type { RecordChanges } from '../model/compare-records.js';
import { type Envelope, envelope, type Subject } from './source.js';

export interface SyncReport extends Envelope<'sync'> {
  /** Procedures that the stored snapshot did not hold. */
  readonly added: number;
  /** Procedures whose records differ from the stored ones in any field. */
  readonly changed: number;
  /** Procedures that the stored snapshot held and the list no longer does. */
  readonly removed: number;
  readonly requests: number;
  readonly complete: boolean;
}

/** Reports what a sync brought, against the snapshot stored before. */
export function syncReport(subject: Subject, changes: RecordChanges, requests: number): SyncReport {
  const { added, changed, removed } = changes;
  const { complete } = subject.source;
  return { ...envelope(subject, 'sync'), added, changed, removed, requests, complete };
}
