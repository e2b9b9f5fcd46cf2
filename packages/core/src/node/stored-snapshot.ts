import { createHash } from 'node:crypto';
import { KlarifyGraphError } from '../errors.js';
import { parseJson, stringifyJson } from '../model/parse-json.js';
import { isRawObject } from '../model/raw-fields.js';
import type { RecordSource } from '../model/record-source.js';
import type { Snapshot, SnapshotSource } from '../model/snapshot.js';
import type { InputText } from './input-text.js';
import { JsonSource } from './json-source.js';

/*
 * A stored snapshot is one JSON document laid out by lines, so that it can be written and read record by record:
 *   {"format":"klarify-graph-snapshot","formatVersion":1,"source":{…},"records":[
 *   {record},
 *   {record}
 *   ],"count":2,"sha256":"…"}
 * The checksum covers every byte before `,"sha256"`.
 */
const PREFIX = '{"format":"klarify-graph-snapshot","formatVersion":';
const FORMAT_VERSION = 1;
const HEAD_END = ',"records":[';
const TRAILER = /^\],"count":(\d+),"sha256":"([0-9a-f]{64})"\}$/;

/** The text of a stored snapshot, piece by piece. */
export function* writeStoredSnapshot(snapshot: Snapshot): Generator<string> {
  const hash = createHash('sha256');
  const take = (text: string) => {
    hash.update(text);
    return text;
  };
  yield take(`${PREFIX}${FORMAT_VERSION},"source":${JSON.stringify(snapshot.source)}${HEAD_END}\n`);
  const last = snapshot.records.length - 1;
  let pending = '';
  for (const [index, record] of snapshot.records.entries()) {
    pending += `${stringifyJson(record)}${index === last ? '' : ','}\n`;
    if (pending.length < 1 << 16) continue;
    yield take(pending);
    pending = '';
  }
  yield take(`${pending}],"count":${snapshot.records.length}`);
  yield checksumTail(hash.digest('hex'));
}

/** What stands behind all that the checksum covers. */
export function checksumTail(sha256: string): string {
  return `,"sha256":"${sha256}"}\n`;
}

export function isStoredSnapshot({ bytes }: InputText): boolean {
  return bytes.subarray(0, PREFIX.length).equals(Buffer.from(PREFIX));
}

/**
 * Reads a stored snapshot, having checked every byte of it; its records are parsed as they are read.
 * @throws KlarifyGraphError `newer-format`, or `damaged-snapshot` where it is cut short or a byte was changed.
 */
export function readStoredSnapshot(input: InputText): {
  readonly source: SnapshotSource;
  readonly records: RecordSource;
} {
  const { bytes, name } = input;
  const headEnd = bytes.indexOf(10);
  const source = readStoredSource(input.decode(0, headEnd === -1 ? bytes.length : headEnd), name);
  const contentEnd = bytes.at(-1) === 10 ? bytes.length - 1 : bytes.length;
  const trailerStart = bytes.lastIndexOf(10, contentEnd - 1) + 1;
  const trailer = input.decode(trailerStart, contentEnd);
  if (headEnd === -1) throw damagedSnapshot(name, 'it is cut short');
  const tail = readStoredTail(trailer, name);
  const covered = trailerStart + trailer.indexOf(',"sha256"');
  if (createHash('sha256').update(bytes.subarray(0, covered)).digest('hex') !== tail.sha256) {
    throw damagedSnapshot(name, 'its checksum does not fit its contents');
  }
  const onInvalid = () => damagedSnapshot(name, 'its count does not fit its contents');
  const bounds = { start: headEnd + 1, end: trailerStart, between: 'comma' } as const;
  return { source, records: new JsonSource(input, bounds, { count: tail.count, onInvalid }) };
}

/** The record in a line, all but the last of which end with a comma. @throws SyntaxError */
export function recordOfLine(line: string): unknown {
  return parseJson(line.endsWith(',') ? line.slice(0, -1) : line);
}

/** Reads the last line of a stored snapshot. @throws KlarifyGraphError `damaged-snapshot` */
export function readStoredTail(
  line: string,
  name: string,
): { readonly count: number; readonly sha256: string } {
  const match = TRAILER.exec(line);
  if (match === null) throw damagedSnapshot(name, 'it is cut short');
  return { count: Number(match[1]), sha256: match[2] ?? '' };
}

/** Reads the first line of a stored snapshot: where it comes from. */
export function readStoredSource(head: string, name: string): SnapshotSource {
  const version = Number.parseInt(head.slice(PREFIX.length), 10);
  if (version > FORMAT_VERSION) {
    throw new KlarifyGraphError(
      'newer-format',
      `The snapshot ${name} has format version ${version}, this klarify-graph reads up to ${FORMAT_VERSION}. Update klarify-graph.`,
    );
  }
  const value = head.startsWith(PREFIX) && head.endsWith(HEAD_END) ? parseHead(`${head}]}`) : undefined;
  const source = isRawObject(value) ? value['source'] : undefined;
  if (!isRawObject(source)) throw damagedSnapshot(name, 'its first line cannot be read');
  const text = (field: string) => {
    const found = source[field];
    return typeof found === 'string' ? found : null;
  };
  return {
    endpoint: text('endpoint'),
    fetchedAt: text('fetchedAt'),
    complete: source['complete'] === true,
    mode: source['mode'] === 'incremental' ? 'incremental' : 'full',
    ...(text('fullSyncAt') !== null && { fullSyncAt: text('fullSyncAt') ?? '' }),
    ...(text('incompleteReason') !== null && { incompleteReason: text('incompleteReason') ?? '' }),
  };
}

function parseHead(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function damagedSnapshot(name: string, what: string): KlarifyGraphError {
  return new KlarifyGraphError(
    'damaged-snapshot',
    `The snapshot ${name} is damaged: ${what}. Take another one, or sync again.`,
  );
}
