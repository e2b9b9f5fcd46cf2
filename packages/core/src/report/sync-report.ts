import { isRawObject, type RawObject, readId } from '../model/raw-fields.js';
import { sameJson } from '../model/same-json.js';
import type { Snapshot } from '../model/snapshot.js';
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

/** Reports what a sync brought, against the snapshot stored before. Cost: linear in the records. */
export function syncReport(
  subject: Subject,
  snapshot: Snapshot,
  previous: Snapshot | undefined,
  requests: number,
): SyncReport {
  const before = recordsById(previous?.records ?? []);
  const after = recordsById(snapshot.records);
  let added = 0;
  let changed = 0;
  for (const [id, record] of after) {
    const old = before.get(id);
    if (old === undefined) added++;
    else if (!sameJson(old, record)) changed++;
  }
  const removed = [...before.keys()].filter((id) => !after.has(id)).length;
  const { complete } = snapshot.source;
  return { ...envelope(subject, 'sync'), added, changed, removed, requests, complete };
}

function recordsById(records: readonly unknown[]): ReadonlyMap<string, RawObject> {
  const byId = new Map<string, RawObject>();
  for (const record of records) {
    const id = isRawObject(record) ? readId(record['id']) : null;
    if (isRawObject(record) && id !== null) byId.set(id, record);
  }
  return byId;
}
