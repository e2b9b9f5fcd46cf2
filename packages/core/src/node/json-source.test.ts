import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { everythingOf } from '../testing/everything-of.js';
import { randomRecords } from '../testing/random-records.js';
import { parseInput } from './parse-input.js';
import { writeStoredSnapshot } from './stored-snapshot.js';

function graphIn(text: string) {
  const parsed = parseInput(new TextEncoder().encode(text), 'input.json');
  if (parsed.kind !== 'records') throw new Error('The records were taken for a graph.');
  return buildGraph(parsed.snapshot.records);
}

/** The same JSON with many a character inside of its strings written as an escape. */
function escapedStrings(json: string, seed: number): string {
  const units = /\\u[0-9a-f]{4}|\\.|[\ud800-\udbff][\udc00-\udfff]|[^"]/g;
  return json.replace(/"(?:[^"\\]|\\.)*"/g, (text) =>
    text.replace(units, (unit, at: number) => {
      if (unit.startsWith('\\') || (at * 7 + seed) % 5 !== 0) return unit;
      return unit
        .split('')
        .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join('');
    }),
  );
}

const SOURCE = { endpoint: null, fetchedAt: null, complete: true };

const SHAPES: readonly (readonly [string, (records: readonly unknown[]) => string])[] = [
  ['an array', (records) => JSON.stringify(records)],
  ['an indented array', (records) => JSON.stringify(records, null, 3)],
  ['a stored snapshot', (records) => [...writeStoredSnapshot({ source: SOURCE, records })].join('')],
  ['an array with escapes', (records) => escapedStrings(JSON.stringify(records), records.length)],
];

describe('records read out of bytes', () => {
  it.each(SHAPES)('make the graph that they make as a list: %s', (_, write) => {
    fc.assert(
      fc.property(randomRecords, (others) => {
        // Something has to be a record, and the first must not be a page.
        const records = [{ id: 'first', name: 'Alpha' }, ...others.filter((record) => !isPage(record))];
        expect(everythingOf(graphIn(write(records)))).toEqual(everythingOf(buildGraph(records)));
      }),
      { numRuns: 1500 },
    );
  });

  it('make the graph that they make as a list: pages, also behind a record', () => {
    fc.assert(
      fc.property(randomRecords, fc.integer({ min: 1, max: 3 }), fc.boolean(), (others, size, mixed) => {
        const records = [{ id: 'first', name: 'Alpha' }, ...others];
        const alone = mixed ? records.slice(0, 1) : [];
        const paged = records.slice(alone.length);
        const pages = Array.from({ length: Math.ceil(paged.length / size) }, (_, page) => ({
          data: paged.slice(page * size, (page + 1) * size),
        }));
        const elements = [...alone, ...pages];
        const lines = elements.map((element) => `${JSON.stringify(element)}\n`).join('\n');
        const expected = everythingOf(buildGraph(records));
        expect(everythingOf(graphIn(JSON.stringify(elements)))).toEqual(expected);
        expect(everythingOf(graphIn(lines))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    '[{"id":1},]',
    '[,{"id":1}]',
    '[{"id":1} {"id":2}]',
    '[{"id":1}{"id":2}]',
    '[{"id":1}],[{"id":2}]',
    '[{"id":1,"name":"a}]',
    '[{"id":1,"x":tru}]',
    '[{"id":1,"x":01}]',
    '[{"id":1,"x":[1,]}]',
    '[{"id":1},{"id":2]]',
    '[\u000b]',
    '{"id":1}\n{"id":2} {"id":3}\n',
    '{"id":1}\n{"id":2,\n"name":"x"}\n',
  ])('are refused where they are not JSON: %j', (text) => {
    expect(() => graphIn(text)).toThrow(expect.objectContaining({ code: 'unreadable-snapshot' }));
  });

  it('may all stand twice', () => {
    const records = Array.from({ length: 2000 }, (_, id) => ({
      id,
      name: `P${id}`,
      called_from: [`P${id + 1}`],
    }));
    const pages = [0, 1].flatMap(() =>
      Array.from({ length: 20 }, (_, page) => ({ data: records.slice(100 * page, 100 * page + 100) })),
    );
    const expected = everythingOf(buildGraph([...records, ...records]));
    expect(buildGraph([...records, ...records]).listed).toBe(2000);
    for (const input of [pages, [...records, ...records]]) {
      expect(everythingOf(graphIn(JSON.stringify(input)))).toEqual(expected);
    }
  });
});

function isPage(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'data' in value;
}
