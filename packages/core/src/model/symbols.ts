import { GrowingColumn } from './growing-column.js';
import type { RecordBytes } from './record-source.js';

/** The beginning of a hash. */
export const HASH_START = 0x811c9dc5 | 0;

/**
 * Takes one more character, or four characters of ASCII, into a hash, in the way of FNV-1a. The factor and the shift are
 * MurmurHash3's: with FNV's own, names that differ in a number only would share hashes.
 */
export function mixHash(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}

/** The hash of a text: four code units at a time, then one by one. */
export function hashText(text: string): number {
  let hash = HASH_START;
  let at = 0;
  for (; at + 4 <= text.length; at += 4) {
    const low = text.charCodeAt(at) ^ (text.charCodeAt(at + 1) << 8);
    const high = (text.charCodeAt(at + 2) << 16) ^ (text.charCodeAt(at + 3) << 24);
    hash = mixHash(hash, low ^ high);
  }
  for (; at < text.length; at++) hash = mixHash(hash, text.charCodeAt(at));
  return hash;
}

/** The same of bytes of ASCII. */
export function hashBytes(words: DataView, start: number, end: number): number {
  let hash = HASH_START;
  let at = start;
  for (; at + 4 <= end; at += 4) hash = mixHash(hash, words.getInt32(at, true));
  for (; at < end; at++) hash = mixHash(hash, words.getUint8(at));
  return hash;
}

/** What a slot holds, in this order: it lies together because the table is larger than the processor's cache. */
const SYMBOL = 0;
const HASH = 1;
const COPY = 2;
const LENGTH = 3;
const SLOT = 4;

/** Texts whose slots and bytes are in the processor's cache together. */
const AT_ONCE = 256;

/** Bytes of records for each symbol that is expected; records of an organisation have some 200 for each. */
const BYTES_A_SYMBOL = 256;

/**
 * Numbers texts, so that each is kept and compared once however often it stands in the records. 0 is the empty text.
 * A text of plain ASCII is numbered from the bytes it stands in, and becomes a string only when somebody asks for it.
 */
export class Symbols {
  readonly #bytes: RecordBytes | undefined;
  readonly #words: DataView;
  /**
   * Open addressing, at most half full: a symbol plus one, 0 where the slot is free; its hash; where the copy of its
   * bytes begins; how many they are, none where it is known as a string only.
   */
  #slots: Int32Array;
  #copies = viewOf(new Uint8Array(1 << 16));
  #copied = 0;
  readonly #texts: (string | undefined)[] = [];
  /** Where the bytes of each symbol stood first. */
  readonly #starts = new GrowingColumn();
  readonly #lengths = new GrowingColumn();
  /**
   * Of each text that is noted three numbers: the hash, where the bytes begin, and how many they are; where it has a
   * symbol already, that stands in the middle and the length is 0.
   */
  #noted = new GrowingColumn();
  #fetched = 0;

  constructor(bytes?: RecordBytes) {
    this.#bytes = bytes;
    this.#words = viewOf(bytes?.bytes ?? new Uint8Array());
    const expected = (bytes?.bytes.length ?? 0) / BYTES_A_SYMBOL;
    this.#slots = new Int32Array(SLOT * 2 ** Math.ceil(Math.log2(Math.max(1024, 2 * expected))));
    this.of('');
  }

  get size(): number {
    return this.#texts.length;
  }

  of(text: string): number {
    const hash = hashText(text);
    const slot = this.#slotOf(text, hash);
    return this.#slots[slot] === 0 ? this.#add(slot, hash, 0, 0, text) : this.#slots[slot]! - 1;
  }

  /**
   * Notes a text, to be numbered with all others noted by {@link settle}; answers with how many were noted before.
   * One after the other, as the records are read, each would wait for memory.
   */
  note(text: string): number {
    return this.#noteSymbol(this.of(text));
  }

  /** The same for bytes of plain ASCII, whose hash is known. */
  noteBytes(start: number, end: number, hash: number): number {
    if (start === end) return this.#noteSymbol(0);
    this.#noted.pushThree(hash, start, end - start);
    return this.#noted.length / 3 - 1;
  }

