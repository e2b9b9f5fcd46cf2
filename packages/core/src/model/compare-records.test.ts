import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRecords } from './compare-records.js';
import { chooseRecords } from './parse-records.js';

const record = fc.record(
  {
    id: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constantFrom('a', '__proto__', '', null)),
    name: fc.constantFrom('x', 'y'),
    updated_at: fc.constantFrom('2024-01-01T00:00:00Z', '2024-01-02T00:00:00', 'never'),
  },
  { requiredKeys: ['id', 'name'] },
);
const records = fc.array(
  fc.oneof({ weight: 9, arbitrary: record }, { weight: 1, arbitrary: fc.constant(7) }),
  {
    maxLength: 12,
  },
);

describe('compareRecords', () => {
  it('counts what came, went and differs, of those that count for their id', async () => {
    await fc.assert(
      fc.asyncProperty(records, records, async (before, now) => {
        const chosen = (list: readonly unknown[]) =>
          new Map(
            chooseRecords(list, []).map(({ id, raw }) => [id, JSON.stringify(Object.entries(raw).sort())]),
          );
        const [old, current] = [chosen(before), chosen(now)];
        const both = [...old.keys()].filter((id) => current.has(id));
        expect(await compareRecords(before, now)).toEqual({
          added: current.size - both.length,
          changed: both.filter((id) => old.get(id) !== current.get(id)).length,
          removed: old.size - both.length,
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('sees a difference in a field that nobody knows, not one in the order of fields', async () => {
    const before = [
      { id: 1, name: 'a', new: { deep: [1] } },
      { id: 2, name: 'b' },
    ];
    const now = [
      { id: 1, name: 'a', new: { deep: [2] } },
      { name: 'b', id: 2 },
    ];
    expect(await compareRecords(before, now)).toEqual({ added: 0, changed: 1, removed: 0 });
  });

  it('of two of before with one id takes the one updated later, whatever the order', async () => {
    const early = { id: 1, name: 'early', updated_at: '2024-01-01T00:00:00Z' };
    const late = { id: 1, name: 'late', updated_at: '2024-02-01T00:00:00Z' };
    for (const before of [
      [early, late],
      [late, early],
    ]) {
      expect(await compareRecords(before, [late])).toEqual({ added: 0, changed: 0, removed: 0 });
      expect(await compareRecords(before, [early])).toEqual({ added: 0, changed: 1, removed: 0 });
    }
  });
});
