import { GrowingColumn } from '../model/growing-column.js';
import { skipSpace } from '../model/json-scanner.js';
import { parseJson } from '../model/parse-json.js';
import { type RecordBytes, type RecordSource, SCANNED } from '../model/record-source.js';
import type { InputText } from './input-text.js';
import { isPage, isPartial } from './pages.js';
import { endOfRecord, nextRecord, type RecordBounds } from './record-bounds.js';

export interface JsonSourceOptions {
  /** How many records there should be, where that is known. */
  readonly count?: number;
  /**
   * Present where an element that is an API page stands for the records in it; makes the error for one among records that
   * says that it is not the whole list.
   */
  readonly onPartialPage?: () => Error;
  /** Makes the error for an element that is not JSON; it begins at this byte. */
  readonly onInvalid: (start: number, cause?: unknown) => Error;
}

const OPEN_OBJECT = 123;

/** Records read one at a time out of the bytes they stand in, which are all that is kept of them. */
export class JsonSource implements RecordSource {
  readonly json: RecordBytes;
  readonly #bytes: Uint8Array;
  readonly #bounds: RecordBounds;
  readonly #decode: (start: number, end: number) => string;
  readonly #options: JsonSourceOptions;
  /** Of each element reached: where it begins and ends, and the position of its first record. */
  #starts = new GrowingColumn();
  #ends = new GrowingColumn();
  #firsts = new GrowingColumn();
  #again: { readonly element: number; readonly value: unknown } | undefined;

  constructor(text: InputText, bounds: RecordBounds, options: JsonSourceOptions) {
    this.#bytes = text.bytes;
    this.#bounds = bounds;
    this.#decode = text.decoder();
    this.#options = options;
    this.json = { bytes: text.bytes, decode: this.#decode, read: (scan) => this.#read(scan) };
  }

  [Symbol.iterator](): Iterator<unknown> {
    return this.#read();
  }

  /** One of those that the iteration has reached. Cost: parsing its element, or none where that was the last asked for. */
  at(position: number): unknown {
    const element = this.#elementWith(position);
    if (this.#again?.element !== element) {
      this.#again = { element, value: this.#parseAt(this.#starts.at(element), this.#ends.at(element)) };
    }
    const { value } = this.#again;
    return this.#options.onPartialPage !== undefined && isPage(value)
      ? value.data[position - this.#firsts.at(element)]
      : value;
  }

  /** The first element, be it a page; `undefined` where there is none. */
  first(): unknown {
    const start = skipSpace(this.#bytes, this.#bounds.start);
    return start >= this.#bounds.end ? undefined : this.#parseAt(start, this.#endOf(start));
  }

  /** All elements as they stand, pages too. */
  *elements(): Generator<unknown, undefined> {
    for (let start = skipSpace(this.#bytes, this.#bounds.start); start < this.#bounds.end; ) {
      const end = this.#endOf(start);
      const value = this.#parseAt(start, end);
      const next = nextRecord(this.#bytes, end, this.#bounds);
      if (next === undefined) throw this.#options.onInvalid(start);
      yield value;
      start = next;
    }
  }

  *#read(scan?: (start: number) => number): Generator<unknown, undefined> {
    const { count, onInvalid, onPartialPage } = this.#options;
    this.#starts = new GrowingColumn();
    this.#ends = new GrowingColumn();
    this.#firsts = new GrowingColumn();
    this.#again = undefined;
    let position = 0;
    for (let start = skipSpace(this.#bytes, this.#bounds.start); start < this.#bounds.end; ) {
      const scanned = scan === undefined ? -1 : this.#scanAt(start, scan);
      const end = scanned === -1 ? this.#endOf(start) : scanned;
      const value = scanned === -1 ? this.#parseAt(start, end) : SCANNED;
      const next = nextRecord(this.#bytes, end, this.#bounds);
      if (next === undefined) throw onInvalid(start);
      this.#starts.push(start);
      this.#ends.push(end);
      this.#firsts.push(position);
      if (onPartialPage !== undefined && isPage(value)) {
        if (isPartial(value)) throw onPartialPage();
        yield* value.data;
        position += value.data.length;
      } else {
        yield value;
        position++;
      }
      start = next;
    }
    if (count !== undefined && position !== count) throw onInvalid(this.#bounds.end);
  }

  /** Where the record that begins here ends as the scanner sees it, or -1. */
  #scanAt(start: number, scan: (start: number) => number): number {
    if (this.#bytes[start] !== OPEN_OBJECT) return -1;
    const end = scan(start);
    const isOneLine = this.#bounds.between === 'comma' || end <= this.#endOf(start);
    return end <= this.#bounds.end && isOneLine ? end : -1;
  }

  #endOf(start: number): number {
    return endOfRecord(this.#bytes, start, this.#bounds);
  }

  #elementWith(position: number): number {
    let [low, high] = [0, this.#firsts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#firsts.at(middle) <= position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #parseAt(start: number, end: number): unknown {
    try {
      return parseJson(this.#decode(start, end));
    } catch (error) {
      throw this.#options.onInvalid(start, error);
    }
  }
}
