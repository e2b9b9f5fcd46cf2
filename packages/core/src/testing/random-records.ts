import fc from 'fast-check';
import { HOSTILE_NAMES } from './hostile-names.js';

/** Names that meet: exactly, after normalising, or not at all; some hold what JSON has to escape. */
const NAMES = [
  'Alpha',
  'alpha',
  ' Alpha ',
  'Beta',
  'B"e\\ta',
  'Prüfung',
  'PRÜFUNG',
  'Pru\u0308fung',
  'x\ud83d',
  '😀',
  '10',
  '',
  ...HOSTILE_NAMES.map(([, name]) => name),
];

const name = fc.constantFrom(...NAMES);
const id = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(1, 2, 3, '1', '2', 'Alpha', 10, 0, '__proto__', 'constructor') },
  { weight: 1, arbitrary: fc.constantFrom('', null, true, 1.5, -1, 1e21, 123456789012345680, {}) },
);
const wrong = fc.constantFrom(null, 0, true, 'x', '', [], {}, [null], [1], [[]], { name: 5 });
const reference = fc.oneof(
  name,
  fc.record({ id, name, type: name }, { requiredKeys: [] }),
  fc.record({ name: wrong, id: wrong }, { requiredKeys: [] }),
);
const titled = fc.record(
  { id, job_title: name, name, nestedLanes: fc.array(name, { maxLength: 2 }) },
  { requiredKeys: [] },
);

/** A field as it should be, or now and then of another type. */
function mostly<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: wrong });
}

const record = fc.record(
  {
    id,
    name: mostly(name),
    type: mostly(fc.constantFrom('TASK', 'PROCESS_MODEL', null)),
    status: mostly(fc.constantFrom('draft', 'PUBLISHED')),
    owner: mostly(fc.oneof(name, titled)),
    performer: mostly(fc.oneof(name, fc.array(fc.oneof(name, titled), { maxLength: 2 }))),
    lanes: mostly(fc.array(fc.oneof(name, titled), { maxLength: 3 })),
    url: mostly(name),
    updated_at: mostly(fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', 'soon')),
    first_published_at: mostly(fc.constant('2025-01-01T00:00:00Z')),
    called_from: mostly(fc.oneof(reference, fc.array(reference, { maxLength: 4 }))),
    called_within: mostly(fc.array(reference, { maxLength: 2 })),
    more: fc.jsonValue(),
  },
  { requiredKeys: ['id'] },
);

/** Records of both dialects and of none: ids that repeat, hostile names, fields of wrong types, what is no record. */
export const randomRecords: fc.Arbitrary<readonly unknown[]> = fc
  .array(fc.oneof({ weight: 12, arbitrary: record }, { weight: 1, arbitrary: fc.jsonValue() }), {
    maxLength: 8,
  })
  .map((records): unknown[] => JSON.parse(JSON.stringify(records)));
