import { KlarifyGraphError } from '../errors.js';
import { isRawObject, type RawObject, readId } from '../model/raw-fields.js';
import type { Snapshot } from '../model/snapshot.js';
import { isGraphDocument, type ReadGraph, readGraphDocument } from '../report/read-graph-document.js';
import { decodeText, Lines } from './lines.js';
import { isPage, PageCollector } from './pages.js';
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
  const collected = readLineRecords(lines, name);
  if (collected !== undefined) return asRecords(collected, name);
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
  return asRecords(collect(value, name), name);
}

/** The records of newline-delimited JSON; `undefined` when the input is one document. */
function readLineRecords(lines: Lines, name: string): PageCollector | undefined {
  const first = lines.firstTwo();
  // A whole value with more behind it cannot be one document.
  if (first === undefined || tryParse(first) === undefined) return undefined;
  const collected = new PageCollector();
  for (const { text, number } of lines) {
    if (text.trim() !== '') collected.add(parseJson(text, name, number));
  }
  return collected;
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

function collect(value: unknown, name: string): PageCollector {
  const isRecord = isRawObject(value) && readId(value['id']) !== null;
  if (!isRecord && !isPage(value) && !Array.isArray(value)) throw unreadable(name, 'holds no procedures');
  const collected = new PageCollector();
  for (const item of Array.isArray(value) ? value : [value]) collected.add(item);
  return collected;
}

function asRecords({ records, lack }: PageCollector, name: string): ParsedInput {
  const isRecord = (item: unknown): item is RawObject => isRawObject(item) && readId(item['id']) !== null;
  if (records.length > 0 && !records.some(isRecord)) {
    throw unreadable(name, 'holds no procedures: nothing in it has an id');
  }
  const source = {
    endpoint: null,
    fetchedAt: null,
    complete: lack === undefined,
    ...(lack !== undefined && { incompleteReason: lack }),
  };
  return { kind: 'records', snapshot: { source, records } };
}

function unreadable(name: string, what: string): KlarifyGraphError {
  return new KlarifyGraphError(
    'unreadable-snapshot',
    `The snapshot ${name} ${what}. Expected is a snapshot or an export of klarify-graph, API records as JSON, or one record a line.`,
  );
}
