/** Integers of fewer digits are exact in every case. */
const LONG = 16;

/** A text, which is left alone whatever digits it holds, or an integer of many digits. */
const TEXT_OR_LONG_INTEGER = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/gs;

/** Begins a text that stands for an integer while JSON is read or written; nobody outside can know it. */
const INTEGER = `integer-${Math.random().toString(36).slice(2)}-`;

const INTEGER_TEXT = new RegExp(`"${INTEGER}(-?\\d+)"`, 'g');

/** Under which keys of an object or list texts stand that were read as integers. */
const integerKeys = new WeakMap<object, Set<string>>();

/** Most data holds no such integer, and is written without looking for any. */
let hasIntegers = false;

/**
 * `JSON.parse`, but an integer that a number of JavaScript cannot hold becomes the text of its digits: two ids that differ
 * in their last digit must not become one procedure. Every other value is as `JSON.parse` makes it. {@link stringifyJson} writes it as the
 * integer that it was. Takes time in the length of the text.
 * @throws SyntaxError as `JSON.parse` does
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!hasLongNumber(text)) return value;
  let inexact = false;
  const exact = text.replace(TEXT_OR_LONG_INTEGER, (token) => {
    if (token.startsWith('"') || String(Number(token)) === token) return token;
    inexact = true;
    return `"${INTEGER}${token}"`;
  });
  return inexact ? JSON.parse(exact, readInteger) : value;
}

function readInteger(this: object, key: string, value: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith(INTEGER)) return value;
  const keys = integerKeys.get(this) ?? new Set();
  integerKeys.set(this, keys.add(key));
  hasIntegers = true;
  return value.slice(INTEGER.length);
}

/**
 * `JSON.stringify`, but what {@link parseJson} has read as the text of an integer is that integer again, so that a record
 * is stored as it came. That holds for objects and lists that were read, not for copies of them.
 */
export function stringifyJson(value: unknown): string {
  if (!hasIntegers) return JSON.stringify(value);
  let found = false;
  const text = JSON.stringify(value, function (this: object, key: string, item: unknown) {
    if (typeof item !== 'string' || integerKeys.get(this)?.has(key) !== true) return item;
    found = true;
    return `${INTEGER}${item}`;
  });
  return found ? text.replace(INTEGER_TEXT, '$1') : text;
}

/** Tells whether so many digits stand side by side: one of them is where one in so many characters is looked at. */
function hasLongNumber(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(text, at)) continue;
    let [start, end] = [at, at + 1];
    while (start > 0 && isDigit(text, start - 1)) start--;
    while (end < text.length && isDigit(text, end)) end++;
    if (end - start >= LONG) return true;
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 48 && unit <= 57;
}
