import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { KlarifyGraphError } from '../errors.js';
import type { SnapshotSource } from '../model/snapshot.js';
import { compareText } from '../model/text.js';
import { hasCode, reasonOf } from './file-errors.js';
import { readStoredSource, readStoredTail } from './stored-snapshot.js';

/** A snapshot in the store, as its first and last lines describe it. */
export interface StoredSnapshot {
  readonly path: string;
  /** Of the file, in bytes. */
  readonly bytes: number;
  readonly source: SnapshotSource;
  /** Records in it. */
  readonly records: number;
  /** The checksum that its last line states. */
  readonly sha256: string;
}

/** A file in the store that cannot be a snapshot of this version any more. */
export interface DamagedSnapshot {
  readonly path: string;
  readonly bytes: number;
  /** Why it cannot be read. */
  readonly damage: KlarifyGraphError;
}

export type StoredFile = StoredSnapshot | DamagedSnapshot;

export function isDamaged(file: StoredFile): file is DamagedSnapshot {
  return 'damage' in file;
}

/** The snapshots of one organisation, the oldest first: their names begin with the time. */
export async function storedFilesIn(folder: string): Promise<readonly StoredFile[]> {
  const files = await Promise.all(
    (await snapshotNames(folder)).map((name) => describeFile(join(folder, name))),
  );
  return files.filter((file) => file !== undefined);
}

/** The names of the snapshot files in a folder, the oldest first; none where there is no folder. */
export async function snapshotNames(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw storeFailed(folder, error);
  });
  return names.filter((name) => SNAPSHOT_NAME.test(name)).sort(compareText);
}

/** What the store names its files; anything else is not its own. */
const SNAPSHOT_NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-[0-9a-f]{6}\.json$/;

const HEAD_BYTES = 1 << 16;
const TAIL_BYTES = 200;

/**
 * Looks at both ends of a file; whether all of it is whole shows when it is read. `undefined` for a file that another
 * process has removed meanwhile.
 */
async function describeFile(path: string): Promise<StoredFile | undefined> {
  let size = 0;
  try {
    ({ size } = await stat(path));
    const file = await open(path, 'r');
    try {
      const head = Buffer.alloc(Math.min(size, HEAD_BYTES));
      const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
      await file.read(head, 0, head.length, 0);
      await file.read(tail, 0, tail.length, size - tail.length);
      const [firstLine = ''] = head.toString('utf8').split('\n', 1);
      const lastLine = tail.toString('utf8').trimEnd().split('\n').at(-1) ?? '';
      const source = readStoredSource(firstLine, path);
      const { count, sha256 } = readStoredTail(lastLine, path);
      return { path, bytes: size, source, records: count, sha256 };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof KlarifyGraphError) return { path, bytes: size, damage: error };
    if (hasCode(error, 'ENOENT')) return undefined;
    throw storeFailed(path, error);
  }
}

export function storeFailed(path: string, error: unknown): KlarifyGraphError {
  const what = `Cannot use the snapshot store at ${path}: ${reasonOf(error)}.`;
  return new KlarifyGraphError('store-failed', `${what} Name another folder with --store.`, { cause: error });
}
