import { describe, expect, it } from 'vitest';
import { KlarifyGraphError } from '../errors.js';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { findStored, parseStoredReference } from './find-stored.js';
import { SnapshotStore } from './snapshot-store.js';
import { isDamaged, type StoredFile } from './stored-files.js';

const TIMES = [
  '2026-10-31T23:59:59.999Z',
  '2026-11-20T08:00:00.000Z',
  '2026-11-20T17:30:00.500Z',
  '2026-12-01T00:00:00.000Z',
] as const;

const FILES: readonly StoredFile[] = TIMES.map((fetchedAt) => ({
  path: `/store/org/${fetchedAt.replaceAll(':', '-')}-abcdef.json`,
  bytes: 1,
  records: 0,
  sha256: '0'.repeat(64),
  source: { endpoint: null, fetchedAt, complete: true },
}));

function timeOf(file: StoredFile): string | null {
  return isDamaged(file) ? null : file.source.fetchedAt;
}

function find(text: string, files = FILES): string | null {
  const reference = parseStoredReference(text);
  if (reference === undefined) throw new Error(`"${text}" is no reference.`);
  return timeOf(findStored(files, reference));
}

describe('a reference to a stored snapshot', () => {
  it.each([
    ['latest', TIMES[3]],
    ['LATEST', TIMES[3]],
    ['latest~0', TIMES[3]],
    ['latest~1', TIMES[2]],
    ['latest~3', TIMES[0]],
    ['2026-12', TIMES[3]],
    ['2026-11', TIMES[2]],
    ['2026-11-20', TIMES[2]],
    ['2026-11-25', TIMES[2]],
    ['2026-11-19', TIMES[0]],
    ['2026-11-20T08', TIMES[1]],
    ['2026-11-20T08:00', TIMES[1]],
    ['2026-11-20T07:59Z', TIMES[0]],
    ['2026-11-20T17:30:00.500Z', TIMES[2]],
    ['2026-11-20T17:30:00.499Z', TIMES[1]],
    ['2026-11-20t17:30:00z', TIMES[2]],
  ])('%s finds the one of %s', (text, expected) => {
    expect(find(text)).toBe(expected);
  });

  it.each([
    'latest.json',
    './latest',
    'latest~',
    'latest~-1',
    'latest~1x',
    '2026',
    '2026-11-20.json',
    '2026-11-2',
    'a/2026-11-20',
    '-',
    '',
  ])('"%s" is none', (text) => {
    expect(parseStoredReference(text)).toBeUndefined();
  });

  it.each([
    '2026-13',
    '2026-20-11',
    '2026-11-31',
    '2026-02-30',
    '2026-11-00',
    '2026-11-20T24:00',
    '2026-11-20T23:60Z',
    '2026-11-20T08:30:61.5',
  ])('%s, which no calendar or clock has, is an error and not the newest', (text) => {
    expect(() => parseStoredReference(text)).toThrow(/^There is no such time as 2026-/);
  });

  it('takes the last day of February in a leap year, and parts of a second', () => {
    for (const text of ['2028-02-29', '2026-11-20T08:30:59.5', '2026-11-20T08:30:59.25z']) {
      expect(parseStoredReference(text)).toMatchObject({ kind: 'time', text });
    }
  });

  it.each([
    ['latest~4', /only 4 are stored/],
    ['2026-10-30', /the oldest was taken at 2026-10-31T23:59:59.999Z/],
  ])('%s, which is not there, is an error that says what is', (text, message) => {
    expect(() => find(text)).toThrow(message);
    expect(() => find(text)).toThrow(KlarifyGraphError);
  });

  it('says that nothing is stored', () => {
    expect(() => find('latest', [])).toThrow(/nothing is stored yet/);
  });

  it('finds a damaged file by the time in its name', () => {
    const damage = new KlarifyGraphError('damaged-snapshot', 'broken');
    const damaged = { path: FILES[2]!.path, bytes: 1, damage };
    const files = [FILES[0]!, FILES[1]!, damaged, FILES[3]!];
    expect(findStored(files, parseStoredReference('2026-11-20')!)).toBe(damaged);
    expect(findStored(files, parseStoredReference('latest~1')!)).toBe(damaged);
  });
});

describe('the store', () => {
  it('lists the snapshots of one organisation, and those of the one stored last', async () => {
    const store = new SnapshotStore(await temporaryFolder());
    expect(await store.listFor('https://a.example/', 'key-1')).toEqual([]);
    expect(await store.listNewest()).toEqual([]);
    const save = async (key: string, fetchedAt: string) => {
      const source = { endpoint: 'https://a.example/', fetchedAt, complete: true };
      await (await store.open('https://a.example/', key)).save({ source, records: [] });
    };
    await save('key-1', TIMES[0]);
    await save('key-2', TIMES[1]);
    await save('key-1', TIMES[2]);
    const times = async (files: Promise<readonly StoredFile[]>) => (await files).map(timeOf);
    expect(await times(store.listNewest())).toEqual([TIMES[0], TIMES[2]]);
    expect(await times(store.listFor('https://a.example/', 'key-2'))).toEqual([TIMES[1]]);
    expect(await times(store.listFor('https://a.example/', 'key-3'))).toEqual([]);
  });
});
