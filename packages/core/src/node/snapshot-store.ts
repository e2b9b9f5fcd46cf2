import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { KlarifyGraphError } from '../errors.js';
import { buildGraph } from '../graph/build-graph.js';
import type { Snapshot } from '../model/snapshot.js';
import { compareText } from '../model/text.js';
import { writeFileAtomically } from './atomic-write.js';
import { hasCode } from './file-errors.js';
import { indexPathOf, readIndex, type SourcedGraph, stateOf, writeIndex } from './graph-index/index-file.js';
import { parseInput, type UnreadSnapshot } from './parse-input.js';
import { readBytes } from './read-bytes.js';
import { type LockOptions, withLock } from './store-lock.js';
import { isDamaged, type StoredFile, snapshotNames, storedFilesIn, storeFailed } from './stored-files.js';
import { checksumTail, writeStoredSnapshot } from './stored-snapshot.js';

/** How many snapshots an endpoint and key keep. */
export const DEFAULT_KEEP = 10;

/** The folder in which a user's snapshots are kept when nothing else is said. */
export function defaultStoreFolder(): string {
  return envPaths('klarify-graph', { suffix: '' }).data;
}

/**
 * The snapshots on this machine: a folder for each endpoint and access key, named by a salted hash, so that one
 * organisation never answers for another and the key cannot be guessed from the name. Files are readable by their owner
 * only, replaced as a whole or not at all, and carry a checksum.
 */
export class SnapshotStore {
  readonly folder: string;

  constructor(folder: string = defaultStoreFolder()) {
    this.folder = folder;
  }

  /** The snapshots of one endpoint and key, made ready for writing. @throws `store-failed` */
  async open(endpoint: string, accessKey: string): Promise<OrganisationStore> {
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      const folder = join(this.folder, folderName(endpoint, accessKey, await this.#makeSalt()));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return new OrganisationStore(folder);
    } catch (error) {
      throw error instanceof KlarifyGraphError ? error : storeFailed(this.folder, error);
    }
  }

  /** The newest snapshot file of this endpoint and key; `undefined` where there is none. */
  async latestFor(endpoint: string, accessKey: string): Promise<StoredFile | undefined> {
    return (await this.listFor(endpoint, accessKey)).at(-1);
  }

  /** The snapshot files of this endpoint and key, the oldest first. */
  async listFor(endpoint: string, accessKey: string): Promise<readonly StoredFile[]> {
    const salt = await this.#readSalt();
    return salt === undefined ? [] : storedFilesIn(join(this.folder, folderName(endpoint, accessKey, salt)));
  }

  /** The snapshot files of the endpoint and key that were stored last, the oldest first. */
  async listNewest(): Promise<readonly StoredFile[]> {
    const newest = await this.latest();
    return newest === undefined ? [] : storedFilesIn(dirname(newest.path));
  }

  /** The newest snapshot file of any endpoint and key; `undefined` where there is none. */
  async latest(): Promise<StoredFile | undefined> {
    return (await this.list()).at(-1);
  }

  /** Every snapshot file, the oldest first. */
  async list(): Promise<readonly StoredFile[]> {
    const entries = await readdir(this.folder, { withFileTypes: true }).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return [];
      throw storeFailed(this.folder, error);
    });
    const folders = entries.filter((entry) => entry.isDirectory());
    const files = await Promise.all(folders.map(({ name }) => storedFilesIn(join(this.folder, name))));
    return files.flat().sort((a, b) => compareText(timeOf(a), timeOf(b)) || compareText(a.path, b.path));
  }

  async #makeSalt(): Promise<Buffer> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const salt = await this.#readSalt();
      if (salt !== undefined) return salt;
      await createSalt(join(this.folder, SALT));
    }
    throw new KlarifyGraphError(
      'store-failed',
      `The file ${join(this.folder, SALT)} in the snapshot store is damaged. Remove it and sync again.`,
    );
  }

  async #readSalt(): Promise<Buffer | undefined> {
    const path = join(this.folder, SALT);
    const salt = await readFile(path).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw storeFailed(path, error);
    });
    return salt !== undefined && salt.length === SALT_BYTES ? salt : undefined;
  }
}

const SALT = 'salt';
const SALT_BYTES = 32;

