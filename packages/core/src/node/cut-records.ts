const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** Where values stand in some bytes: each begins at an even place and ends, exclusively, at the odd one behind it. */
export type Cuts = Uint32Array;

/** Collects where values stand. */
class CutList {
  #cuts = new Uint32Array(2048);
  #length = 0;

  add(start: number, end: number): void {
    if (this.#length === this.#cuts.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#cuts);
      this.#cuts = larger;
    }
    this.#cuts[this.#length++] = start;
    this.#cuts[this.#length++] = end;
  }

  done(): Cuts {
    return this.#cuts.subarray(0, this.#length);
  }
}

/**
 * Cuts a JSON array into its elements, without parsing them; `undefined` where the bytes are no array, or one that does
 * not close or has more behind it. What lies in between may be wrong: parsing an element, or what stands there for one,
 * shows it. Cost: linear in the bytes.
 */
export function cutArray(bytes: Uint8Array): Cuts | undefined {
  const first = skipSpace(bytes, 0);
  if (bytes[first] !== OPEN_LIST) return undefined;
  const cuts = new CutList();
  const length = bytes.length;
  let start = first + 1;
  let depth = 1;
  let at = start;
  for (; depth > 0 && at < length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      for (at++; at < length && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      depth++;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      depth--;
    } else if (byte === COMMA && depth === 1) {
      cuts.add(start, at);
      start = at + 1;
    }
  }
  if (depth > 0 || bytes[at - 1] !== CLOSE_LIST || skipSpace(bytes, at) < length) return undefined;
  const isEmpty = start === first + 1 && skipSpace(bytes, start) === at - 1;
  if (!isEmpty) cuts.add(start, at - 1);
  return cuts.done();
}

/** Cuts bytes at their line ends; blank lines are left out. Cost: linear in the bytes. */
export function cutLines(bytes: Uint8Array): Cuts {
  const cuts = new CutList();
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(10, start);
    const end = found === -1 ? bytes.length : found;
    if (skipSpace(bytes, start) < end) cuts.add(start, end);
    start = end + 1;
  }
  return cuts.done();
}

/** What JSON takes for white space. */
const SPACE: readonly number[] = [32, 9, 10, 13];

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (SPACE.includes(bytes[at]!)) at++;
  return at;
}
