import { crc32 } from 'node:zlib';
import type { SnapshotSource } from '../../model/snapshot.js';

/*
 * The index of a stored snapshot: what the graph is made of, in the form in which it is worked on, so that it is read and
 * not parsed.
 *   8 bytes    "klgraph" and the version of the format
 *   4          how long the head is
 *   …          the head, JSON: what it is the index of, and where the columns lie
 *   …          the columns, each at a multiple of 8, numbers little-endian
 *   4          CRC-32 of all before
 * It holds nothing that the snapshot does not say, and is made anew wherever it does not fit.
 */
const MAGIC = 'klgraph';

/**
 * To be raised whenever the columns change, or what `buildGraph` makes of the same records, its messages included: an
 * index of another version is not read. A test tells when.
 */
export const INDEX_VERSION = 2;

const ALIGNMENT = 8;
const HEAD_AT = 12;
const CHECKSUM_BYTES = 4;

/** Which file, byte for byte, an index was made of. */
export interface Binding {
  /** The checksum that the snapshot states of itself, and that was found to fit. */
  readonly sha256: string;
  readonly bytes: number;
  /** The file's identity, modification and change time when that was found, and when that was: nanoseconds. */
  readonly inode: string;
  readonly modified: string;
  readonly changed: string;
  readonly checked: string;
}

export type Column = Uint8Array | Uint32Array;

export type Columns = Readonly<Record<string, Column>>;

/** An index as a whole. */
export interface IndexParts {
  readonly binding: Binding;
  readonly source: SnapshotSource;
  /** How many procedures are in the list. */
  readonly listed: number;
  readonly columns: Columns;
}

interface Place {
  readonly at: number;
  readonly bytes: number;
  readonly wide: boolean;
}

interface Head extends Omit<IndexParts, 'columns'> {
  readonly columns: Readonly<Record<string, Place>>;
}

/** The bytes of an index, piece by piece. */
export function packIndex({ binding, source, listed, columns }: IndexParts): readonly Uint8Array[] {
  const entries = Object.entries(columns);
  const head = (start: number) => {
    let at = start;
    const placed: Record<string, Place> = {};
    for (const [name, column] of entries) {
      placed[name] = { at, bytes: column.byteLength, wide: column instanceof Uint32Array };
      at = aligned(at + column.byteLength);
    }
    return Buffer.from(JSON.stringify({ binding, source, listed, columns: placed } satisfies Head));
  };
  // Where the columns begin hangs on the length of the head, and that on how the places are written.
  let start = aligned(HEAD_AT + head(0).length);
  while (aligned(HEAD_AT + head(start).length) > start) start += ALIGNMENT;
  const first = Buffer.alloc(start, ' ');
  first.write(MAGIC, 'latin1');
  first[MAGIC.length] = INDEX_VERSION;
  first.writeUInt32LE(start - HEAD_AT, 8);
  first.set(head(start), HEAD_AT);
  const pieces: Uint8Array[] = [first];
  for (const [, column] of entries) {
    pieces.push(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
    pieces.push(new Uint8Array(aligned(column.byteLength) - column.byteLength));
  }
  // The checksum of nothing is 0 to zlib, whatever came before.
  const filled = pieces.filter(({ length }) => length > 0);
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32LE(filled.reduce((value, piece) => crc32(piece, value), 0));
  return [...filled, checksum];
}

/** Takes an index apart; `undefined` where it is damaged or of another version. The columns lie in the bytes given. */
export function unpackIndex(buffer: ArrayBuffer): IndexParts | undefined {
  const bytes = Buffer.from(buffer);
  const end = bytes.length - CHECKSUM_BYTES;
  if (end < HEAD_AT || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
  if (bytes[MAGIC.length] !== INDEX_VERSION) return undefined;
  if (crc32(bytes.subarray(0, end)) !== bytes.readUInt32LE(end)) return undefined;
  const headEnd = HEAD_AT + bytes.readUInt32LE(8);
  const head: Head = JSON.parse(bytes.toString('utf8', HEAD_AT, headEnd));
  const columns: Record<string, Column> = {};
  for (const [name, { at, bytes: length, wide }] of Object.entries(head.columns)) {
    columns[name] = wide ? new Uint32Array(buffer, at, length / 4) : new Uint8Array(buffer, at, length);
  }
  return { ...head, columns };
}

function aligned(at: number): number {
  return Math.ceil(at / ALIGNMENT) * ALIGNMENT;
}
