import { isSpace, skipSpace } from '../model/json-scanner.js';

const QUOTE = 34;
const COMMA = 44;
const NEWLINE = 10;
const BACKSLASH = 92;

/** Where records stand in some bytes, and what is between two of them. */
export interface RecordBounds {
  readonly start: number;
  readonly end: number;
  readonly between: 'comma' | 'newline';
}

/** The inside of a JSON array; `undefined` where the bytes are none, or one that is cut off or has more behind it. */
export function boundsOfArray(bytes: Uint8Array): RecordBounds | undefined {
  const first = skipSpace(bytes, 0);
  let last = bytes.length - 1;
  while (last > first && isSpace(bytes[last])) last--;
  const isArray = bytes[first] === 91 && last > first && bytes[last] === 93;
  return isArray ? { start: first + 1, end: last, between: 'comma' } : undefined;
}

/**
 * Where the record that begins here ends: at what stands between two, outside of strings and brackets, or with the
 * bounds. Whether it is JSON shows when it is parsed.
 */
export function endOfRecord(bytes: Uint8Array, from: number, bounds: RecordBounds): number {
  if (bounds.between === 'newline') {
    const found = bytes.indexOf(NEWLINE, from);
    return found === -1 || found > bounds.end ? bounds.end : found;
  }
  let depth = 0;
  for (let at = from; at < bounds.end; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      for (at++; at < bounds.end && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
    } else if (byte === 123 || byte === 91) {
      depth++;
    } else if (byte === 125 || byte === 93) {
      depth--;
    } else if (byte === COMMA && depth === 0) {
      return at;
    }
  }
  return bounds.end;
}

/**
 * Where the next record begins, behind one that ends here; the bounds' end where there is none, `undefined` where what
 * stands in between is not what should.
 */
export function nextRecord(bytes: Uint8Array, end: number, bounds: RecordBounds): number | undefined {
  if (bounds.between === 'comma') {
    const at = skipSpace(bytes, end);
    if (at >= bounds.end) return bounds.end;
    const next = skipSpace(bytes, at + 1);
    return bytes[at] === COMMA && next < bounds.end ? next : undefined;
  }
  let at = end;
  while (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === 13) at++;
  if (at < bounds.end && bytes[at] !== NEWLINE) return undefined;
  return Math.min(skipSpace(bytes, at), bounds.end);
}
