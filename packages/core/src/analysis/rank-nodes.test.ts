import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstInOrder } from './rank-nodes.js';

it('gives what sorting gives, also where many compare alike', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(9), { maxLength: 40 }),
      fc.oneof(fc.nat(45), fc.constant(1000)),
      (keys, count) => {
        const compare = (a: number, b: number) => keys[b]! - keys[a]!;
        const sorted = [...keys.keys()].sort(compare).slice(0, count);
        expect(firstInOrder(keys.length, count, compare)).toEqual(sorted);
      },
    ),
    { numRuns: 1000 },
  );
});
