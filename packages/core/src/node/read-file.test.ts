import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { readSnapshotFile } from './read-file.js';

describe('readSnapshotFile', () => {
  it('reads a file, compressed or not, whatever it is called', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'plain.gz'), '[{"id":1}]');
    await writeFile(join(folder, 'packed.json'), gzipSync('[{"id":1}]'));
    for (const name of ['plain.gz', 'packed.json']) {
      const input = await readSnapshotFile(join(folder, name));
      expect(input.kind === 'records' && [...input.snapshot.records]).toEqual([{ id: 1 }]);
    }
  });

  it('names the file that it cannot use', async () => {
    const folder = await temporaryFolder();
    const empty = join(folder, 'empty.json');
    await writeFile(empty, '');
    await expect(readSnapshotFile(empty)).rejects.toMatchObject({
      code: 'unreadable-snapshot',
      message: expect.stringContaining(empty),
    });
  });

  it.each([
    ['a file that is not there', (folder: string) => join(folder, 'none.json'), 'no such file'],
    ['a folder', (folder: string) => join(folder, 'sub'), 'folder'],
    ['a path through a file', (folder: string) => join(folder, 'file', 'x.json'), 'not a folder'],
  ])('says why it cannot read %s', async (_, pathIn, reason) => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'file'), '');
    await expect(readSnapshotFile(pathIn(folder))).rejects.toMatchObject({
      name: 'KlarifyGraphError',
      code: 'unreadable-snapshot',
      message: expect.stringContaining(reason),
    });
  });
});
