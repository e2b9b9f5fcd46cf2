import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordBytes } from './record-source.js';
import { hashBytes, hashText, Symbols } from './symbols.js';

/** Texts one behind the other as the bytes of records, and where each stands. */
function bytesOf(texts: readonly string[]): {
  readonly source: RecordBytes;
  readonly places: readonly number[];
} {
  const bytes = new TextEncoder().encode(texts.join(''));
  const places = texts.map((_, index) => texts.slice(0, index).join('').length);
  const decode = (start: number, end: number) => new TextDecoder().decode(bytes.subarray(start, end));
  return { source: { bytes, decode, read: () => [] }, places };
}

const ascii = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 4 });

describe('symbols', () => {
  it('are the same for the same text, from a string or from bytes, and for no other', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(ascii, fc.boolean()), { maxLength: 60 }), (entries) => {
        const texts = entries.map(([text]) => text);
        const { source, places } = bytesOf(texts);
        const symbols = new Symbols(source);
        for (const [index, [text, asBytes]] of entries.entries()) {
          const place = places[index]!;
          const noted = asBytes
            ? symbols.noteBytes(place, place + text.length, hashText(text))
            : symbols.note(text);
          expect(noted).toBe(index);
        }
        const settled = symbols.settle();
        expect(Array.from(settled, (symbol) => symbols.textOf(symbol))).toEqual(texts);
        expect(new Set(settled).size).toBe(new Set(texts).size);
        for (const [index, text] of texts.entries()) expect(symbols.find(text)).toBe(settled[index]);
        expect(symbols.find('not there')).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('are told apart where hashes are the same', () => {
    // Found by search.
    const [a, b] = ['Step i967m5', 'Step 9yrivh'];
    expect(hashText(a)).toBe(hashText(b));
    const { source, places } = bytesOf([a, b, a]);
    const symbols = new Symbols(source);
    for (const [index, text] of [a, b, a].entries()) {
      symbols.noteBytes(places[index]!, places[index]! + text.length, hashText(text));
    }
    const [first, second, third] = symbols.settle();
    expect(first).not.toBe(second);
    expect(third).toBe(first);
    expect([symbols.of(a), symbols.of(b)]).toEqual([first, second]);
  });

  it('have one hash, as a string and as bytes that begin anywhere', () => {
    const text = fc.string({
      unit: fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(text, fc.nat(7), (ordinary, before) => {
        const bytes = new TextEncoder().encode('x'.repeat(before) + ordinary);
        const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        expect(hashBytes(words, before, bytes.length)).toBe(hashText(ordinary));
      }),
      { numRuns: 2000 },
    );
  });

  it('seldom share a hash where names differ in a number only', () => {
    for (const name of ['', 'Procedure ', 'Approve invoice ']) {
      const hashes = new Set(Array.from({ length: 100_000 }, (_, index) => hashText(name + index)));
      expect(hashes.size).toBeGreaterThan(99_900);
    }
  });

  it('are as many as there are texts, beyond what was expected', () => {
    const symbols = new Symbols();
    const numbers = Array.from({ length: 50_000 }, (_, index) => symbols.of(`text ${index}`));
    expect(new Set(numbers).size).toBe(50_000);
    expect(symbols.textOf(symbols.of('text 49999'))).toBe('text 49999');
    expect(symbols.of('')).toBe(0);
  });
});
