import { chmod, lstat, mkdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modeOf, temporaryFolder, treeOf } from '../testing/temporary-folder.js';
import { checkWritable, discardUnfinished, writeFileAtomically } from './atomic-write.js';

function* failingHalfway(): Generator<string> {
  yield 'half';
  throw new Error('the source dried up');
}

describe('writeFileAtomically', () => {
  it('writes a new file, whole or piece by piece', async () => {
    const folder = await temporaryFolder();
    await writeFileAtomically(join(folder, 'a'), 'text ü');
    await writeFileAtomically(join(folder, 'b'), ['one ', new TextEncoder().encode('two '), 'three']);
    await writeFileAtomically(join(folder, 'c'), []);
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('text ü');
    expect(await readFile(join(folder, 'b'), 'utf8')).toBe('one two three');
    expect(await readFile(join(folder, 'c'), 'utf8')).toBe('');
    expect(await treeOf(folder)).toEqual(['a', 'b', 'c']);
  });

  it('puts a new file in the place of the old one, which whoever has it open keeps whole', async () => {
    const path = join(await temporaryFolder(), 'file');
    await writeFile(path, 'old');
    const before = await stat(path);
    await writeFileAtomically(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).ino).not.toBe(before.ino);
  });

  it('keeps the old file, and leaves nothing beside it, when writing fails halfway', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'file');
    await writeFile(path, 'old');
    await expect(writeFileAtomically(path, failingHalfway())).rejects.toMatchObject({
      name: 'KlarifyGraphError',
      code: 'output-failed',
      message: expect.stringContaining(path),
    });
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await treeOf(folder)).toEqual(['file']);
  });

  it('leaves no file at all when writing a new one fails', async () => {
    const folder = await temporaryFolder();
    await expect(writeFileAtomically(join(folder, 'file'), failingHalfway())).rejects.toThrow('dried up');
    expect(await treeOf(folder)).toEqual([]);
  });

  it.each([
    ['a folder in its place', 'folder', 'it is a folder'],
    ['a path through a file', 'file/x', 'not a folder'],
    ['a folder that is not there', 'none/x', 'does not exist'],
  ])('says why it cannot write: %s', async (_, path, reason) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), 'old');
    await mkdir(join(folder, 'folder'));
    await expect(writeFileAtomically(join(folder, path), 'new')).rejects.toMatchObject({
      code: 'output-failed',
      message: expect.stringContaining(reason),
    });
    expect(await treeOf(folder)).toEqual(['file', 'folder']);
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('old');
  });

  it('makes the folder when it is told to', async () => {
    const path = join(await temporaryFolder(), 'a', 'b', 'file');
    await writeFileAtomically(path, 'new', { createFolder: true });
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  it('cannot make a folder where a file is', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), 'old');
    const write = writeFileAtomically(join(folder, 'file', 'a', 'x'), 'new', { createFolder: true });
    await expect(write).rejects.toMatchObject({ code: 'output-failed' });
    expect(await treeOf(folder)).toEqual(['file']);
  });

  it('follows a link and leaves it a link', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'real'));
    await writeFile(join(folder, 'real', 'file'), 'old');
    await symlink(join('real', 'file'), join(folder, 'link'));
    await writeFileAtomically(join(folder, 'link'), 'new');
    expect(await readlink(join(folder, 'link'))).toBe(join('real', 'file'));
    expect(await readFile(join(folder, 'real', 'file'), 'utf8')).toBe('new');
    expect(await treeOf(folder)).toEqual(['link', 'real', join('real', 'file')]);
  });

  it('follows a link whose file is not there yet', async () => {
    const folder = await temporaryFolder();
    await symlink('target', join(folder, 'link'));
    await writeFileAtomically(join(folder, 'link'), 'new');
    expect((await lstat(join(folder, 'link'))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, 'target'), 'utf8')).toBe('new');
  });

  it.each(['600', '640', '644', '664', '755', '666'])('keeps the mode %s of the old file', async (mode) => {
    const path = join(await temporaryFolder(), 'file');
    await writeFile(path, 'old');
    await chmod(path, Number.parseInt(mode, 8));
    await writeFileAtomically(path, 'new');
    expect(await modeOf(path)).toBe(mode);
  });

  it('gives the mode that was asked for, also to a file that had another', async () => {
    const path = join(await temporaryFolder(), 'file');
    await writeFileAtomically(path, 'new', { mode: 0o600 });
    expect(await modeOf(path)).toBe('600');
    await chmod(path, 0o644);
    await writeFileAtomically(path, 'newer', { mode: 0o600 });
    expect(await modeOf(path)).toBe('600');
  });

  it('survives many writers at once, one of them whole', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'file');
    const texts = Array.from({ length: 20 }, (_, writer) => String(writer).repeat(10_000));
    await Promise.all(texts.map((text) => writeFileAtomically(path, text)));
    expect(texts).toContain(await readFile(path, 'utf8'));
    expect(await treeOf(folder)).toEqual(['file']);
  });
});

describe('discardUnfinished', () => {
  it('removes the temporary file of a write under way, and nothing else', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'file');
    await writeFile(path, 'old');
    await writeFileAtomically(join(folder, 'done'), 'whole');
    function* interrupted(): Generator<string> {
      yield 'half';
      discardUnfinished();
      yield 'the rest';
    }
    await expect(writeFileAtomically(path, interrupted())).rejects.toMatchObject({ code: 'output-failed' });
    expect(await treeOf(folder)).toEqual(['done', 'file']);
    expect(await readFile(path, 'utf8')).toBe('old');
  });
});

describe('checkWritable', () => {
  it('agrees with writing, and changes nothing', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'there'), 'old');
    await symlink(join(folder, 'not-there'), join(folder, 'link'));
    for (const path of ['there', 'new', 'link'].map((name) => join(folder, name))) await checkWritable(path);
    for (const path of [folder, join(folder, 'no', 'folder'), join(folder, 'there', 'below')]) {
      await expect(checkWritable(path)).rejects.toMatchObject({ code: 'output-failed' });
      await expect(writeFileAtomically(path, 'new')).rejects.toMatchObject({ code: 'output-failed' });
    }
    expect(await treeOf(folder)).toEqual(['link', 'there']);
  });
});
