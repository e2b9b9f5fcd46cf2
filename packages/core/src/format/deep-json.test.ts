import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatDeepJson } from './deep-json.js';
import { formatJson } from './json.js';

it('writes what formatJson writes', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ stringUnit: 'binary', maxDepth: 6 })), (document) => {
      expect(formatDeepJson(document)).toBe(formatJson(document));
    }),
  );
});

it('leaves out what JSON leaves out of an object', () => {
  expect(formatDeepJson({ a: undefined, b: 1 })).toBe(formatJson({ b: 1 }));
});

it('writes valid JSON at any depth', () => {
  let document: object = {};
  for (let level = 0; level < 20_000; level++) document = level % 2 ? [document, 1] : { a: 'x', b: document };
  let read: unknown = JSON.parse(formatDeepJson(document));
  let depth = 0;
  for (; typeof read === 'object' && read !== null; depth++)
    read = 'b' in read ? read.b : Object.values(read)[0];
  expect(depth).toBe(20_001);
});
