import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOrdinary, isOrdinaryAscii, JsonScanner } from './json-scanner.js';

function scan(text: string): 'all' | 'less' | 'stuck' {
  const bytes = new TextEncoder().encode(text);
  const end = new JsonScanner(bytes).skipValue(0);
  return end === -1 ? 'stuck' : end === bytes.length ? 'all' : 'less';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const json = fc
  .tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2, '\t'))
  .map(([value, indent]) => JSON.stringify(value, null, indent));

describe('the scanner', () => {
  it('goes over any JSON to its end', () => {
    fc.assert(
      fc.property(json, (text) => {
        expect(scan(text)).toBe('all');
      }),
      { numRuns: 2000 },
    );
  });

  it('takes nothing for JSON that is none', () => {
    const character = fc.constantFrom(...'{}[]",:\\u0eE+-.12 \n\ttruefalsnl\u0001é');
    const change = fc.record({
      at: fc.nat(),
      remove: fc.nat(2),
      insert: fc.string({ unit: character, maxLength: 2 }),
    });
    fc.assert(
      fc.property(json, change, (text, { at, remove, insert }) => {
        const place = at % (text.length + 1);
        const changed = text.slice(0, place) + insert + text.slice(place + remove);
        if (scan(changed) === 'all') expect(isJson(changed), changed).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each(['"\\u00e9\\n\\/"', '-0', '1.5e+10', '1E5', '{ }', '[\r\n]', 'null', '"\u2028"', '"\\uABCD"'])(
    'goes over %j',
    (text) => {
      expect(scan(text)).toBe('all');
    },
  );

  it.each([
    '"\\x"',
    '"\\u00g0"',
    '"\\u12"',
    '"a',
    '"\n"',
    '01',
    '-',
    '+1',
    '1.',
    '.5',
    '1e',
    'nul',
    'True',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '[1,]',
    '[,]',
    '[1 2]',
    '{a:1}',
    '[',
    '{',
    '',
    '\u00a01',
    "'a'",
  ])('is stuck on %j', (text) => {
    expect(scan(text)).not.toBe('all');
  });

  it('finds the end of a text wherever it begins, and wherever the bytes end', () => {
    const unit = fc.constantFrom('a', '\\', '"', '\n', '\u0001', '\u007f', 'é', '\u2028', '😀', '\ud800');
    const text = fc.array(fc.tuple(fc.constantFrom('', 'abc', 'abcdefgh'), unit), { maxLength: 6 });
    fc.assert(
      fc.property(text, fc.nat(5), fc.nat(5), (parts, before, after) => {
        const written = JSON.stringify(parts.flat().join(''));
        const bytes = new TextEncoder().encode(`${' '.repeat(before)}${written}${','.repeat(after)}`);
        const end = bytes.length - after;
        expect(new JsonScanner(bytes).skipString(before + 1)).toBe(end - 1);
        for (let cut = before + 1; cut < end; cut++)
          expect(new JsonScanner(bytes.subarray(0, cut)).skipString(before + 1)).toBe(-1);
      }),
      { numRuns: 2000 },
    );
  });

  it('knows four ordinary bytes, whatever stands beside the one that is none', () => {
    const special = (byte: number) => byte < 32 || byte === 34 || byte === 92;
    const beside = [0, 1, 31, 32, 33, 34, 35, 91, 92, 93, 127, 128, 160, 162, 220, 255];
    for (let byte = 0; byte < 256; byte++) {
      for (const other of beside) {
        for (let place = 0; place < 4; place++) {
          const four = [other, other, other, other].with(place, byte);
          const word = new DataView(Uint8Array.from(four).buffer).getInt32(0, true);
          expect(isOrdinary(word), String(four)).toBe(!four.some(special));
          const isAscii = four.every((each) => each < 128);
          expect(isOrdinaryAscii(word), String(four)).toBe(isAscii && !four.some(special));
        }
      }
    }
  });

  it('is stuck, not lost, where values nest deeper than any stack', () => {
    expect(scan('['.repeat(1_000_000))).toBe('stuck');
    expect(scan('{"a":'.repeat(1_000_000))).toBe('stuck');
  });
});
