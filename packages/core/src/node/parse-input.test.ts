import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { KlarifyGraphError } from '../errors.js';
import { buildGraph } from '../graph/build-graph.js';
import { graphDocument } from '../report/graph-document.js';
import { callsOf, draw, graphOf, subjectOf } from '../testing/draw.js';
import { parseSnapshotBytes } from './read-file.js';
import { writeStoredSnapshot } from './stored-snapshot.js';

const RECORDS = draw('a -> b -> c', { b: { name: 'Prüfung 😀', extra: { kept: [1, null] } } });
const SOURCE = { endpoint: 'https://a.example', fetchedAt: '2026-01-01T00:00:00.000Z', complete: true };

function bytesOf(input: string | Uint8Array): Uint8Array {
  return typeof input === 'string' ? new TextEncoder().encode(input) : input;
}

/** The records that an input holds. */
function recordsIn(input: string | Uint8Array): readonly unknown[] {
  const parsed = parseSnapshotBytes(bytesOf(input), 'input.json');
  if (parsed.kind !== 'records') throw new Error('The input holds a graph.');
  return [...parsed.snapshot.records];
}

function errorOf(input: string | Uint8Array): KlarifyGraphError {
  try {
    recordsIn(input);
  } catch (error) {
    if (error instanceof KlarifyGraphError) return error;
    throw error;
  }
  throw new Error('The input was read.');
}

const json = JSON.stringify;
const lines = (records: readonly unknown[], end = '\n') =>
  records.map((record) => json(record) + end).join('');

/** Whether an input is known to hold everything, and why not. */
function sourceOf(input: string): { readonly complete: boolean; readonly incompleteReason?: string } {
  const parsed = parseSnapshotBytes(bytesOf(input), 'input.json');
  if (parsed.kind !== 'records') throw new Error('The input holds a graph.');
  return parsed.snapshot.source;
}

const SHAPES: readonly (readonly [string, string])[] = [
  [
    'a stored snapshot',
    [...writeStoredSnapshot({ source: { ...SOURCE, mode: 'full' }, records: RECORDS })].join(''),
  ],
  ['a bare array', json(RECORDS)],
  ['a bare array, indented', JSON.stringify(RECORDS, null, 2)],
  ['a bare array, a record a line', `[\n${RECORDS.map((record) => json(record)).join(',\n')}\n]\n`],
  ['one page', json({ data: RECORDS, hasNext: false, totalCount: 3 })],
  ['one page, indented', JSON.stringify({ data: RECORDS }, null, 2)],
  ['an array of pages', json([{ data: RECORDS.slice(0, 2) }, { data: [] }, { data: RECORDS.slice(2) }])],
  ['one record a line', lines(RECORDS)],
  ['one record a line, the last without its end', lines(RECORDS).trimEnd()],
  ['one record a line, ended by CRLF', lines(RECORDS, '\r\n')],
  ['one record a line, blank ones between and behind', lines(RECORDS, '\n\n \n')],
  ['one record a line, a blank one in front', `\n${lines(RECORDS)}`],
  ['one page a line', lines([{ data: RECORDS.slice(0, 1) }, { data: RECORDS.slice(1) }])],
];

describe('what is read', () => {
  it.each(SHAPES)('%s', (_, text) => {
    expect(recordsIn(text)).toEqual(RECORDS);
  });

  it.each(SHAPES)('%s, behind a byte order mark', (_, text) => {
    expect(recordsIn(`\ufeff${text}`)).toEqual(RECORDS);
  });

  it.each(SHAPES)('%s, compressed with gzip', (_, text) => {
    expect(recordsIn(gzipSync(text))).toEqual(RECORDS);
    expect(recordsIn(gzipSync(`\ufeff${text}`))).toEqual(RECORDS);
  });

  it('an exported graph, as the same graph', () => {
    const graph = graphOf('a -> b ~> c; (gone) -> a', { a: { owner: 'Ann' } });
    const document = graphDocument(subjectOf(graph, { kind: 'api' }), [1]);
    for (const text of [json(document), JSON.stringify(document, null, 2), `\ufeff${json(document)}\n`]) {
      for (const input of [bytesOf(text), gzipSync(text)]) {
        const parsed = parseSnapshotBytes(input, 'graph.json');
        if (parsed.kind !== 'graph') throw new Error('The graph was taken for records.');
        expect(callsOf(parsed.read.graph)).toEqual(callsOf(graph));
        expect(parsed.read).toMatchObject({ source: document.attributes.source, entryPoints: [1] });
      }
    }
  });

  it('a single record, and a single line', () => {
    expect(recordsIn('{"id":1}')).toEqual([{ id: 1 }]);
    expect(recordsIn('{"id":1}\n')).toEqual([{ id: 1 }]);
  });

  it('unknown fields and hostile ones, untouched', () => {
    const text = '[{"id":"__proto__","__proto__":{"id":"x"},"constructor":1,"":[{}]}]';
    expect(json(recordsIn(text))).toBe(text);
    expect(json(recordsIn(`${text.slice(1, -1)}\n{"id":2}\n`)[0])).toBe(text.slice(1, -1));
  });

  it('what is no record beside what is one, for the graph to report', () => {
    for (const text of ['[{"id":1},null,"x",{"foo":1}]', '{"id":1}\nnull\n"x"\n{"foo":1}\n']) {
      const graph = buildGraph(recordsIn(text));
      expect(graph.listed).toBe(1);
      expect(graph.diagnostics.map(({ code }) => code)).toEqual(Array(3).fill('invalid-record'));
    }
  });

  it.each([
    '[]',
    ' [ ] \n',
    '{"data":[]}',
    '[{"data":[]},{"data":[]}]',
    '{"data":[],"hasNext":false}\n{"data":[]}\n',
  ])('an empty organisation: %j', (text) => {
    expect(recordsIn(text)).toEqual([]);
  });

  it('does not claim to know when or where it was fetched', () => {
    expect(parseSnapshotBytes(bytesOf('[]'), 'x')).toMatchObject({
      snapshot: { source: { endpoint: null, fetchedAt: null } },
    });
  });
});

