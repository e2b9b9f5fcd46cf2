import fc from 'fast-check';

/** Members that a writer of another kind may put in, before those of the record: the last of two with a key counts. */
const EARLIER = [
  '"name":"earlier"',
  '"id":90071992547409931234567890',
  '"id":1e400',
  '"id":9007199254740993',
  '"owner":{"job_title":"A","job_title":null}',
  '"called_from":[{"id":7,"id":9007199254740993,"name":"x"}]',
  '"called_from":["Beta",{"name":"Alpha","\\u006eame":"Beta"}]',
  '"\\u0069d":"escaped"',
  '"\\u0063alled_within":"Alpha"',
  '"__proto__":{"id":"polluted","name":"polluted"}',
  '"constructor":{"prototype":[]}',
  '"called_within":{"__proto__":{"name":"Alpha"}}',
  '"lanes":[{"name":"L","nestedLanes":{"name":"M"}}]',
  '"":0',
  '"deep":[[[[[[[[[[[[[[[[[[[[[{}]]]]]]]]]]]]]]]]]]]]]',
];

const space = fc.constantFrom('', '', '', ' ', '\n', '\t', '\r\n', '  ');

/**
 * The records as JSON of an array that no careful writer would produce, all of it valid: white space anywhere, keys with
 * escapes, keys that stand twice, numbers beyond what a number holds, perhaps a byte order mark. A record comes first.
 */
export function roughJson(records: readonly unknown[]): fc.Arbitrary<string> {
  const choice = fc.record({
    earlier: fc.array(fc.constantFrom(...EARLIER), { maxLength: 2 }),
    spaces: fc.array(space, { minLength: 5, maxLength: 5 }),
    escapes: fc.nat(6),
  });
  const list = [{ id: 'first', name: 'Alpha' }, ...records.filter((record) => !isPage(record))];
  const choices = fc.array(choice, { minLength: list.length, maxLength: list.length });
  return fc.tuple(choices, fc.boolean()).map(([chosen, isMarked]) => {
    const items = list.map((record, at) => roughly(record, chosen[at]!));
    return `${isMarked ? '\ufeff' : ''}[${items.join(',')}]`;
  });
}

interface Choice {
  readonly earlier: readonly string[];
  readonly spaces: readonly string[];
  readonly escapes: number;
}

function roughly(value: unknown, { earlier, spaces, escapes }: Choice): string {
  const [a = '', b = '', c = '', d = '', e = ''] = spaces;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `${a}${JSON.stringify(value)}${b}`;
  const members = Object.entries(value).map(([key, member], at) => {
    const shown = (at + escapes) % 4 === 0 ? escaped(key) : JSON.stringify(key);
    return `${shown}${c}:${d}${JSON.stringify(member, null, escapes)}`;
  });
  return `${a}{${b}${[...earlier, ...members].join(`${e},${b}`)}${c}}${d}`;
}

function escaped(key: string): string {
  const units = key.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${units.join('')}"`;
}

function isPage(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'data' in value;
}
