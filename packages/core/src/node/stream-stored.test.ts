import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { storedFilesIn } from './stored-files.js';
import { writeStoredSnapshot } from './stored-snapshot.js';
import { streamStored } from './stream-stored.js';

const SOURCE = { endpoint: 'https://a.example', fetchedAt: '2026-01-01T00:00:00.000Z', complete: true };

/** A stored snapshot of records so long that they do not fit a single piece of reading. */
async function stored(records: readonly unknown[]): Promise<string> {
  const path = join(await temporaryFolder(), '2026-01-01T00-00-00.000Z-000000.json');
  await writeFile(path, [...writeStoredSnapshot({ source: SOURCE, records })].join(''));
  return path;
}

async function gathered(records: AsyncIterable<unknown>): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for await (const record of records) all.push(record);
  return all;
}

async function streamed(path: string): Promise<readonly unknown[]> {
  const [file] = await storedFilesIn(join(path, '..'));
  return gathered(streamStored(file!));
}

const RECORDS = Array.from({ length: 400 }, (_, id) => ({ id, name: `ü\n😀 ${'x'.repeat(id * 7)}` }));

describe('streamStored', () => {
  it.each([
    ['none', []],
    ['one', [{ id: 1 }]],
    ['many', RECORDS],
    ['one beyond the size of a piece', [{ id: 1, name: 'ü'.repeat(400_000) }, { id: 2 }]],
  ])('gives the records: %s', async (_, records) => {
    expect(await streamed(await stored(records))).toEqual(records);
  });

  it.each([
    ['a changed letter', (text: string) => text.replace('"name":"ü', '"name":"u')],
    ['a record that is no JSON', (text: string) => text.replace('{"id":7,', '{"id":7')],
    ['a line taken out', (text: string) => text.replace(/^\{"id":9,.*\n/m, '')],
    ['a line put in', (text: string) => text.replace('\n', '\n{"id":"new"},\n')],
    ['a changed head', (text: string) => text.replace('a.example', 'b.example')],
    ['its end cut off', (text: string) => text.slice(0, -100)],
  ])('names the damage: %s', async (_, damage) => {
    const path = await stored(RECORDS);
    const text = await readFile(path, 'utf8');
    expect(damage(text)).not.toBe(text);
    await writeFile(path, damage(text));
    await expect(streamed(path)).rejects.toMatchObject({
      code: 'damaged-snapshot',
      message: expect.stringContaining(path),
    });
  });

  it('a file that is gone is a fault of the store', async () => {
    const file = { path: '/nowhere/x.json', bytes: 1, records: 1, sha256: '', source: SOURCE };
    await expect(gathered(streamStored(file))).rejects.toMatchObject({ code: 'store-failed' });
  });
});
