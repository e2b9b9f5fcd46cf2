import type { CallKind, Reference } from './procedure.js';

/** A JSON object whose fields nobody has looked at yet. */
export type RawObject = Readonly<Record<string, unknown>>;

/** Told about each value of a type that the field cannot have. */
export type OnInvalidField = (field: string, value: unknown) => void;

export function isRawObject(value: unknown): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The id as a string, or `null` when it is none: usable is a non-empty string or a finite number (0 included). */
export function readId(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
}

/** A text field: the string as received, `null` when absent or of another type. */
export function readText(raw: RawObject, field: string, onInvalid: OnInvalidField): string | null {
  const value = raw[field];
  if (typeof value === 'string') return value;
  if (value !== undefined && value !== null) onInvalid(field, value);
  return null;
}

function isListItem(value: unknown): value is string | RawObject {
  return typeof value === 'string' || isRawObject(value);
}

/** The items of a list field: null or absent is empty, a single string or object is a list of one. */
export function readList(
  raw: RawObject,
  field: string,
  onInvalid: OnInvalidField,
): readonly (string | RawObject)[] {
  const value = raw[field];
  if (value === undefined || value === null) return [];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (items.every(isListItem)) return items;
  return items.filter((item) => {
    const valid = isListItem(item);
    if (!valid) onInvalid(field, item);
    return valid;
  });
}

/** The accountable person (dialect A: a string) or position (dialect B: an object with a `job_title`). */
export function readOwner(raw: RawObject, onInvalid: OnInvalidField): string | null {
  const value = raw['owner'];
  const owner = isRawObject(value)
    ? readText(value, 'job_title', onInvalid)
    : readText(raw, 'owner', onInvalid);
  return owner === null || owner.trim() === '' ? null : owner;
}

/** Those who do the work: display names, or positions with a `job_title` or a `name`. */
export function readPerformers(raw: RawObject, onInvalid: OnInvalidField): readonly string[] {
  const performers: string[] = [];
  for (const item of readList(raw, 'performer', onInvalid)) {
    const text =
      typeof item === 'string'
        ? item
        : (readText(item, 'job_title', onInvalid) ?? readText(item, 'name', onInvalid));
    if (text !== null && text.trim() !== '') performers.push(text);
  }
  return performers;
}

/** Lane names, nested lanes flattened, each before the lanes inside it. */
export function readLanes(raw: RawObject, onInvalid: OnInvalidField): readonly string[] {
  const lanes: string[] = [];
  const pending = [...readList(raw, 'lanes', onInvalid)].reverse();
  for (let lane = pending.pop(); lane !== undefined; lane = pending.pop()) {
    const name = typeof lane === 'string' ? lane : readText(lane, 'name', onInvalid);
    if (name !== null && name.trim() !== '') lanes.push(name);
    if (typeof lane === 'string') continue;
    const nested = readList(lane, 'nestedLanes', onInvalid);
    for (let inner = nested.length - 1; inner >= 0; inner--) pending.push(nested[inner]!);
  }
  return lanes;
}

/** Tells of the callers or parents that a record names in one of the two reference fields. */
export function readReferences(
  raw: RawObject,
  kind: CallKind,
  onInvalid: OnInvalidField,
  use: (reference: Reference) => void,
): void {
  for (const item of readList(raw, kind, onInvalid)) {
    if (typeof item === 'string') use({ id: null, name: item, kind });
    else use({ id: readId(item['id']), name: readText(item, 'name', onInvalid), kind });
  }
}

/** The `totalCount` of a page: a whole number, or its digits; `null` for anything else. */
export function readTotal(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}