/** Makes the salt unless another process was faster; at no moment does a part of one stand there. */
async function createSalt(path: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  await writeFileAtomically(temporary, [randomBytes(SALT_BYTES)], { mode: 0o600 });
  try {
    await link(temporary, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(temporary).catch(() => undefined);
  }
}

function folderName(endpoint: string, accessKey: string, salt: Buffer): string {
  const hash = createHmac('sha256', salt).update(`${endpoint}\n${accessKey}`).digest('hex').slice(0, 16);
  const host = URL.canParse(endpoint) ? new URL(endpoint).host.replaceAll(/[^\w.-]/g, '_') : 'unknown';
  return `${host}-${hash}`;
}

/** The time in a file's name, which also a damaged file has. */
function timeOf({ path }: StoredFile): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** The snapshots of one endpoint and key. */
export class OrganisationStore {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Runs a sync that no other process of this machine runs at the same time. @throws `store-locked`, `aborted` */
  async exclusively<Result>(use: () => Promise<Result>, options?: LockOptions): Promise<Result> {
    return withLock(join(this.folder, '.lock'), use, options);
  }

  /** The newest snapshot file; `undefined` where there is none. */
  async latest(): Promise<StoredFile | undefined> {
    return (await storedFilesIn(this.folder)).at(-1);
  }

  /**
   * Stores a snapshot, then removes all but the newest `keep` and what killed writers left. To be called under the
   * lock. Returns its path. @throws `store-failed`; what was stored before is as it was.
   */
  async save(snapshot: Snapshot, keep: number = DEFAULT_KEEP): Promise<string> {
    const newest = (await snapshotNames(this.folder)).at(-1);
    const stamp = stampAfter(newest, snapshot.source.fetchedAt ?? new Date(0).toISOString());
    const path = join(this.folder, `${stamp}-${randomBytes(3).toString('hex')}.json`);
    try {
      await writeFileAtomically(path, writeStoredSnapshot(snapshot), { mode: 0o600 });
    } catch (error) {
      throw storeFailed(this.folder, error instanceof KlarifyGraphError ? error.cause : error);
    }
    const older = (await snapshotNames(this.folder)).filter((name) => join(this.folder, name) !== path);
    const surplus = older.slice(0, Math.max(0, older.length - (keep - 1)));
    const remove = async (names: readonly string[]) => {
      for (const name of names) await unlink(join(this.folder, name)).catch(() => undefined);
    };
    await remove(surplus);
    await remove(await leftovers(this.folder));
    return path;
  }
}

/** The time a file is named by: the snapshot's own, or just after the newest where the clock was set back since. */
function stampAfter(newest: string | undefined, fetchedAt: string): string {
  const own = fetchedAt.replaceAll(':', '-');
  const before = newest?.slice(0, own.length) ?? '';
  if (own > before) return own;
  const moment = Date.parse(before.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:'));
  return new Date(moment + 1).toISOString().replaceAll(':', '-');
}

/** What killed writers left, and indexes whose snapshot is gone. */
async function leftovers(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  const belonging = new Set(names.filter((name) => name.endsWith('.json')).map(indexPathOf));
  return names.filter((name) =>
    name.endsWith('.index') ? !belonging.has(name) : name.startsWith('.') && name.endsWith('.tmp'),
  );
}

/**
 * Reads a stored snapshot and checks every byte of it.
 * @throws KlarifyGraphError `damaged-snapshot`, `newer-format`, `store-failed`
 */
export async function readStored(file: StoredFile): Promise<Snapshot> {
  const { source, records } = (await readUnparsed(file)).snapshot;
  return { source, records: [...records] };
}

/**
 * The graph of a stored snapshot: from its index where that can be trusted to say what the snapshot says (see
 * {@link readIndex}), else from the snapshot, every byte of which is checked; the index is then made, or made anew.
 * A store that cannot be written to answers all the same.
 *
 * @throws KlarifyGraphError `damaged-snapshot`, `newer-format`, `store-failed`
 */
export async function readStoredGraph(file: StoredFile): Promise<SourcedGraph> {
  if (isDamaged(file)) throw file.damage;
  const indexed = await readIndex(file).catch(() => undefined);
  if (indexed !== undefined) return indexed;
  const state = await stateOf(file.path).catch(() => undefined);
  const { snapshot, isDescribed } = await readUnparsed(file);
  const built = { source: snapshot.source, graph: buildGraph(snapshot.records) };
  if (state !== undefined && isDescribed) await writeIndex(file, state, built);
  return built;
}

/** What a file holds, and whether it is still the one that was described: another may stand in its place by now. */
async function readUnparsed(
  file: StoredFile,
): Promise<{ readonly snapshot: UnreadSnapshot; readonly isDescribed: boolean }> {
  if (isDamaged(file)) throw file.damage;
  const bytes = await readBytes(file.path).catch((error: unknown) => {
    throw storeFailed(file.path, error);
  });
  const parsed = parseInput(bytes, file.path);
  if (parsed.kind === 'records') {
    const tail = Buffer.from(checksumTail(file.sha256));
    return { snapshot: parsed.snapshot, isDescribed: tail.equals(bytes.subarray(-tail.length)) };
  }
  throw new KlarifyGraphError(
    'damaged-snapshot',
    `The file ${file.path} in the store is no snapshot. Remove it.`,
  );
}
