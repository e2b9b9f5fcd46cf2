import { readTotal } from '../model/raw-fields.js';

/** One page of the list as the API wraps it, with what it says of the rest. */
export interface Envelope {
  readonly records: readonly unknown[];
  /** `null` when the page does not say, or not with a boolean. */
  readonly hasNext: boolean | null;
  /** The number of items on all pages; `null` when the page does not say, or not legibly. */
  readonly totalCount: number | null;
  /** The `totalCount` that was sent and makes no sense; else `null`. */
  readonly unreadableTotal: string | null;
}

/** Reads a parsed answer; when it is no page, returns a phrase that says what it is instead. */
export function readEnvelope(body: unknown): Envelope | string {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return describe(body);
  const fields = new Map<string, unknown>(Object.entries(body));
  const data = fields.get('data');
  if (!Array.isArray(data)) {
    if (fields.has('data')) return `an object whose "data" is ${describe(data)}`;
    const names = [...fields.keys()].slice(0, 5).map((name) => JSON.stringify(name));
    return names.length === 0 ? 'an empty object' : `an object without "data" (it has ${names.join(', ')})`;
  }
  const hasNext = fields.get('hasNext');
  const sentTotal = fields.get('totalCount') ?? null;
  const totalCount = readTotal(sentTotal);
  return {
    records: data,
    hasNext: typeof hasNext === 'boolean' ? hasNext : null,
    totalCount,
    unreadableTotal: sentTotal !== null && totalCount === null ? describeTotal(sentTotal) : null,
  };
}

function describeTotal(value: unknown): string {
  return typeof value === 'object' ? describe(value) : JSON.stringify(value);
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
