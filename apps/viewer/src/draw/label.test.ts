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

test('a word too long for a line is broken with a hyphen, which has room too', () => {
  expect(fit('Donaudampfschifffahrt', 8)).toBe('Donauda-\nmpfschi…');
  expect(fit('Непредвиденность', 9)).toBe('Непредви-\nденность');
});

test('no single letter of a word stands on a line of its own', () => {
  expect(fit('Bestellung', 9)).toBe('Bestellu-\nng');
  expect(fit('An Bestellungen', 4, 5)).toBe('An\nBes-\ntel-\nlun-\ngen');
});

test('a word that no line holds begins where there is room', () => {
  expect(fit('Die Unternehmensentwicklungsplanung', 14)).toBe('Die Unternehm-\nensentwicklun…');
  expect(fit('Die Unternehmung', 14)).toBe('Die\nUnternehmung');
});

test('an address breaks behind its separators, without a hyphen', () => {
  expect(fit('example.org/some/where', 14)).toBe('example.org/\nsome/where');
  expect(fit('1234567890', 6)).toBe('123456\n7890');
});

test('between ideographs there is no hyphen, and no line begins with what closes', () => {
  expect(fit('供应商选择流程和采购', 6)).toBe('供应商选择流\n程和采购');
  expect(fit('供应商选择、流程', 5)).toBe('供应商选\n择、流程');
  expect(fit('SAP 供应商选择', 6)).toBe('SAP 供应\n商选择');
});

test('right-to-left words break without a hyphen', () => {
  expect(fit('אישורהזמנותרכש', 8)).toBe('אישורהזמ\nנותרכש');
  expect(fit('المشترياتوالموردين', 10)).toBe('المشترياتو\nالموردين');
});

test('families, flags and letters with accents stay whole', () => {
  const characters = (text: string) => [...new Intl.Segmenter('en').segment(text)].length;
  expect(fitLabel('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦🇩🇪', 2, 2, characters)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦\n👩‍👩‍👧‍👦🇩🇪');
  expect(fitLabel('e\u0301e\u0301e\u0301e\u0301e\u0301', 3, 2, characters)).toBe(
    'e\u0301e\u0301-\ne\u0301e\u0301e\u0301',
  );
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
