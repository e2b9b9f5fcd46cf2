/** Integers below this many digits are exact in every case. */
const LONG_INTEGER = /\d{16}/;

/** A text, which is left alone whatever digits it holds, or an integer of many digits. */
const TEXT_OR_LONG_INTEGER = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/gs;

/**
 * `JSON.parse`, but an integer that a number of JavaScript cannot hold becomes the text of its digits: two ids that differ
 * in their last digit must not become one procedure. Every other value is as `JSON.parse` makes it. Takes time in the
 * length of the text.
 * @throws SyntaxError as `JSON.parse` does
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!LONG_INTEGER.test(text)) return value;
  let inexact = false;
  const exact = text.replace(TEXT_OR_LONG_INTEGER, (token) => {
    if (token.startsWith('"') || String(Number(token)) === token) return token;
    inexact = true;
    return `"${token}"`;
  });
  return inexact ? JSON.parse(exact) : value;
}
