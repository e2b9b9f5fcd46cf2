const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;

/** Deeper than any field of a record that is known; what nests deeper is left to `JSON.parse`. */
const DEEPEST = 16;

/** What a scanner answers where it cannot go on. */
export const STUCK = -1;

/**
 * Walks over JSON without making values of it. It takes no byte for valid that `JSON.parse` refuses, but is stuck on some
 * that it accepts. The bytes have to be valid UTF-8.
 */
export class JsonScanner {
  readonly bytes: Uint8Array;
  /** The same bytes, to be read four at a time. */
  readonly words: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  skipSpace(from: number): number {
    return skipSpace(this.bytes, from);
  }

  /** From behind the opening quote, or any character inside, to the closing quote. */
  skipString(from: number): number {
    const { bytes, words } = this;
    const lastWord = bytes.length - 4;
    for (let at = from; ; at++) {
      while (at <= lastWord && isOrdinary(words.getInt32(at, true))) at += 4;
      const byte = bytes[at]!;
      if (byte === QUOTE) return at;
      if (byte === BACKSLASH) {
        at = this.#skipEscape(at + 1);
        if (at === STUCK) return STUCK;
      } else if (!(byte >= 32)) {
        return STUCK;
      }
    }
  }

  /** From the character behind a backslash to the last one of the escape. */
  #skipEscape(at: number): number {
    const { bytes } = this;
    if (bytes[at] !== 117) return ESCAPED.includes(bytes[at]!) ? at : STUCK;
    for (let digit = at + 1; digit <= at + 4; digit++) if (!isHexDigit(bytes[digit]!)) return STUCK;
    return at + 4;
  }

  /** From the first byte of any value to behind its last. */
  skipValue(at: number, depth = 0): number {
    switch (this.bytes[at]) {
      case QUOTE: {
        const end = this.skipString(at + 1);
        return end === STUCK ? STUCK : end + 1;
      }
      case 123:
        return this.skipObject(at, depth, (value) => this.skipValue(value, depth + 1));
      case 91:
        return this.skipList(at, depth, (value) => this.skipValue(value, depth + 1));
      case 110:
        return this.skipNull(at);
      case 116:
        return this.#skipWord(at, TRUE);
      case 102:
        return this.#skipWord(at, FALSE);
      default:
        return this.skipNumber(at);
    }
  }

  skipNull(at: number): number {
    return this.#skipWord(at, NULL);
  }

  skipNumber(from: number): number {
    const { bytes } = this;
    let at = bytes[from] === 45 ? from + 1 : from;
    const whole = this.#skipDigits(at);
    if (whole === at || (bytes[at] === 48 && whole > at + 1)) return STUCK;
    at = whole;
    if (bytes[at] === 46) {
      const end = this.#skipDigits(at + 1);
      if (end === at + 1) return STUCK;
      at = end;
    }
    if (bytes[at] === 101 || bytes[at] === 69) {
      at += bytes[at + 1] === 43 || bytes[at + 1] === 45 ? 2 : 1;
      const end = this.#skipDigits(at);
      if (end === at) return STUCK;
      at = end;
    }
    return at;
  }

  /** From `{` to behind `}`. `member` is given where each value begins and where its key does, and goes behind the value. */
  skipObject(
    from: number,
    depth: number,
    member: (value: number, key: number, keyEnd: number) => number,
  ): number {
    const { bytes } = this;
    if (depth > DEEPEST) return STUCK;
    let at = this.skipSpace(from + 1);
    if (bytes[at] === 125) return at + 1;
    for (;;) {
      if (bytes[at] !== QUOTE) return STUCK;
      const key = at + 1;
      const keyEnd = this.skipString(key);
      if (keyEnd === STUCK) return STUCK;
      at = this.skipSpace(keyEnd + 1);
      if (bytes[at] !== COLON) return STUCK;
      at = member(this.skipSpace(at + 1), key, keyEnd);
      if (at === STUCK) return STUCK;
      at = this.skipSpace(at);
      if (bytes[at] === 125) return at + 1;
      if (bytes[at] !== COMMA) return STUCK;
      at = this.skipSpace(at + 1);
    }
  }

  /** From `[` to behind `]`. `item` is given where each value begins, and goes behind it. */
  skipList(from: number, depth: number, item: (value: number) => number): number {
    const { bytes } = this;
    if (depth > DEEPEST) return STUCK;
    let at = this.skipSpace(from + 1);
    if (bytes[at] === 93) return at + 1;
    for (;;) {
      at = item(at);
      if (at === STUCK) return STUCK;
      at = this.skipSpace(at);
      if (bytes[at] === 93) return at + 1;
      if (bytes[at] !== COMMA) return STUCK;
      at = this.skipSpace(at + 1);
    }
  }

  #skipDigits(from: number): number {
    let at = from;
    while (this.bytes[at]! >= 48 && this.bytes[at]! <= 57) at++;
    return at;
  }

  #skipWord(at: number, word: readonly number[]): number {
    for (let index = 0; index < word.length; index++)
      if (this.bytes[at + index] !== word[index]) return STUCK;
    return at + word.length;
  }
}

/** True for what JSON takes for white space, line ends included. */
export function isSpace(byte: number | undefined): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}

/** The next byte that is no white space. */
export function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at++;
  return at;
}

const HIGH_BITS = 0x80808080 | 0;

/** True for four bytes of which none is a quote, a backslash or a control character. */
export function isOrdinary(word: number): boolean {
  const quotes = word ^ 0x22222222;
  const backslashes = word ^ 0x5c5c5c5c;
  // A byte that is 0, or below 32, borrows from its own high bit; where there is none, nothing borrows.
  const zeros = ((quotes - 0x01010101) & ~quotes) | ((backslashes - 0x01010101) & ~backslashes);
  return ((zeros | ((word - 0x20202020) & ~word)) & HIGH_BITS) === 0;
}

/** The same, and all four are ASCII. */
export function isOrdinaryAscii(word: number): boolean {
  return (word & HIGH_BITS) === 0 && isOrdinary(word);
}

function isHexDigit(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102);
}

function bytesOf(text: string): readonly number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

const ESCAPED = bytesOf('"\\/bfnrt');
const NULL = bytesOf('null');
const TRUE = bytesOf('true');
const FALSE = bytesOf('false');
