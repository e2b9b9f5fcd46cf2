/** Integers of fewer digits are exact in every case. */
const LONG = 16;

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
  if (!hasLongNumber(text)) return value;
  let inexact = false;
  const exact = text.replace(TEXT_OR_LONG_INTEGER, (token) => {
    if (token.startsWith('"') || String(Number(token)) === token) return token;
    inexact = true;
    return `"${token}"`;
  });
  return inexact ? JSON.parse(exact) : value;
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
