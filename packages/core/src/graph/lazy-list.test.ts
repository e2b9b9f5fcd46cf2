import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lazyList } from './lazy-list.js';

/** A list of its indexes as texts, with a log of what was made. */
function logged(length: number): { readonly list: readonly string[]; readonly made: number[] } {
  const made: number[] = [];
  const list = lazyList(length, (index) => {
    made.push(index);
    return `item ${index}`;
  });
  return { list, made };
}

const plain = (length: number) => Array.from({ length }, (_, index) => `item ${index}`);

describe('a lazy list', () => {
  it('makes what is asked for, once', () => {
    const { list, made } = logged(10);
    expect(list.length).toBe(10);
    expect(made).toEqual([]);
    expect([list[7], list.at(-1), list[7], list[9]]).toEqual(['item 7', 'item 9', 'item 7', 'item 9']);
    expect(made).toEqual([7, 9]);
  });

  it('has nothing where an array has nothing', () => {
    const { list, made } = logged(3);
    for (const key of [3, -1, 0.5, '00', '01', '1e0', 'x', ' 1']) {
      expect(Reflect.get(list, key)).toBeUndefined();
    }
    expect(made).toEqual([]);
  });

  const READINGS: readonly (readonly [string, (list: readonly string[]) => unknown])[] = [
    ['spread', (list) => [...list]],
    ['slice', (list) => list.slice(1, 4)],
    ['map', (list) => list.map((item, index) => item + index)],
    ['filter', (list) => list.filter((item) => item > 'item 2')],
    ['flatMap', (list) => list.flatMap((item) => [item, item])],
    ['reduce', (list) => list.reduce((text, item) => text + item, '')],
    ['entries', (list) => [...list.entries()]],
    ['keys', (list) => [...list.keys()]],
    ['find', (list) => list.find((item) => item.endsWith('3'))],
    ['findLast', (list) => list.findLast(() => true)],
    ['indexOf', (list) => list.indexOf('item 3')],
    ['includes', (list) => list.includes('item 4')],
    ['every', (list) => list.every((item) => item.startsWith('item'))],
    ['some', (list) => list.some((item) => item === 'item 4')],
    ['toSorted', (list) => list.toSorted().reverse()],
    ['concat', (list) => list.concat(['more'])],
    ['join', (list) => list.join()],
    ['JSON', (list) => JSON.stringify(list)],
    ['Array.from', (list) => Array.from(list, (item) => item.length)],
    ['isArray', (list) => Array.isArray(list)],
    ['destructuring', ([first, , ...rest]) => [first, rest]],
    [
      'forEach',
      (list) => {
        const seen: string[] = [];
        list.forEach((item) => {
          seen.push(item);
        });
        return seen;
      },
    ],
  ];

  it.each(READINGS)('reads like an array: %s', (_, read) => {
    for (const length of [0, 1, 5, 12]) {
      expect(read(logged(length).list)).toEqual(read(plain(length)));
      const partly = logged(length).list;
      void partly[2];
      expect(read(partly)).toEqual(read(plain(length)));
    }
  });

  it('makes the rest when much of it was asked for, each once', () => {
    const { list, made } = logged(5000);
    for (let index = 0; index < 5000; index += 2) void list[index];
    void list[1];
    expect(made).toHaveLength(5000);
    expect(new Set(made).size).toBe(5000);
    expect([...list]).toEqual(plain(5000));
  });

  it('makes the rest for whoever goes through it, not for whoever picks', () => {
    const walked = logged(5000);
    for (let index = 100; index < 1100; index++) void walked.list[index];
    expect(new Set(walked.made).size).toBe(5000);
    expect(walked.made).toHaveLength(5000);
    const picked = logged(5000);
    for (let index = 0; index < 3000; index += 2) void picked.list[index];
    expect(picked.made).toHaveLength(1500);
  });

  it('gives any order of reading what an array gives', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2200), { maxLength: 2500 }), (indexes) => {
        const { list, made } = logged(2100);
        const array = plain(2100);
        for (const index of indexes) if (list[index] !== array[index]) expect.fail(`at ${index}`);
        expect(new Set(made).size).toBe(made.length);
      }),
      { numRuns: 50 },
    );
  });
});
