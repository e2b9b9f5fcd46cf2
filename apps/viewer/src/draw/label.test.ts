import { expect, test } from 'vitest';
import { fitLabel } from './label.js';

const measure = (text: string) => Array.from(text).length;
const fit = (name: string, width: number, lines = 2) => fitLabel(name, width, lines, measure);

test('a name that fits stays one line', () => {
  expect(fit('Take Order', 12)).toBe('Take Order');
});

test('a longer one breaks at a space, and the rest is cut off visibly', () => {
  expect(fit('Take Order by Phone', 12)).toBe('Take Order\nby Phone');
  expect(fit('Take Order by Phone and Mail', 12)).toBe('Take Order\nby Phone an…');
});

test('a word too long for a line is broken', () => {
  expect(fit('Donaudampfschifffahrt', 8)).toBe('Donaudam\npfschif…');
});

test('line breaks and other white space count as one space', () => {
  expect(fit('Take\n\tOrder', 12)).toBe('Take Order');
});

test('a character outside of the basic plane is never split', () => {
  expect(fit('🚀🚀🚀🚀', 3, 1)).toBe('🚀🚀…');
});

test('a name of a million letters takes no time', () => {
  expect(fit('x'.repeat(1_000_000), 8, 1)).toBe('xxxxxxx…');
});
