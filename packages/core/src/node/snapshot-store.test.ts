import { createHash } from 'node:crypto';
import { appendFile, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../model/snapshot.js';
import { draw } from '../testing/draw.js';
import { everythingIn, modeOf, temporaryFolder, treeOf } from '../testing/temporary-folder.js';
import { readStored, SnapshotStore } from './snapshot-store.js';
import type { StoredFile } from './stored-files.js';

const ENDPOINT = 'https://integration.klarify.biz/api/procedures';
const OTHER_ENDPOINT = 'https://integration.klarify.biz/api/v2/procedures';
const KEY = 'kg-secret-0123456789';

function snapshotAt(hour: number, change: Partial<Snapshot['source']> = {}): Snapshot {
  const fetchedAt = `2026-01-01T${String(hour).padStart(2, '0')}:00:00.000Z`;
  return {
    source: { endpoint: ENDPOINT, fetchedAt, complete: true, mode: 'full', ...change },
    records: draw('a -> b', { a: { fetchedIn: hour } }),
  };
}

async function newStore(): Promise<SnapshotStore> {
  return new SnapshotStore(join(await temporaryFolder(), 'store'));
}

/** Saves as a sync does: in the folder of the snapshot's endpoint and the key. */
async function save(store: SnapshotStore, snapshot: Snapshot, key: string, keep?: number): Promise<string> {
  return (await store.open(snapshot.source.endpoint ?? '', key)).save(snapshot, keep);
}

function hourOf(file: StoredFile | undefined): string {
  if (file === undefined) return 'none';
  return 'source' in file ? (file.source.fetchedAt?.slice(11, 13) ?? 'unknown') : 'damaged';
}

async function foldersOf(store: SnapshotStore): Promise<readonly string[]> {
  const entries = await readdir(store.folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

describe('an empty store', () => {
  it('holds nothing, and asking does not make it', async () => {
    const store = await newStore();
    expect(await store.latestFor(ENDPOINT, KEY)).toBeUndefined();
    expect(await store.latest()).toBeUndefined();
    expect(await store.list()).toEqual([]);
    await expect(readdir(store.folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a stored snapshot', () => {
  it('is found again and reads back as it was saved', async () => {
    const store = await newStore();
    const path = await save(store, snapshotAt(1), KEY);
    const found = await store.latestFor(ENDPOINT, KEY);
    expect(found).toMatchObject({ path, source: snapshotAt(1).source, records: 2 });
    expect(found?.bytes).toBe((await readFile(path)).length);
    expect(await readStored(found!)).toEqual(snapshotAt(1));
  });

  it('is found by a store opened later', async () => {
    const store = await newStore();
    const path = await save(store, snapshotAt(1), KEY);
    expect(await new SnapshotStore(store.folder).latestFor(ENDPOINT, KEY)).toMatchObject({ path });
  });

  it('is kept incomplete, and says so', async () => {
    const store = await newStore();
    await save(store, snapshotAt(1, { complete: false, mode: 'incremental' }), KEY);
    expect(await store.latest()).toMatchObject({ source: { complete: false, mode: 'incremental' } });
  });

  it('is readable by its owner only', async () => {
    const store = await newStore();
    await save(store, snapshotAt(1), KEY);
    for (const path of await treeOf(store.folder)) {
      expect(await modeOf(join(store.folder, path))).toMatch(/^[67]00$/);
    }
    expect(await modeOf(store.folder)).toBe('700');
  });

  it('is an error to read when a byte of it was changed', async () => {
    const store = await newStore();
    const path = await save(store, snapshotAt(1), KEY);
    const found = await store.latest();
    await writeFile(path, (await readFile(path, 'utf8')).replace('"fetchedIn":1', '"fetchedIn":2'));
    await expect(readStored(found!)).rejects.toMatchObject({ code: 'damaged-snapshot' });
    await appendFile(path, 'x');
    await expect(readStored(found!)).rejects.toMatchObject({ code: 'damaged-snapshot' });
  });

  it('is an error to read when it is gone', async () => {
    const store = await newStore();
    await save(store, snapshotAt(1), KEY);
    const found = await store.latest();
    await expect(readStored({ ...found!, path: join(store.folder, 'none') })).rejects.toMatchObject({
      code: 'store-failed',
    });
  });
});

describe('the newest', () => {
  it('is the one stored last, also where its time is earlier: then the clock was set back', async () => {
    const store = await newStore();
    for (const hour of [2, 10, 9]) {
      await save(store, snapshotAt(hour), KEY);
      expect(Number(hourOf(await store.latestFor(ENDPOINT, KEY)))).toBe(hour);
      expect(Number(hourOf(await store.latest()))).toBe(hour);
    }
    expect((await store.listFor(ENDPOINT, KEY)).map(hourOf)).toEqual(['02', '10', '09']);
  });

  it('is sought within the endpoint and key alone', async () => {
    const store = await newStore();
    const mine = await save(store, snapshotAt(1), KEY);
    await save(store, snapshotAt(2), 'another-key');
    await save(store, snapshotAt(3, { endpoint: OTHER_ENDPOINT }), KEY);
    expect(await store.latestFor(ENDPOINT, KEY)).toMatchObject({ path: mine });
    expect(await store.latestFor(ENDPOINT, 'a-third-key')).toBeUndefined();
    expect(await store.latestFor('https://other.example/api', KEY)).toBeUndefined();
  });

  it('of all is sought across endpoints and keys', async () => {
    const store = await newStore();
    await save(store, snapshotAt(5), KEY);
    const newest = await save(store, snapshotAt(7, { endpoint: OTHER_ENDPOINT }), 'another-key');
    await save(store, snapshotAt(6), KEY);
    expect(await store.latest()).toMatchObject({ path: newest });
    const hours = (await store.list()).map(hourOf);
    expect(hours).toEqual(['05', '06', '07']);
  });

  it('is still found when an older one beside it is damaged', async () => {
    const store = await newStore();
    const old = await save(store, snapshotAt(1), KEY);
    const path = await save(store, snapshotAt(2), KEY);
    await writeFile(old, '');
    expect(await store.latestFor(ENDPOINT, KEY)).toMatchObject({ path });
    expect(await store.latest()).toMatchObject({ path });
  });

  it('is still found when an older one goes away while the folder is read', async () => {
    const store = await newStore();
    const path = await save(store, snapshotAt(2), KEY);
    await symlink('gone', join(dirname(path), '2026-01-01T01-00-00.000Z-abcdef.json'));
    expect(await store.latestFor(ENDPOINT, KEY)).toMatchObject({ path });
    expect(await store.latest()).toMatchObject({ path });
  });

  it.each([
    ['is cut short', (text: string) => text.slice(0, -10), 'damaged-snapshot'],
    ['is empty', () => '', 'damaged-snapshot'],
    [
      'was written by a later version',
      (text: string) => text.replace('Version":1', 'Version":2'),
      'newer-format',
    ],
  ])('says what is wrong with it when it %s', async (_, change, code) => {
    const store = await newStore();
    const path = await save(store, snapshotAt(1), KEY);
    await writeFile(path, change(await readFile(path, 'utf8')));
    const found = await store.latest();
    expect(found).toMatchObject({ path, damage: { code } });
    await expect(readStored(found!)).rejects.toMatchObject({ code });
  });
});

describe('folders', () => {
  it('are one for each endpoint and key', async () => {
    const store = await newStore();
    await save(store, snapshotAt(1), KEY);
    await save(store, snapshotAt(2), KEY);
    expect(await foldersOf(store)).toHaveLength(1);
    await save(store, snapshotAt(1), 'another-key');
    await save(store, snapshotAt(1, { endpoint: OTHER_ENDPOINT }), KEY);
    expect(await foldersOf(store)).toHaveLength(3);
  });

  it('never show the key, nor do files or names', async () => {
    const store = await newStore();
    await save(store, snapshotAt(1), KEY);
    const names = (await treeOf(store.folder)).join('\n');
    const everything = names + (await everythingIn(store.folder));
    const encodings = [
      KEY,
      encodeURIComponent(KEY),
      Buffer.from(KEY).toString('base64'),
      Buffer.from(KEY).toString('hex'),
    ];
    for (const text of encodings) expect(everything).not.toContain(text);
  });

  it('are named by a salted hash: two stores name the same key differently', async () => {
    const [first, second] = [await newStore(), await newStore()];
    const names = [];
    for (const store of [first, second]) {
      await save(store, snapshotAt(1), KEY);
      names.push(...(await foldersOf(store)));
    }
    expect(names[0]).not.toBe(names[1]);
    for (const text of [KEY, ENDPOINT + KEY, `${ENDPOINT}\n${KEY}`]) {
      for (const algorithm of ['sha256', 'sha1', 'md5']) {
        expect(names[0]).not.toContain(createHash(algorithm).update(text).digest('hex').slice(0, 16));
      }
    }
  });

  it.each([
    'https://[::1]:8080/api',
    'http://localhost:3000/x/../..',
    'no url',
    'https://a.example/../../etc',
  ])('stay inside the store for the endpoint %s', async (endpoint) => {
    const store = await newStore();
    const path = await save(store, snapshotAt(1, { endpoint }), '../../../key');
    expect(relative(store.folder, path)).toMatch(/^[\w.-]+\/[\w.-]+$/);
    expect(await store.latestFor(endpoint, '../../../key')).toMatchObject({ path });
  });
});

describe('keeping', () => {
  it('removes all but the newest of the same endpoint and key', async () => {
    const store = await newStore();
    await save(store, snapshotAt(0), 'another-key');
    for (const hour of [1, 2, 3, 4, 5]) await save(store, snapshotAt(hour), KEY, 3);
    const hours = (await store.list()).map(hourOf);
    expect(hours).toEqual(['00', '03', '04', '05']);
  });

  it('removes what killed writers left', async () => {
    const store = await newStore();
    const folder = dirname(await save(store, snapshotAt(1), KEY));
    await writeFile(join(folder, '.2026.json.0123456789ab.tmp'), 'half');
    await save(store, snapshotAt(2), KEY);
    expect((await readdir(folder)).filter((name) => !name.endsWith('.json'))).toEqual([]);
  });

  it('keeps the new one even when it is older than the rest', async () => {
    const store = await newStore();
    for (const hour of [5, 6]) await save(store, snapshotAt(hour), KEY, 2);
    const path = await save(store, snapshotAt(1), KEY, 2);
    expect((await store.list()).map(hourOf)).toEqual(['06', '01']);
    expect((await store.list())[1]).toMatchObject({ path });
  });
});

describe('a store that cannot be used', () => {
  it('says so when a file is in its place', async () => {
    const path = join(await temporaryFolder(), 'file');
    await writeFile(path, 'old');
    const store = new SnapshotStore(path);
    await expect(save(store, snapshotAt(1), KEY)).rejects.toMatchObject({ code: 'store-failed' });
    await expect(store.latestFor(ENDPOINT, KEY)).rejects.toMatchObject({ code: 'store-failed' });
    await expect(store.list()).rejects.toMatchObject({ code: 'store-failed' });
    expect(await readFile(path, 'utf8')).toBe('old');
  });

  it('says so when its salt was cut short, rather than forget what it holds', async () => {
    const store = await newStore();
    await save(store, snapshotAt(1), KEY);
    await writeFile(join(store.folder, 'salt'), 'short');
    await expect(save(store, snapshotAt(2), KEY)).rejects.toMatchObject({ code: 'store-failed' });
  });

  it('survives several who use it for the first time at once', async () => {
    const base = await temporaryFolder();
    for (let run = 0; run < 150; run++) {
      const store = new SnapshotStore(join(base, String(run)));
      const opened = await Promise.all(Array.from({ length: 6 }, () => store.open(ENDPOINT, KEY)));
      expect(new Set(opened.map(({ folder }) => folder)).size).toBe(1);
    }
  });

  it('keeps what several save at once, one after the other', async () => {
    const store = await newStore();
    const saveInTurn = async (hour: number) => {
      const organisation = await store.open(ENDPOINT, KEY);
      return organisation.exclusively(() => organisation.save(snapshotAt(hour)));
    };
    await saveInTurn(0);
    await Promise.all([1, 2, 3].map(saveInTurn));
    expect((await store.list()).map(hourOf).sort()).toEqual(['00', '01', '02', '03']);
  });
});
