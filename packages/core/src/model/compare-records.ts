import { chooseRecords } from './parse-records.js';
import { isRawObject, readId } from './raw-fields.js';
import { countsInstead } from './record-order.js';
import { sameJson } from './same-json.js';

/** How many records came, differ in any field, and went. */
export interface RecordChanges {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/**
 * Compares the records of before with those of now, by id; of several with one id the one that counts. Those of before
 * may come one at a time: none of them is kept. Cost: linear in the records.
 */
export async function compareRecords(
  before: AsyncIterable<unknown> | Iterable<unknown>,
  now: readonly unknown[],
): Promise<RecordChanges> {
  const current = new Map(chooseRecords(now, []).map(({ id, raw }) => [id, raw]));
  const earlier = new Map<string, { readonly updatedAt: unknown; readonly same: boolean }>();
  for await (const record of before) {
    const id = isRawObject(record) ? readId(record['id']) : null;
    if (!isRawObject(record) || id === null) continue;
    const updatedAt = record['updated_at'];
    const known = earlier.get(id);
    if (known !== undefined && !countsInstead(known.updatedAt, updatedAt)) continue;
    const raw = current.get(id);
    earlier.set(id, { updatedAt, same: raw !== undefined && sameJson(record, raw) });
  }
  let kept = 0;
  let changed = 0;
  for (const [id, { same }] of earlier) {
    if (!current.has(id)) continue;
    kept++;
    if (!same) changed++;
  }
  return { added: current.size - kept, changed, removed: earlier.size - kept };
}
