import { mkdir, readFile, rename, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import type { Snapshot } from '../model/snapshot.js';
import { draw } from '../testing/draw.js';
import { everythingOf } from '../testing/everything-of.js';
import { modeOf, temporaryFolder, treeOf } from '../testing/temporary-folder.js';
import { encodeGraph } from './graph-index/encode-graph.js';
import { type IndexParts, packIndex, unpackIndex } from './graph-index/layout.js';
import { readStoredGraph, SnapshotStore } from './snapshot-store.js';
import type { StoredFile } from './stored-files.js';

const ENDPOINT = 'https://integration.klarify.biz/api/procedures';

function snapshotOf(picture: string, hour = 1): Snapshot {
  const fetchedAt = `2026-01-01T${String(hour).padStart(2, '0')}:00:00.000Z`;
  const source = { endpoint: ENDPOINT, fetchedAt, complete: true, mode: 'full' } as const;
  return { source, records: draw(picture) };
}

const SNAPSHOT = snapshotOf('a -> b ~> c; (gone) -> a');
const OTHER = snapshotOf('x -> y');

/** A stored snapshot, where its index lies once it is asked, and how it is found again. */
async function stored() {
  const store = new SnapshotStore(join(await temporaryFolder(), 'store'));
  const organisation = await store.open(ENDPOINT, 'a-key');
  const path = await organisation.save(SNAPSHOT);
  const find = async (): Promise<StoredFile> => {
    const file = await store.latest();
    if (file === undefined) throw new Error('Nothing is stored.');
    return file;
  };
  return { organisation, path, index: path.replace(/json$/, 'index'), find };
}

async function graphOf(file: StoredFile): Promise<unknown> {
  return everythingOf((await readStoredGraph(file)).graph);
}

const expected = (snapshot: Snapshot) => everythingOf(buildGraph(snapshot.records));

/** Writes an index anew with something changed, and with a checksum that fits. */
async function change(path: string, by: (parts: IndexParts) => IndexParts): Promise<void> {
  const parts = unpackIndex(new Uint8Array(await readFile(path)).buffer);
  if (parts === undefined) throw new Error('The index is damaged.');
  await writeFile(path, Buffer.concat(packIndex(by(parts))));
}

/** Makes an index say something else than its snapshot: whoever uses it gives it away. */
async function plant(path: string): Promise<void> {
  const { listed, ...graph } = buildGraph(OTHER.records);
  await change(path, (parts) => ({ ...parts, listed, columns: encodeGraph({ listed, ...graph }) }));
}

describe('the graph of a stored snapshot', () => {
  it('is the same without an index and with one, which only its owner can read', async () => {
    const { index, find } = await stored();
    expect(await graphOf(await find())).toEqual(expected(SNAPSHOT));
    expect(await modeOf(index)).toBe('600');
    expect(await readStoredGraph(await find())).toMatchObject({ source: SNAPSHOT.source });
    expect(await graphOf(await find())).toEqual(expected(SNAPSHOT));
  });

  it('comes from the index', async () => {
    const { index, find } = await stored();
    await readStoredGraph(await find());
    await plant(index);
    expect(await graphOf(await find())).toEqual(expected(OTHER));
  });

  it.each([
    ['is cut short', (path: string) => truncate(path, 100)],
    ['is empty', (path: string) => truncate(path, 0)],
    [
      'lost a bit',
      async (path: string) => {
        const bytes = await readFile(path);
        bytes[Math.floor(bytes.length / 2)]! ^= 4;
        await writeFile(path, bytes);
      },
    ],
    [
      'is of a newer version',
      async (path: string) => {
        const bytes = await readFile(path);
        bytes[7]!++;
        await writeFile(path, bytes);
      },
    ],
    ['lacks a column', (path: string) => change(path, (parts) => ({ ...parts, columns: {} }))],
    [
      'is of another snapshot',
      (path: string) =>
        change(path, (parts) => ({ ...parts, binding: { ...parts.binding, sha256: 'b'.repeat(64) } })),
    ],
  ])('does not come from an index that %s, which is made anew', async (_, damage) => {
    const { index, find } = await stored();
    await readStoredGraph(await find());
    await plant(index);
    await damage(index);
    const before = await readFile(index);
    expect(await graphOf(await find())).toEqual(expected(SNAPSHOT));
    expect((await readFile(index)).equals(before)).toBe(false);
    expect(await graphOf(await find())).toEqual(expected(SNAPSHOT));
  });

  it('does not come from the index of a snapshot that was replaced', async () => {
    const { organisation, path, find } = await stored();
    await readStoredGraph(await find());
    await rename(await organisation.save({ ...OTHER, source: snapshotOf('', 2).source }), path);
    expect(await graphOf(await find())).toEqual(expected(OTHER));
  });

  it('leaves no index where another snapshot took the place of the one that was described', async () => {
    const { organisation, path, index, find } = await stored();
    const described = await find();
    await rename(await organisation.save({ ...OTHER, source: snapshotOf('', 2).source }), path);
    expect(await graphOf(described)).toEqual(expected(OTHER));
    await expect(stat(index)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await graphOf(await find())).toEqual(expected(OTHER));
  });

  it('is the same for many who ask at once, and the index they leave is whole', async () => {
    const { organisation, index, find } = await stored();
    const file = await find();
    const graphs = await Promise.all(Array.from({ length: 12 }, () => graphOf(file)));
    for (const graph of graphs) expect(graph).toEqual(expected(SNAPSHOT));
    expect(unpackIndex(new Uint8Array(await readFile(index)).buffer)).toBeDefined();
    expect(await treeOf(organisation.folder)).toHaveLength(2);
  });

  it('answers where the index cannot be written, and leaves nothing', async () => {
    const { organisation, index, find } = await stored();
    await mkdir(index);
    for (let run = 0; run < 2; run++) expect(await graphOf(await find())).toEqual(expected(SNAPSHOT));
    expect((await treeOf(organisation.folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('a snapshot that was damaged beside its index', () => {
  it('is named, whichever byte it was, also where its size and time stay as they were', async () => {
    const { path, find } = await stored();
    await readStoredGraph(await find());
    const whole = await readFile(path);
    const { atime, mtime } = await stat(path);
    for (let at = 0; at < whole.length; at += 5) {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 1;
      await writeFile(path, bytes);
      await utimes(path, atime, mtime);
      await expect(async () => readStoredGraph(await find()), `byte ${at}`).rejects.toMatchObject({
        code: expect.stringMatching(/^(damaged|unreadable)-snapshot$|^newer-format$/),
      });
    }
    await writeFile(path, whole);
    expect(await graphOf(await find())).toEqual(expected(SNAPSHOT));
  });

  it('is named where it changed within a tick of a coarse clock, for which no time tells', async () => {
    const { path, index, find } = await stored();
    await readStoredGraph(await find());
    const bytes = await readFile(path);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    await writeFile(path, bytes);
    const { ino, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    const changed = String(ctimeNs);
    const tick = { inode: String(ino), modified: String(mtimeNs), changed, checked: changed };
    await change(index, (parts) => ({ ...parts, binding: { ...parts.binding, ...tick } }));
    await expect(readStoredGraph(await find())).rejects.toMatchObject({ code: 'damaged-snapshot' });
  });
});

describe('a snapshot that only looks changed', () => {
  it('is checked once, and its index is bound to it anew', async () => {
    const { path, index, find } = await stored();
    await readStoredGraph(await find());
    await plant(index);
    await utimes(path, new Date(), new Date());
    expect(await graphOf(await find())).toEqual(expected(OTHER));
    const { ctimeNs } = await stat(path, { bigint: true });
    expect(await readFile(index, 'latin1')).toContain(String(ctimeNs));
  });
});

describe('what a sync removes', () => {
  it('an index with its snapshot, and those that lost theirs', async () => {
    const { organisation, find } = await stored();
    await readStoredGraph(await find());
    await writeFile(join(organisation.folder, '2025-01-01T00-00-00.000Z-abcdef.index'), 'left over');
    const newer = await organisation.save(snapshotOf('x -> y', 2), 1);
    expect(await treeOf(organisation.folder)).toEqual([newer.slice(organisation.folder.length + 1)]);
  });

  it('not the index of a snapshot that stays', async () => {
    const { organisation, index, find } = await stored();
    await readStoredGraph(await find());
    await organisation.save(snapshotOf('x -> y', 2));
    expect(await modeOf(index)).toBe('600');
  });
});
