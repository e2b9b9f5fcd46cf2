import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordBytes } from './record-source.js';
import { RecordScanner } from './scan-record.js';
import { Symbols } from './symbols.js';

/** Where the record's text begins in its bytes moves along, so that words are read at every alignment. */
function sourceOf(text: string, before: number): RecordBytes {
  const bytes = new TextEncoder().encode(' '.repeat(before) + text).subarray(before);
  const decode = (start: number, end: number) => new TextDecoder().decode(bytes.subarray(start, end));
  return { bytes, decode, read: () => [] };
}

const unit = fc.constantFrom(
  'a',
  'b',
  ' ',
  '"',
  '\\',
  '/',
  '\n',
  '\u0000',
  '\u007f',
  'é',
  '東',
  '😀',
  '\ud800',
);
const text = fc.oneof(fc.string({ unit, maxLength: 14 }), fc.string({ unit: 'binary', maxLength: 14 }));

/** As `JSON.stringify` writes it, or with an escape for every character, or for some. */
const written = fc.tuple(text, fc.constantFrom(0, 1, 3)).map(([value, every]) => {
  if (every === 0) return { value, json: JSON.stringify(value) };
  const escaped = Array.from({ length: value.length }, (_, at) =>
    at % every === 0
      ? `\\u${value.charCodeAt(at).toString(16).padStart(4, '0')}`
      : JSON.stringify(value[at]).slice(1, -1),
  );
  return { value, json: `"${escaped.join('')}"` };
});

describe('a scanned record', () => {
  it('has the texts that JSON.parse reads, known as the same texts as strings', () => {
    fc.assert(
      fc.property(written, written, fc.nat(7), (name, caller, before) => {
        const json = `{"name":${name.json},"called_from":[{"name":${caller.json}}],"id":1}`;
        const source = sourceOf(json, before);
        const symbols = new Symbols(source);
        const scanner = new RecordScanner(source, symbols);
        expect(scanner.scan(0)).toBe(source.bytes.length);
        const noted = [scanner.name - 1, scanner.calledFrom.names[0]! - 1, scanner.id - 1];
        const settled = symbols.settle();
        const found = noted.map((at) => settled[at]!);
        expect(found.map((symbol) => symbols.textOf(symbol))).toEqual([name.value, caller.value, '1']);
        expect(found).toEqual([name.value, caller.value, '1'].map((each) => symbols.of(each)));
      }),
      { numRuns: 3000 },
    );
  });

  it('is no record where its bytes end early, or where they hold what JSON.parse refuses', () => {
    const json =
      '{"id":"abcdefg","name":"Approve invoice","owner":{"job_title":"Clerk"},"called_from":["x"]}';
    for (let end = 1; end < json.length; end++) {
      const source = sourceOf(json.slice(0, end), 0);
      expect(new RecordScanner(source, new Symbols(source)).scan(0)).toBe(-1);
    }
    for (let at = 0; at < 15; at++) {
      const changed = json.replace('Approve invoice', `${'Approve invoice'.slice(0, at)}\u0009`);
      const source = sourceOf(changed, 0);
      expect(new RecordScanner(source, new Symbols(source)).scan(0)).toBe(-1);
    }
  });
});
