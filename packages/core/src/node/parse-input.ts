import { KlarifyGraphError } from '../errors.js';
import { parseJson } from '../model/parse-json.js';
import { isRawObject, type RawObject, readId } from '../model/raw-fields.js';
import type { RecordSource } from '../model/record-source.js';
import type { SnapshotSource } from '../model/snapshot.js';
import { isGraphDocument, type ReadGraph, readGraphDocument } from '../report/read-graph-document.js';
import { InputText } from './input-text.js';
import { JsonSource, type JsonSourceOptions } from './json-source.js';
import { isPage, PageCollector } from './pages.js';
import { boundsOfArray, type RecordBounds } from './record-bounds.js';
import { isStoredSnapshot, readStoredSnapshot } from './stored-snapshot.js';

/** A snapshot whose records are parsed as they are read, which may throw `unreadable-snapshot`. */
export interface UnreadSnapshot {
  readonly source: SnapshotSource;
  readonly records: RecordSource;
}

/** What an input turned out to hold: raw records still to be resolved, or an exported graph. */
export type ParsedInput =
  | { readonly kind: 'records'; readonly snapshot: UnreadSnapshot }
  | { readonly kind: 'graph'; readonly read: ReadGraph };

/**
 * Reads any accepted shape: a stored snapshot, a bare array of records, one API page, an array of pages,
 * newline-delimited JSON, or a graph exported as JSON. A byte order mark is skipped. `name` stands in messages.
 * Records are parsed one at a time, when they are read: a large input never stands in memory as one text, nor as
 * objects. Pages, and an exported graph, are parsed here.
 *
 * @throws KlarifyGraphError `unreadable-snapshot` where nothing in it is a record, `damaged-snapshot` where the checksum
 * of a stored snapshot does not fit, `newer-format` where a later version wrote it. Cost: linear in the bytes.
 */
export function parseInput(bytes: Uint8Array, name: string): ParsedInput {
  const input = new InputText(bytes, name);
  if (isStoredSnapshot(input)) return { kind: 'records', snapshot: readStoredSnapshot(input) };
  return readLines(input) ?? readArray(input) ?? readDocument(input);
}

/** The values of newline-delimited JSON; `undefined` when the input is one document. */
function readLines(input: InputText): ParsedInput | undefined {
  const first = input.firstOfSeveral();
  // A whole value with more behind it cannot be one document.
  if (first === undefined || tryParse(first) === undefined) return undefined;
  const onInvalid = (start: number, cause?: unknown) =>
    invalidJson(input.name, cause, ` in line ${lineAt(input.bytes, start)}`);
  return asRecords(input, { start: 0, end: input.bytes.length, between: 'newline' }, onInvalid);
}

/** The elements of an array; `undefined` where the input is none, or one that is cut off. */
function readArray(input: InputText): ParsedInput | undefined {
  const bounds = boundsOfArray(input.bytes);
  if (bounds === undefined) return undefined;
  const onInvalid = (_: number, cause?: unknown) => invalidJson(input.name, cause);
  return asRecords(input, bounds, onInvalid);
}

function readDocument(input: InputText): ParsedInput {
  const text = input.decodeAll();
  if (text.trim() === '') throw unreadable(input.name, 'is empty');
  const value = parseOrRefuse(text, input.name);
  if (isRawObject(value) && value['format'] === 'klarify-graph-snapshot') {
    throw new KlarifyGraphError(
      'damaged-snapshot',
      `The snapshot ${input.name} was changed after it was written. Take another one, or sync again.`,
    );
  }
  if (isGraphDocument(value)) return { kind: 'graph', read: readGraphDocument(value) };
  if (isPage(value)) return collected([value], input.name);
  if (isRawObject(value) && readId(value['id']) !== null) return collected([value], input.name);
  throw unreadable(input.name, 'holds no procedures');
}

function tryParse(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function parseOrRefuse(text: string, name: string): unknown {
  try {
    return parseJson(text);
  } catch (cause) {
    throw invalidJson(name, cause);
  }
}

function invalidJson(name: string, cause: unknown, where = ''): KlarifyGraphError {
  const cut = cause instanceof SyntaxError && /end of JSON|Unterminated/.test(cause.message);
  return unreadable(name, cut ? `is cut short${where}` : `is not valid JSON${where}`);
}

function lineAt(bytes: Uint8Array, position: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at !== -1 && at < position; at = bytes.indexOf(10, at + 1)) line++;
  return line;
}

/**
 * Pages can say that others are lacking, which shows when all are read. Where the first element is none, records are read
 * one at a time, and a page that says so is refused.
 */
function asRecords(
  input: InputText,
  bounds: RecordBounds,
  onInvalid: JsonSourceOptions['onInvalid'],
): ParsedInput {
  const { name } = input;
  const onPartialPage = () => unreadable(name, 'mixes records with a page that says that more pages follow');
  const records = new JsonSource(input, bounds, { onInvalid, onPartialPage });
  if (isPage(records.first())) return collected(records.elements(), name);
  if (hasOnlyOthers(records)) throw holdsNone(name);
  return {
    kind: 'records',
    snapshot: { source: { endpoint: null, fetchedAt: null, complete: true }, records },
  };
}

function collected(elements: Iterable<unknown>, name: string): ParsedInput {
  const collector = new PageCollector();
  for (const element of elements) collector.add(element);
  const { records, lack } = collector;
  if (hasOnlyOthers(records)) throw holdsNone(name);
  const source = {
    endpoint: null,
    fetchedAt: null,
    complete: lack === undefined,
    ...(lack !== undefined && { incompleteReason: lack }),
  };
  return { kind: 'records', snapshot: { source, records } };
}

/** True where something is there and nothing of it is a record. */
function hasOnlyOthers(records: RecordSource): boolean {
  const isRecord = (item: unknown): item is RawObject => isRawObject(item) && readId(item['id']) !== null;
  let isEmpty = true;
  for (const item of records) {
    if (isRecord(item)) return false;
    isEmpty = false;
  }
  return !isEmpty;
}

function holdsNone(name: string): KlarifyGraphError {
  return unreadable(name, 'holds no procedures: nothing in it has an id');
}

function unreadable(name: string, what: string): KlarifyGraphError {
  return new KlarifyGraphError(
    'unreadable-snapshot',
    `The snapshot ${name} ${what}. Expected is a snapshot or an export of klarify-graph, API records as JSON, or one record a line.`,
  );
}
