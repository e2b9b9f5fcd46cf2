import { isRawObject, readId } from './raw-fields.js';
import { parseTime } from './time.js';

/**
 * Puts changed records in the place of those with the same id; new ones come last. Records without a usable id are kept
 * as they are. Cost: linear in the records.
 */
export function mergeRecords(stored: readonly unknown[], changed: readonly unknown[]): readonly unknown[] {
  const pending = new Map<string, unknown>();
  const nameless: unknown[] = [];
  for (const record of changed) {
    const id = idOf(record);
    if (id === null) nameless.push(record);
    else pending.set(id, record);
  }
  const merged: unknown[] = [];
  const replaced = new Set<string>();
  for (const record of stored) {
    const id = idOf(record);
    if (id === null || !pending.has(id)) {
      merged.push(record);
    } else if (!replaced.has(id)) {
      merged.push(pending.get(id));
      replaced.add(id);
    }
  }
  for (const [id, record] of pending) if (!replaced.has(id)) merged.push(record);
  return [...merged, ...nameless];
}

/** The latest `updated_at` of the records, as received; `null` where none can be read. */
export function latestChange(records: readonly unknown[]): string | null {
  let latest: string | null = null;
  for (const record of records) {
    const value = isRawObject(record) ? record['updated_at'] : undefined;
    if (typeof value !== 'string' || Number.isNaN(parseTime(value))) continue;
    if (latest === null || parseTime(value) > parseTime(latest)) latest = value;
  }
  return latest;
}

function idOf(record: unknown): string | null {
  return isRawObject(record) ? readId(record['id']) : null;
}
