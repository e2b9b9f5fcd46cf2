import { GrowingColumn } from '../../model/growing-column.js';

/** How a text is kept: one that is no valid Unicode cannot be kept as UTF-8. */
const ENCODINGS = ['latin1', 'utf8', 'utf16le'] as const;

const ASCII = /^[\u0000-\u007f]*$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Texts one behind the other, by number. */
export interface TextColumns {
  readonly bytes: Uint8Array;
  /** Where each text ends. */
  readonly ends: Uint32Array;
  readonly encodings: Uint8Array;
}

/** Writes texts; those that stand often are written once. */
export class TextWriter {
  #bytes = Buffer.alloc(1 << 16);
  #length = 0;
  readonly #ends = new GrowingColumn();
  readonly #encodings = new GrowingColumn();
  readonly #shared = new Map<string, number>();

  /** Writes a text that hardly stands twice. Returns its number plus one; 0 for none. */
  add(text: string | null): number {
    if (text === null) return 0;
    const encoding = ASCII.test(text) ? 0 : LONE_SURROGATE.test(text) ? 2 : 1;
    this.#reserve(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length, ENCODINGS[encoding]);
    this.#ends.push(this.#length);
    this.#encodings.push(encoding);
    return this.#ends.length;
  }

  /** Writes a text that may stand often. */
  share(text: string | null): number {
    if (text === null) return 0;
    let number = this.#shared.get(text);
    if (number === undefined) {
      number = this.add(text);
      this.#shared.set(text, number);
    }
    return number;
  }

  done(): TextColumns {
    return {
      bytes: this.#bytes.subarray(0, this.#length),
      ends: this.#ends.values(),
      encodings: Uint8Array.from(this.#encodings.values()),
    };
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.alloc(2 * (this.#length + bytes));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

/** Reads what a {@link TextWriter} wrote, each text when it is asked for. */
export class TextReader {
  readonly #bytes: Buffer;
  readonly #columns: TextColumns;
  readonly #shared = new Map<number, string>();

  constructor(columns: TextColumns) {
    const { buffer, byteOffset, byteLength } = columns.bytes;
    this.#bytes = Buffer.from(buffer, byteOffset, byteLength);
    this.#columns = columns;
  }

  /** The text with this number plus one; `null` for 0. */
  at(place: number): string | null {
    if (place === 0) return null;
    const { ends, encodings } = this.#columns;
    const start = place === 1 ? 0 : ends[place - 2]!;
    return this.#bytes.toString(ENCODINGS[encodings[place - 1]!], start, ends[place - 1]);
  }

  /** The same for a text that stands often: it is made once. */
  shared(place: number): string | null {
    if (place === 0) return null;
    let text = this.#shared.get(place);
    if (text === undefined) {
      text = this.at(place) ?? '';
      this.#shared.set(place, text);
    }
    return text;
  }
}
