import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { breakWords, fitColumns, widthOf } from './fit-columns.js';
import { formatText } from './text.js';

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

describe('breakWords', () => {
  it.each([
    ['a text whose words fit', 9, 'a text whose words fit'],
    ['Self-Registration', 12, 'Self- Registration'],
    ['TASK_INSTRUCTIONS', 12, 'TASK_ INSTRUCTIONS'],
    ['missing:Business Partner', 10, 'missing: Business Partner'],
    ['Infrastructure, IT', 8, 'Infrastr ucture, IT'],
    ['a-b-c-d-e-f', 6, 'a-b-c- d-e-f'],
    ['👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 4, '👩‍👩‍👧👩‍👩‍👧 👩‍👩‍👧'],
    ['漢字漢字漢', 6, '漢字漢 字漢'],
  ])('%s in %i columns', (text, width, broken) => {
    expect(breakWords(text, width)).toBe(broken);
  });
});

describe('a table in so many columns', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'B', '-', '_', ',', '漢', '😀', 'é'), maxLength: 30 });
  const cell = fc.array(word, { maxLength: 4 }).map((words) => words.filter((one) => one !== '').join(' '));
  const row = fc.tuple(cell, cell, cell);

  it('is as wide at most, and loses nothing', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 20, max: 70 }),
        (cells, width) => {
          const columns = ['Procedure', 'Id', 'Owner of it'];
          const lines = formatText(
            [{ kind: 'table', columns, rows: cells.map((texts) => texts.map((text) => ({ text }))) }],
            { strong: (text) => text, faint: (text) => `\u001b[2m${text}\u001b[22m`, width },
          ).split('\n');
          if (fitColumns([columns, ...cells], width) !== undefined) {
            for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
          }
          const lettersOf = (texts: readonly string[]) =>
            [...texts.join('').replace(/\s/g, '')].sort().join('');
          expect(lettersOf(lines.map((line) => line.replaceAll(/\u001b\[\d+m/g, '')))).toBe(
            lettersOf([...columns, ...cells.flat()]),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('fits where its words do not: they are broken', () => {
    const rows = [
      ['Procedure', 'Type'],
      ['Self-Registration of a Customer', 'TASK_INSTRUCTIONS'],
    ];
    expect(fitColumns(rows, 30)).toEqual([13, 13]);
    expect(fitColumns(rows, 12)).toBeUndefined();
    expect(fitColumns(rows, 80)).toBeUndefined();
  });
});