  #noteSymbol(symbol: number): number {
    this.#noted.pushThree(0, symbol, 0);
    return this.#noted.length / 3 - 1;
  }

  /** The symbols of all that was noted, in that order; then nothing is noted any more. */
  settle(): Uint32Array {
    const noted = this.#noted.values();
    const symbols = new Uint32Array(noted.length / 3);
    for (let first = 0; first < symbols.length; first += AT_ONCE) {
      const end = Math.min(first + AT_ONCE, symbols.length);
      this.#fetch(noted, first, end);
      for (let at = first; at < end; at++) {
        const start = noted[3 * at + 1]!;
        const length = noted[3 * at + 2]!;
        symbols[at] = length === 0 ? start : this.#ofBytes(start, length, noted[3 * at]! | 0);
      }
    }
    this.#noted = new GrowingColumn();
    return symbols;
  }

  /**
   * Looks at what will be compared next. No look hangs on another, so that the processor does not wait for one before
   * it begins the next.
   */
  #fetch(noted: Uint32Array, first: number, end: number): void {
    const slots = this.#slots;
    const copies = this.#copies;
    const mask = slots.length - 1;
    let fetched = this.#fetched;
    for (let at = first; at < end; at++) fetched ^= slots[firstSlot(noted[3 * at]! | 0, mask)]!;
    for (let at = first; at < end; at++) {
      fetched ^= copies.getUint8(slots[firstSlot(noted[3 * at]! | 0, mask) + COPY]!);
    }
    this.#fetched = fetched;
  }

  #ofBytes(start: number, length: number, hash: number): number {
    const { decode } = this.#bytes!;
    const words = this.#words;
    const slots = this.#slots;
    const copies = this.#copies;
    const mask = slots.length - 1;
    for (let slot = firstSlot(hash, mask); ; slot = (slot + SLOT) & mask) {
      const symbol = slots[slot + SYMBOL]! - 1;
      if (symbol === -1) return this.#add(slot, hash, start, length, undefined);
      if (slots[slot + HASH] !== hash) continue;
      if (slots[slot + LENGTH] === length) {
        if (sameBytes(copies, slots[slot + COPY]!, words, start, length)) return symbol;
      } else if (slots[slot + LENGTH] === 0 && this.#texts[symbol] === decode(start, start + length)) {
        return symbol;
      }
    }
  }

  /** The number of a text that was numbered before. */
  find(text: string): number | undefined {
    const symbol = this.#slots[this.#slotOf(text, hashText(text))]!;
    return symbol === 0 ? undefined : symbol - 1;
  }

  textOf(symbol: number): string {
    let text = this.#texts[symbol];
    if (text === undefined) {
      const start = this.#starts.at(symbol);
      text = this.#bytes!.decode(start, start + this.#lengths.at(symbol));
      this.#texts[symbol] = text;
    }
    return text;
  }

  /** Where the text stands, or else the free slot for it. */
  #slotOf(text: string, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = firstSlot(hash, mask); ; slot = (slot + SLOT) & mask) {
      const symbol = this.#slots[slot + SYMBOL]! - 1;
      if (symbol === -1 || (this.#slots[slot + HASH] === hash && this.textOf(symbol) === text)) return slot;
    }
  }

  #add(slot: number, hash: number, start: number, length: number, text: string | undefined): number {
    const symbol = this.#texts.push(text) - 1;
    this.#starts.push(start);
    this.#lengths.push(length);
    this.#slots[slot + SYMBOL] = symbol + 1;
    this.#slots[slot + HASH] = hash;
    this.#slots[slot + COPY] = this.#copied;
    this.#slots[slot + LENGTH] = length;
    if (length > 0) this.#copy(start, length);
    if (this.#texts.length * 2 * SLOT > this.#slots.length) this.#grow();
    return symbol;
  }

  /** Texts lie close together in the copy, and far apart in the records: comparing them there waits for memory. */
  #copy(start: number, length: number): void {
    const end = this.#copied + length;
    // One byte more, for texts that are only strings and begin where the last copy ends.
    if (end >= this.#copies.byteLength) {
      const larger = new Uint8Array(end * 2);
      larger.set(new Uint8Array(this.#copies.buffer));
      this.#copies = viewOf(larger);
    }
    const [words, copies, copied] = [this.#words, this.#copies, this.#copied];
    let at = 0;
    for (; at + 4 <= length; at += 4) copies.setInt32(copied + at, words.getInt32(start + at));
    for (; at < length; at++) copies.setUint8(copied + at, words.getUint8(start + at));
    this.#copied = end;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let old = 0; old < this.#slots.length; old += SLOT) {
      if (this.#slots[old] === 0) continue;
      let slot = firstSlot(this.#slots[old + HASH]!, mask);
      while (slots[slot] !== 0) slot = (slot + SLOT) & mask;
      for (let part = 0; part < SLOT; part++) slots[slot + part] = this.#slots[old + part]!;
    }
    this.#slots = slots;
  }
}

function firstSlot(hash: number, mask: number): number {
  return (hash << 2) & mask;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function sameBytes(a: DataView, atA: number, b: DataView, atB: number, length: number): boolean {
  let at = 0;
  for (; at + 4 <= length; at += 4) if (a.getInt32(atA + at) !== b.getInt32(atB + at)) return false;
  for (; at < length; at++) if (a.getUint8(atA + at) !== b.getUint8(atB + at)) return false;
  return true;
}
