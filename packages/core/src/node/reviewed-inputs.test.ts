import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { type ParsedInput, parseInput } from './parse-input.js';
import { parseSnapshotBytes } from './read-file.js';

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

function idsOf(parsed: ParsedInput): readonly string[] {
  if (parsed.kind !== 'records') throw new Error('no records');
  return buildGraph(parsed.snapshot.records).procedures.map(({ id }) => id);
}

function lackOf(value: unknown): string | undefined {
  const parsed = parseInput(bytesOf(value), 'file');
  return parsed.kind === 'records' ? parsed.snapshot.source.incompleteReason : undefined;
}

describe('a single record', () => {
  it('is no graph, whatever its fields are called', () => {
    expect(idsOf(parseInput(bytesOf({ id: 'a', name: 'A', nodes: [], edges: [] }), 'file'))).toEqual(['a']);
  });
});

describe('compressed input', () => {
  const [one, two] = [{ id: 1 }, { id: 2 }].map((record) => gzipSync(`${JSON.stringify(record)}\n`));

  it('may have several members, and zeros behind the last', () => {
    expect(idsOf(parseSnapshotBytes(Buffer.concat([one!, two!]), 'file'))).toEqual(['1', '2']);
    expect(idsOf(parseSnapshotBytes(Buffer.concat([one!, Buffer.alloc(9)]), 'file'))).toEqual(['1']);
  });

  it('is refused where data stands behind zeros, which nobody would read', () => {
    const bytes = Buffer.concat([one!, Buffer.alloc(3), two!]);
    expect(() => parseSnapshotBytes(bytes, 'file')).toThrow(/compressed, but damaged/);
  });
});

describe('pages', () => {
  it('lack what their total says, be it a number or its digits', () => {
    for (const totalCount of [99, '99'])
      expect(lackOf({ data: [{ id: 1 }], totalCount })).toBe('it holds 1 records of a list that has 99');
  });

  it('that overlap do not make up for what is lacking', () => {
    const page = (ids: readonly number[], hasNext: boolean) => ({
      data: ids.map((id) => ({ id })),
      hasNext,
      totalCount: 4,
    });
    expect(lackOf([page([1, 2], true), page([2, 3], false)])).toBe('it holds 3 records of a list that has 4');
    expect(lackOf([page([1, 1], true), page([2, 3], false)])).toBeUndefined();
  });

  it('behind a record are refused where they are not the whole list', () => {
    const read = (page: object) => idsOf(parseInput(bytesOf([{ id: 1 }, page]), 'file'));
    expect(read({ data: [{ id: 2 }] })).toEqual(['1', '2']);
    expect(() => read({ data: [{ id: 2 }], hasNext: true })).toThrow(/mixes records with a page/);
    expect(() => read({ data: [{ id: 2 }], totalCount: 9 })).toThrow(/mixes records with a page/);
  });
});

describe('a time', () => {
  it('is read only where it begins with a date', () => {
    const graph = buildGraph([
      { id: 1, name: 'new', updated_at: 'release 12' },
      { id: 1, name: 'old', updated_at: 'release 3' },
    ]);
    expect(graph.procedures.map(({ name }) => name)).toEqual(['old']);
  });
});

describe('ids that no number can hold', () => {
  const records =
    '{"id":9007199254740992,"name":"A"},' +
    '{"id":9007199254740993,"name":"B","called_from":[{"id":9007199254740992},{"id":9007199254740995}]}';

  it('keep their digits in every form of input', () => {
    const forms = [
      `[${records}]`,
      `{"data":[${records}],"hasNext":false}`,
      records.replace('},{"id":90', '}\n{"id":90'),
    ];
    for (const form of forms) {
      const parsed = parseInput(new TextEncoder().encode(form), 'file');
      if (parsed.kind !== 'records') throw new Error('no records');
      const { procedures, calls, diagnostics } = buildGraph(parsed.snapshot.records);
      expect([...procedures].map(({ id }) => id).slice(0, 2), form).toEqual([
        '9007199254740992',
        '9007199254740993',
      ]);
      expect([...calls.callers]).toEqual([0, 2]);
      expect([...diagnostics].map(({ code }) => code)).toEqual(['missing-reference']);
    }
  });
});
