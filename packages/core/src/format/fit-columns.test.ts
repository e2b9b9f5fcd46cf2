import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { widthOf } from './fit-columns.js';

const FIRST = 0x20;
const LAST = 0x3000;

describe('widthOf', () => {
  it('is what string-width says, of each sign alone and beside others', () => {
    for (let code = FIRST; code < LAST; code++) {
      const sign = String.fromCodePoint(code);
      expect(widthOf(sign), `U+${code.toString(16)}`).toBe(stringWidth(sign));
    }
    const sign = fc.integer({ min: FIRST, max: 0x2200 }).map((code) => String.fromCodePoint(code));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: sign }), fc.string({ unit: 'grapheme' })), (text) => {
        expect(widthOf(text)).toBe(stringWidth(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('holds for words with the signs of Western languages', () => {
    for (const text of ['Überprüfung – „Größe“ → 5 €', 'Ça va… l’été', '漢字', '👩‍👩‍👧 é']) {
      expect(widthOf(text), text).toBe(stringWidth(text));
    }
  });
});
