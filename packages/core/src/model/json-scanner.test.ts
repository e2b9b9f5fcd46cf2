import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonScanner } from './json-scanner.js';

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

  it('is stuck, not lost, where values nest deeper than any stack', () => {
    expect(scan('['.repeat(1_000_000))).toBe('stuck');
    expect(scan('{"a":'.repeat(1_000_000))).toBe('stuck');
  });
});
