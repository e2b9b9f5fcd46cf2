import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListView } from '../model/list-view.js';
import { HOSTILE_NAMES } from '../testing/hostile-names.js';
import { formatJson } from './json.js';
import { jsonBytes, jsonPieces } from './json-pieces.js';

const VALUE = fc.anything({
  values: [
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...HOSTILE_NAMES.map(([, name]) => name)),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
  ],
  maxDepth: 3,
});

function textOf(pieces: Iterable<string | Uint8Array>): string {
  return Array.from(pieces, (piece) =>
    typeof piece === 'string' ? piece : new TextDecoder().decode(piece),
  ).join('');
}

describe('JSON in pieces', () => {
  it('is, together, what it is as one text', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), VALUE),
        fc.array(VALUE, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(1, 256, 257, 600),
        (values, entries, length) => {
          const list = Array.from({ length }, (_, at) => entries[at % entries.length]);
          for (const document of [values, { ...values, list }, { list, last: 1 }]) {
            const text = formatJson(document);
            expect([...jsonPieces(document)].join('')).toBe(text);
            expect(textOf(jsonBytes(document))).toBe(text);
          }
          expect([...jsonPieces({ list: ListView.of(list) })].join('')).toBe(formatJson({ list }));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('comes in pieces where there is much of it', () => {
    const list = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `Procedure → ${id}` }));
    const pieces = [...jsonPieces({ list })];
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(50_000);
  });
});
