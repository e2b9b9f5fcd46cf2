import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KlarifyGraphError } from '../errors.js';
import type { Snapshot } from '../model/snapshot.js';
import { draw } from '../testing/draw.js';
import { parseInput } from './parse-input.js';
import { writeStoredSnapshot } from './stored-snapshot.js';

const SNAPSHOT: Snapshot = {
  source: {
    endpoint: 'https://integration.klarify.biz/api/procedures',
    fetchedAt: '2026-01-01T00:00:00.000Z',
    complete: true,
    mode: 'full',
  },
  records: draw('a -> b ~> c -> a', {
    a: { name: 'Prüfung "x"\n\u2028😀', unknown: { deep: [1.5, null, true] } },
  }),
};

function bytesOf(snapshot: Snapshot): Uint8Array {
  return new TextEncoder().encode([...writeStoredSnapshot(snapshot)].join(''));
}

function read(bytes: Uint8Array): Snapshot {
  const parsed = parseInput(bytes, 'stored.json');
  if (parsed.kind !== 'records') throw new Error('The snapshot was taken for a graph.');
  return { ...parsed.snapshot, records: [...parsed.snapshot.records] };
}

/** What became of the bytes: an error of ours, or what was read. Any other error fails the test. */
function outcome(bytes: Uint8Array): { readonly code: string } | { readonly snapshot: Snapshot } {
  try {
    return { snapshot: read(bytes) };
  } catch (error) {
    if (error instanceof KlarifyGraphError) return { code: error.code };
    throw error;
  }
}

describe('a stored snapshot', () => {
  it('reads back as it was written', () => {
    expect(read(bytesOf(SNAPSHOT))).toEqual(SNAPSHOT);
  });

  it.each([
    ['no records', { records: [] }],
    ['an incomplete sync', { source: { ...SNAPSHOT.source, complete: false } }],
    ['an incremental sync', { source: { ...SNAPSHOT.source, mode: 'incremental' as const } }],
    ['an unknown endpoint and time', { source: { ...SNAPSHOT.source, endpoint: null, fetchedAt: null } }],
    ['records that are none', { records: [null, 42, 'x', [], { data: [] }] }],
  ])('reads back with %s', (_, change) => {
    const snapshot = { ...SNAPSHOT, ...change };
    expect(read(bytesOf(snapshot))).toEqual(snapshot);
  });

  it('reads back any JSON in its records', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 4 }), (values) => {
        const records: unknown[] = JSON.parse(JSON.stringify(values));
        expect(read(bytesOf({ ...SNAPSHOT, records })).records).toEqual(records);
      }),
      { numRuns: 200 },
    );
  });

  it('reads back 30,000 records', () => {
    const records = Array.from({ length: 30_000 }, (_, id) => ({ id, name: `Procedure ${id}` }));
    expect(read(bytesOf({ ...SNAPSHOT, records })).records).toHaveLength(30_000);
  });

  it('is one JSON document too, for other tools', () => {
    const document: unknown = JSON.parse(new TextDecoder().decode(bytesOf(SNAPSHOT)));
    expect(document).toMatchObject({
      formatVersion: 1,
      source: SNAPSHOT.source,
      records: SNAPSHOT.records,
      count: 3,
    });
  });
});

describe('a damaged one', () => {
  const whole = bytesOf(SNAPSHOT);

  it('never reads as different records, whichever bit was flipped', () => {
    const bit = fc.record({ at: fc.nat(whole.length - 1), bit: fc.nat(7) });
    fc.assert(
      fc.property(bit, ({ at, bit }) => {
        const flipped = whole.slice();
        flipped[at]! ^= 1 << bit;
        expect(outcome(flipped)).toEqual({
          code: expect.stringMatching(/^(damaged|unreadable)-snapshot$|^newer-format$/),
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('is an error when it is cut short anywhere', () => {
    for (let length = 0; length < whole.length - 1; length++) {
      expect(outcome(whole.subarray(0, length))).toHaveProperty('code');
    }
  });

  it('is an error when records were taken out, swapped or added', () => {
    const text = new TextDecoder().decode(whole);
    const [head, a, b, c, tail] = text.split('\n');
    const changed = [
      [head, b, c, tail, ''],
      [head, b, a, c, tail, ''],
      [head, a, a, b, c, tail, ''],
      [head, a, b, c, tail?.replace('"count":3', '"count":4'), ''],
      [head, a, b, c, tail, tail, ''],
    ];
    for (const parts of changed) {
      expect(outcome(new TextEncoder().encode(parts.join('\n')))).toEqual({ code: 'damaged-snapshot' });
    }
  });

  it('is an error when it was written anew by another tool', () => {
    const document: object = JSON.parse(new TextDecoder().decode(whole));
    const indented = new TextEncoder().encode(JSON.stringify(document, null, 2));
    expect(outcome(indented)).toEqual({ code: 'damaged-snapshot' });
  });
});

describe('one of a later version', () => {
  it('is refused with the advice to update', () => {
    const text = new TextDecoder()
      .decode(bytesOf(SNAPSHOT))
      .replace('"formatVersion":1', '"formatVersion":2');
    const bytes = new TextEncoder().encode(text);
    expect(outcome(bytes)).toEqual({ code: 'newer-format' });
    expect(() => read(bytes)).toThrow(/version 2.*Update klarify-graph/);
  });

  it('is refused whatever it looks like behind its version', () => {
    const bytes = new TextEncoder().encode(
      '{"format":"klarify-graph-snapshot","formatVersion":17,"anything":true}',
    );
    expect(outcome(bytes)).toEqual({ code: 'newer-format' });
  });
});
