import { describe, expect, it } from 'vitest';
import { fitColumns } from './fit-columns.js';

describe('fitColumns', () => {
  const rows = [
    ['Name', 'Owner'],
    ['Customer Onboarding Process', 'Head of Sales'],
  ];

  it('leaves a table alone that fits', () => {
    expect(fitColumns(rows, 80)).toBeUndefined();
    expect(fitColumns(rows, 27 + 13 + 4)).toBeUndefined();
  });

  it('takes from the widest column first', () => {
    expect(fitColumns(rows, 27 + 13 + 4 - 5)).toEqual([22, 13]);
    expect(fitColumns(rows, 2 * 12 + 4)).toEqual([12, 12]);
  });

  it('never goes below the longest word: what does not fit even so is left alone', () => {
    expect(fitColumns(rows, 10 + 5 + 4)).toEqual([10, 5]);
    expect(fitColumns(rows, 10 + 5 + 3)).toBeUndefined();
  });

  it('counts wide characters as two columns', () => {
    expect(fitColumns([['発注 処理']], 7)).toEqual([5]);
  });
});
