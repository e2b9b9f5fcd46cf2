import { KlarifyGraphError } from '../errors.js';

const NEWLINE = 10;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** One line of an input; numbers start at 1. */
export interface Line {
  readonly text: string;
  readonly number: number;
}

/**
 * The lines of UTF-8 bytes, decoded one at a time, so that an input may be larger than the longest string.
 * A byte order mark is skipped.
 */
export class Lines implements Iterable<Line> {
  readonly bytes: Uint8Array;
  readonly #name: string;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });

  constructor(bytes: Uint8Array, name: string) {
    const marked = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
    this.bytes = marked ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
    this.#name = name;
  }

  *[Symbol.iterator](): Iterator<Line> {
    let number = 1;
    for (let start = 0; start < this.bytes.length; number++) {
      const found = this.bytes.indexOf(NEWLINE, start);
      const end = found === -1 ? this.bytes.length : found;
      yield { text: this.decode(start, end), number };
      start = end + 1;
    }
  }

  /** The first line that is not blank, when another follows; else `undefined`. */
  firstTwo(): string | undefined {
    let start = 0;
    while (start < this.bytes.length && this.bytes[start]! <= 32) start++;
    const end = this.bytes.indexOf(NEWLINE, start);
    if (end === -1) return undefined;
    let next = end + 1;
    while (next < this.bytes.length && this.bytes[next]! <= 32) next++;
    return next === this.bytes.length ? undefined : this.decode(start, end);
  }

  /** The text between two positions. */
  decode(start: number, end: number): string {
    try {
      return this.#decoder.decode(this.bytes.subarray(start, end));
    } catch {
      throw notText(this.#name);
    }
  }
}

/** All bytes as text, without the byte order mark. */
export function decodeText(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && /string|length/i.test(error.message))) {
      throw new KlarifyGraphError(
        'unreadable-snapshot',
        `The snapshot ${name} is too large to read as one document. Give it as one record a line.`,
      );
    }
    throw notText(name);
  }
}

function notText(name: string): KlarifyGraphError {
  return new KlarifyGraphError(
    'unreadable-snapshot',
    `The snapshot ${name} is not text in UTF-8. Expected is JSON, plain or compressed with gzip.`,
  );
}
