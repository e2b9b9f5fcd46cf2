import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, stringifyJson } from './parse-json.js';

function digitsOf(json: string): readonly string[] {
  return (json.match(/"?-?\d+"?/g) ?? []).sort();
}

describe('parseJson', () => {
  it('keeps every digit of an integer that no number can hold', () => {
    expect(
      parseJson('{"id":9007199254740993,"refs":[{"id":-9007199254740993},12345678901234567890 ]}'),
    ).toEqual({
      id: '9007199254740993',
      refs: [{ id: '-9007199254740993' }, '12345678901234567890'],
    });
  });

  it('leaves alone what a number holds, and digits in texts, names and fractions', () => {
    const value = {
      exact: 9007199254740992,
      even: 1234567890123456,
      text: 'call 9007199254740993 \\ "12345678901234567890" \n',
      '9007199254740993': ['90071992547409931234'],
      fraction: 0.1234567890123456,
    };
    expect(parseJson(JSON.stringify(value))).toEqual(value);
    expect(
      parseJson(
        '[1.2345678901234567890, 12345678901234567890.5, 12345678901234567890e2, 1e12345678901234567]',
      ),
    ).toEqual(
      JSON.parse(
        '[1.2345678901234567890, 12345678901234567890.5, 12345678901234567890e2, 1e12345678901234567]',
      ),
    );
  });

  it('gives an integer back to who writes it, and a text of digits as a text', () => {
    const text =
      '{"id":9007199254740993,"extra":{"list":[-12345678901234567890,"12345678901234567890",1],"9007199254740993":1},"text":"9007199254740993"}';
    expect(stringifyJson(parseJson(text))).toBe(text);
    expect(stringifyJson(JSON.parse('{"id":"9007199254740993"}'))).toBe('{"id":"9007199254740993"}');
    const value = fc.oneof(
      fc.bigInt(),
      fc.string().map((one) => JSON.stringify(one)),
      fc.constant('null'),
    );
    const inner = fc.array(value).map((items) => `[${items.join(',')}]`);
    const outer = fc.dictionary(fc.string(), fc.oneof(value, inner));
    fc.assert(
      fc.property(outer, (fields) => {
        const members = Object.entries(fields).map(([key, one]) => `${JSON.stringify(key)}:${one}`);
        const json = `{${members.join(',')}}`.replace(/"__proto__":/g, '"proto":');
        // Keys that are numbers come first, whoever writes them.
        expect(stringifyJson(parseJson(json)).length).toBe(json.length);
        expect(digitsOf(stringifyJson(parseJson(json)))).toEqual(digitsOf(json));
      }),
    );
  });

  it('refuses what JSON.parse refuses, also where a text in place of the number would do', () => {
    for (const text of ['{9007199254740993:1}', '01234567890123456789', '[12345678901234567890', '']) {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    }
  });

  it('is JSON.parse for everything else, and exact for integers', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const plain = JSON.parse(text);
        if (!/(?<!\.\d*)\d{16}/.test(text)) expect(parseJson(text)).toEqual(plain);
      }),
    );
    fc.assert(
      fc.property(fc.bigInt(), fc.string(), (integer, text) => {
        const parsed = parseJson(`{"id":${integer},"name":${JSON.stringify(text + integer)}}`);
        const { id, name } = parsed as { id: unknown; name: unknown };
        expect([String(id === 0 ? 0 : id).replace(/^-0$/, '0'), name]).toEqual([
          String(integer),
          text + integer,
        ]);
      }),
    );
  });
});
