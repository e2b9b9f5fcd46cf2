import { KlarifyGraphError } from '../errors.js';
import { isRawObject, type RawObject, readId } from '../model/raw-fields.js';
import type { Snapshot } from '../model/snapshot.js';
import { isGraphDocument, type ReadGraph, readGraphDocument } from '../report/read-graph-document.js';
import { decodeText, Lines } from './lines.js';
import { isStoredSnapshot, readStoredSnapshot } from './stored-snapshot.js';

/** What an input turned out to hold: raw records still to be resolved, or an exported graph. */
export type ParsedInput =
  | { readonly kind: 'records'; readonly snapshot: Snapshot }
  | { readonly kind: 'graph'; readonly read: ReadGraph };

/**
 * Reads any accepted shape: a stored snapshot, a bare array of records, one API page, an array of pages,
 * newline-delimited JSON, or a graph exported as JSON. A byte order mark is skipped. `name` stands in messages.
 *
 * @throws KlarifyGraphError `unreadable-snapshot` where nothing in it is a record, `damaged-snapshot` where the checksum
 * of a stored snapshot does not fit, `newer-format` where a later version wrote it. Cost: linear in the bytes.
 */
export function parseInput(bytes: Uint8Array, name: string): ParsedInput {
  const lines = new Lines(bytes, name);
  if (isStoredSnapshot(lines)) return { kind: 'records', snapshot: readStoredSnapshot(lines, name) };
  const records = readLineRecords(lines, name);
  if (records !== undefined) return asRecords(records, name);
  const text = decodeText(bytes, name);
  if (text.trim() === '') throw unreadable(name, 'is empty');
  const value = parseJson(text, name);
  if (isRawObject(value) && value['format'] === 'klarify-graph-snapshot') {
    throw new KlarifyGraphError(
      'damaged-snapshot',
      `The snapshot ${name} was changed after it was written. Take another one, or sync again.`,
    );
  }
  if (isGraphDocument(value)) return { kind: 'graph', read: readGraphDocument(value) };
  return asRecords(recordsOf(value, name), name, !endsWithMore(value));
}

/** The values of newline-delimited JSON; `undefined` when the input is one document. */
function readLineRecords(lines: Lines, name: string): readonly unknown[] | undefined {
  const first = lines.firstTwo();
  if (first === undefined || !isRawObject(tryParse(first))) return undefined;
  const records: unknown[] = [];
  for (const { text, number } of lines) {
    const value = text.trim() === '' ? [] : parseJson(text, name, number);
    if (isPage(value)) for (const record of value.data) records.push(record);
    else if (text.trim() !== '') records.push(value);
  }
  return records;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseJson(text: string, name: string, line?: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const where = line === undefined ? '' : ` in line ${line}`;
    const cut = cause instanceof SyntaxError && /end of JSON|Unterminated/.test(cause.message);
    throw unreadable(name, cut ? `is cut short${where}` : `is not valid JSON${where}`);
  }
}

function recordsOf(value: unknown, name: string): readonly unknown[] {
  if (isPage(value)) return value.data;
  if (Array.isArray(value)) return value.flatMap((item: unknown) => (isPage(item) ? item.data : [item]));
  if (isRawObject(value) && readId(value['id']) !== null) return [value];
  throw unreadable(name, 'holds no procedures');
}

function isPage(value: unknown): value is { readonly data: readonly unknown[]; readonly hasNext?: unknown } {
  return isRawObject(value) && Array.isArray(value['data']) && readId(value['id']) === null;
}

/** True for pages of which the last says that another follows: the rest is not here. */
function endsWithMore(value: unknown): boolean {
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  return isPage(last) && last.hasNext === true;
}

function asRecords(records: readonly unknown[], name: string, complete = true): ParsedInput {
  const isRecord = (item: unknown): item is RawObject => isRawObject(item) && readId(item['id']) !== null;
  if (records.length > 0 && !records.some(isRecord)) {
    throw unreadable(name, 'holds no procedures: nothing in it has an id');
  }
  return {
    kind: 'records',
    snapshot: { source: { endpoint: null, fetchedAt: null, complete }, records },
  };
}

function unreadable(name: string, what: string): KlarifyGraphError {
  return new KlarifyGraphError(
    'unreadable-snapshot',
    `The snapshot ${name} ${what}. Expected is a snapshot or an export of klarify-graph, API records as JSON, or one record a line.`,
  );
}