describe('what is unreadable', () => {
  const gzip = gzipSync(json(RECORDS));
  it.each([
    ['an empty file', ''],
    ['white space', ' \n\r\n\t'],
    ['a byte order mark alone', '\ufeff'],
    ['null', 'null'],
    ['a number', '42'],
    ['a string', '"id"'],
    ['true', 'true'],
    ['an object that is no record', '{"foo":1}'],
    ['a page that is none', '{"data":null}'],
    ['an error of the API', '{"error":"Not Found","status":404}'],
    ['an array of nothing', '[null]'],
    ['an array of numbers', '[1,2]'],
    ['an array of objects without ids', '[{"name":"x"},{"id":""},{"id":null}]'],
    ['pages of nothing', '[{"data":[null]}]'],
    ['an array in an array', '[[{"id":1}]]'],
    ['lines without ids', '{"foo":1}\n{"foo":2}\n'],
    ['a cut array', json(RECORDS).slice(0, -7)],
    ['an array cut behind a record', `${json(RECORDS).slice(0, -1)}`],
    ['a cut line', lines(RECORDS).slice(0, -7)],
    ['an array with more behind it', '[{"id":1}] x'],
    ['lines with a broken one', '{"id":1}\n{"id":\n{"id":3}\n'],
    ['HTML', '<!DOCTYPE html>\n<html><body>Sign in</body></html>'],
    ['YAML', 'id: 1\nname: x\n'],
    ['brackets without end', '['.repeat(200_000)],
    ['binary', Uint8Array.from({ length: 256 }, (_, byte) => byte)],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0])],
    ['UTF-16', Buffer.from('\ufeff[{"id":1}]', 'utf16le')],
    ['a letter cut in two', Buffer.from('[{"id":"ü"}]').subarray(0, 8)],
    [
      'a line that is no UTF-8',
      Buffer.concat([Buffer.from('{"id":1}\n{"id":"'), Buffer.from([0xff, 0x22, 0x7d])]),
    ],
    ['gzip cut short', gzip.subarray(0, gzip.length - 12)],
    ['gzip cut in its head', gzip.subarray(0, 5)],
    ['gzip of nothing', gzipSync('')],
    ['gzip of HTML', gzipSync('<html></html>')],
    ['gzip with a wrong checksum', Buffer.concat([gzip.subarray(0, -8), Buffer.alloc(8)])],
  ] as const)('%s', (_, input) => {
    const { code, message } = errorOf(input);
    expect(code).toBe('unreadable-snapshot');
    expect(message).toMatch(/^The snapshot input\.json [^\n]+\.$/);
  });

  it('what is longer than its places can be numbered, which would be read wrong', () => {
    const size = { value: 2 ** 32 };
    const bytes = Object.defineProperty(bytesOf('[]'), 'byteLength', size);
    expect(errorOf(bytes)).toMatchObject({
      code: 'unreadable-snapshot',
      message: expect.stringContaining('4 GiB'),
    });
    expect(recordsIn(Object.defineProperty(bytesOf('[]'), 'byteLength', { value: 2 }))).toEqual([]);
  });

  it('names the line that is broken', () => {
    expect(errorOf('{"id":1}\n\n{"id":\n{"id":3}\n').message).toContain('line 3');
  });
});

describe('pages that are not all', () => {
  const page = (from: number, to: number, rest: object = {}) => ({ data: RECORDS.slice(from, to), ...rest });

  it.each([
    [
      'the last one says that another follows',
      [page(0, 2), page(2, 3, { hasNext: true })],
      /another follows/,
    ],
    [
      'one in the middle is lacking',
      [page(0, 1, { totalCount: 3 }), page(2, 3, { totalCount: 3 })],
      /2 records .*3/,
    ],
    [
      'the only one is the first of several',
      [page(0, 1, { hasNext: true, totalCount: 3 })],
      /another follows/,
    ],
  ])('%s: the snapshot is incomplete, whatever the shape', (_, pages, why) => {
    const texts = [json(pages), lines(pages), ...(pages.length === 1 ? [json(pages[0])] : [])];
    for (const text of texts.filter((each) => each.trim() !== json(pages[0]) || pages.length === 1)) {
      expect(sourceOf(text)).toMatchObject({ complete: false, incompleteReason: expect.stringMatching(why) });
    }
  });

  it.each([
    ['no page says anything', [page(0, 1), page(1, 3)]],
    [
      'the total fits',
      [page(0, 2, { hasNext: true, totalCount: 3 }), page(2, 3, { hasNext: false, totalCount: 3 })],
    ],
    ['the total is no number', [page(0, 3, { totalCount: 'many', hasNext: 'yes' })]],
  ])('%s: nothing shows that any is lacking', (_, pages) => {
    for (const text of [json(pages), lines(pages)]) expect(sourceOf(text)).toMatchObject({ complete: true });
  });

  it('a line that is no record is left out like any other, also the first', () => {
    expect(recordsIn(`42\n${lines(RECORDS)}`)).toEqual([42, ...RECORDS]);
  });
});
