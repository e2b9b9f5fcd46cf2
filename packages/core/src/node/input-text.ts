import { isAscii, isUtf8 } from 'node:buffer';
import { KlarifyGraphError } from '../errors.js';

const NEWLINE = 10;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Places in a text are kept as numbers of 32 bits. */
const LONGEST = 2 ** 32 - 1;

/** UTF-8 bytes, decoded piece by piece, so that an input may be larger than the longest string. */
export class InputText {
  /** Without the byte order mark. */
  readonly bytes: Buffer;
  /** What the input is called in messages. */
  readonly name: string;

  /** @throws KlarifyGraphError `unreadable-snapshot` where there are 4 GiB of it or more */
  constructor(bytes: Uint8Array, name: string) {
    if (bytes.byteLength > LONGEST) throw tooLong(name);
    const marked = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
    const skipped = marked ? BYTE_ORDER_MARK.length : 0;
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset + skipped, bytes.byteLength - skipped);
    this.name = name;
  }

  /** The first line that is not blank, when another follows; else `undefined`. */
  firstOfSeveral(): string | undefined {
    let start = 0;
    while (start < this.bytes.length && this.bytes[start]! <= 32) start++;
    const end = this.bytes.indexOf(NEWLINE, start);
    if (end === -1) return undefined;
    let next = end + 1;
    while (next < this.bytes.length && this.bytes[next]! <= 32) next++;
    return next === this.bytes.length ? undefined : this.decode(start, end);
  }

  /** The text between two positions. @throws KlarifyGraphError `unreadable-snapshot` where it is not UTF-8 */
  decode(start: number, end: number): string {
    const piece = this.bytes.subarray(start, end);
    if (!isUtf8(piece)) throw notText(this.name);
    return piece.toString('utf8');
  }

  /** All of it. @throws KlarifyGraphError `unreadable-snapshot` also where it is longer than the longest string */
  decodeAll(): string {
    try {
      return this.decode(0, this.bytes.length);
    } catch (error) {
      if (error instanceof KlarifyGraphError) throw error;
      throw new KlarifyGraphError(
        'unreadable-snapshot',
        `The snapshot ${this.name} is too large to read as one document. Give it as one record a line.`,
      );
    }
  }

  /** Gives the text between positions, having looked at all of it once. Throws as {@link decode} does. */
  decoder(): (start: number, end: number) => string {
    const { bytes } = this;
    if (!isUtf8(bytes)) throw notText(this.name);
    const encoding = isAscii(bytes) ? 'latin1' : 'utf8';
    return (start, end) => bytes.toString(encoding, start, end);
  }
}

function notText(name: string): KlarifyGraphError {
  return new KlarifyGraphError(
    'unreadable-snapshot',
    `The snapshot ${name} is not text in UTF-8. Expected is JSON, plain or compressed with gzip.`,
  );
}

function tooLong(name: string): KlarifyGraphError {
  return new KlarifyGraphError(
    'unreadable-snapshot',
    `The snapshot ${name} is too large: less than 4 GiB can be read. Leave out fields of its records that are not needed.`,
  );
}
