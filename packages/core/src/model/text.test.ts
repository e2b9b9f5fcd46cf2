import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareByNameThenId, compareText, normaliseName } from './text.js';

describe('normaliseName', () => {
  it.each([
    ['white space around and inside', '  Credit \t\n Check\u00a0', 'Credit Check'],
    ['case', 'CREDIT check', 'credit CHECK'],
    ['composed and decomposed letters', 'Pru\u0308fung', 'Pr\u00fcfung'],
    ['sharp s and its capitals', 'Stra\u00dfe', 'STRASSE'],
    ['a final sigma', '\u03a3\u03a3', '\u03c3\u03c2'],
    ['a ligature', '\ufb01nance', 'FINANCE'],
  ])('makes equal what differs by %s', (_, a, b) => {
    expect(normaliseName(a)).toBe(normaliseName(b));
  });

  it.each([
    ['a zero-width space', 'a\u200bb', 'ab'],
    ['punctuation', 'Sign-off', 'Sign off'],
    ['an accent', 'Résumé', 'Resume'],
    ['a compatibility form', '①', '1'],
  ])('keeps apart what differs by %s', (_, a, b) => {
    expect(normaliseName(a)).not.toBe(normaliseName(b));
  });

  it('is what the contract spells out', () => {
    const asTheContractSays = (name: string) =>
      name
        .normalize('NFC')
        .replace(/^\s+|\s+$/g, '')
        .replace(/\s+/g, ' ')
        .toLowerCase()
        .toUpperCase()
        .toLowerCase()
        .normalize('NFC');
    const text = fc.string({
      unit: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 1 }),
        fc.constantFrom(' ', '\t', 'İ', 'ı', 'ß', '\u0307'),
      ),
    });
    fc.assert(fc.property(text, (name) => normaliseName(name) === asTheContractSays(name)));
  });
});

describe('order', () => {
  it('is by UTF-16 code unit, not by locale', () => {
    expect(['ä', 'z', 'Z', '10', '9', '\ufffd', '😀'].sort(compareText)).toEqual([
      '10',
      '9',
      'Z',
      'z',
      'ä',
      '😀',
      '\ufffd',
    ]);
  });

  it('is by name, then by id', () => {
    const items = [
      { name: 'b', id: '1' },
      { name: 'a', id: '9' },
      { name: 'a', id: '10' },
    ];
    expect(items.sort(compareByNameThenId).map(({ id }) => id)).toEqual(['10', '9', '1']);
  });
});
