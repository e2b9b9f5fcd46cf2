import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareByNameThenId, compareText, normaliseName, showInLog } from './text.js';

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

describe('showInLog', () => {
  it.each([
    ['##vso[task.complete result=Succeeded;]', '\\x23#vso[task.complete result=Succeeded;]'],
    ['a ##VSO[task.setvariable variable=x]', 'a \\x23#VSO[task.setvariable variable=x]'],
    ["###teamcity[buildStatus status='SUCCESS']", "#\\x23#teamcity[buildStatus status='SUCCESS']"],
    ['##[group]all', '\\x23#[group]all'],
    ['::error title=a::b', '\\x3A:error title=a::b'],
    [' \u00a0::stop-commands::x', ' \u00a0\\x3A:stop-commands::x'],
    ['a\n::error::b', 'a\\x0A::error::b'],
  ])('shows the command of a build server in %j', (text, shown) => {
    expect(showInLog(text)).toBe(shown);
  });

  it.each(['Order::Entry', '## Heading', '# 1', ': a', 'vso[x]'])('leaves %j as it is', (text) => {
    expect(showInLog(text)).toBe(text);
  });
});
