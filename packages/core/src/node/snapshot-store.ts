import { createHash, createHmac, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { KlarifyGraphError } from '../errors.js';
import type { Snapshot, SnapshotSource } from '../model/snapshot.js';
import { compareText } from '../model/text.js';
import { reasonOf, writeFileAtomically } from './atomic-write.js';
import { parseInput } from './parse-input.js';
import { readStoredSource, writeStoredSnapshot } from './stored-snapshot.js';

/** A snapshot in the store, as its first line describes it. */
export interface StoredSnapshot {
  readonly path: string;
  readonly source: SnapshotSource;
  /** Of the file, in bytes. */
  readonly bytes: number;
}

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

  /** Stores a snapshot and removes all but the newest `keep`. Returns its path. @throws `output-failed` */
  async save(snapshot: Snapshot, accessKey: string, keep: number = DEFAULT_KEEP): Promise<string> {
    const { endpoint, fetchedAt } = snapshot.source;
    const folder = await this.#organisationFolder(endpoint ?? '', accessKey);
    const stamp = (fetchedAt ?? '').replaceAll(':', '-');
    const path = join(folder, `${stamp}-${randomBytes(3).toString('hex')}.json`);
    await writeFileAtomically(path, writeStoredSnapshot(snapshot), { mode: 0o600, createFolder: true });
    const names = await snapshotNames(folder);
    const old = names.slice(0, Math.max(0, names.length - keep)).map((name) => join(folder, name));
    for (const name of old) if (name !== path) await unlink(name).catch(() => undefined);
    return path;
  }

  /** The newest snapshot of this endpoint and key; `undefined` where there is none. */
  async latestFor(endpoint: string, accessKey: string): Promise<StoredSnapshot | undefined> {
    const folder = await this.#organisationFolder(endpoint, accessKey, { create: false });
    return folder === undefined ? undefined : latest(await describeFolder(folder));
  }

  /** The newest snapshot of any endpoint and key; `undefined` where there is none. */
  async latest(): Promise<StoredSnapshot | undefined> {
    return latest(await this.list());
  }

  /** Every snapshot, the oldest first. */
  async list(): Promise<readonly StoredSnapshot[]> {
    const folders = await readdir(this.folder, { withFileTypes: true }).catch((error: unknown) => {
      if (isNotFound(error)) return [];
      throw storeFailed(this.folder, error);
    });
    const all: StoredSnapshot[] = [];
    for (const entry of folders) {
      if (entry.isDirectory()) all.push(...(await describeFolder(join(this.folder, entry.name))));
    }
    return all.sort((a, b) => compareText(a.source.fetchedAt ?? '', b.source.fetchedAt ?? ''));
  }

  /** Reads a stored snapshot and checks it. @throws `damaged-snapshot`, `newer-format`, `store-failed` */
  async read(stored: StoredSnapshot): Promise<Snapshot> {
    const bytes = await readFile(stored.path).catch((error: unknown) => {
      throw storeFailed(stored.path, error);
    });
    const parsed = parseInput(bytes, stored.path);
    if (parsed.kind === 'records') return parsed.snapshot;
    throw new KlarifyGraphError(
      'damaged-snapshot',
      `The file ${stored.path} in the store is no snapshot. Remove it.`,
    );
  }

  async #organisationFolder(endpoint: string, accessKey: string): Promise<string>;
  async #organisationFolder(
    endpoint: string,
    accessKey: string,
    options: { readonly create: false },
  ): Promise<string | undefined>;
  async #organisationFolder(
    endpoint: string,
    accessKey: string,
    options: { readonly create: boolean } = { create: true },
  ): Promise<string | undefined> {
    const salt = await this.#salt(options.create);
    if (salt === undefined) return undefined;
    const hash = createHmac('sha256', salt).update(`${endpoint}\n${accessKey}`).digest('hex').slice(0, 16);
    const host = URL.canParse(endpoint) ? new URL(endpoint).host.replaceAll(/[^\w.-]/g, '_') : 'unknown';
    return join(this.folder, `${host}-${hash}`);
  }

  async #salt(create: boolean): Promise<Buffer | undefined> {
    const path = join(this.folder, 'salt');
    for (let attempt = 0; attempt < 3; attempt++) {
      const salt = await readFile(path).catch((error: unknown) => {
        if (isNotFound(error)) return undefined;
        throw storeFailed(path, error);
      });
      if (salt !== undefined && salt.length >= 32) return salt;
      if (!create) return undefined;
      await createSalt(this.folder, path);
    }
    throw new KlarifyGraphError(
      'store-failed',
      `The file ${path} in the store is damaged. Remove it and sync again.`,
    );
  }
}

/** Makes the salt unless another process was faster. */
async function createSalt(folder: string, path: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
    try {
      await file.writeFile(createHash('sha256').update(randomBytes(64)).digest());
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    throw storeFailed(folder, error);
  }
}

function storeFailed(path: string, error: unknown): KlarifyGraphError {
  const what = `Cannot use the snapshot store at ${path}: ${reasonOf(error)}.`;
  return new KlarifyGraphError('store-failed', `${what} Name another folder with --store.`, { cause: error });
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

async function snapshotNames(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isNotFound(error)) return [];
    throw storeFailed(folder, error);
  });
  return names.filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort(compareText);
}

async function describeFolder(folder: string): Promise<readonly StoredSnapshot[]> {
  const found: StoredSnapshot[] = [];
  for (const name of await snapshotNames(folder)) {
    const path = join(folder, name);
    const { size } = await stat(path);
    found.push({ path, source: readStoredSource(await firstLine(path), path), bytes: size });
  }
  return found;
}

/** The first line of a file, up to 64 kB of it. */
async function firstLine(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1 << 16), 0, 1 << 16, 0);
    const text = buffer.toString('utf8', 0, bytesRead);
    const end = text.indexOf('\n');
    return end === -1 ? text : text.slice(0, end);
  } finally {
    await file.close();
  }
}

function latest(stored: readonly StoredSnapshot[]): StoredSnapshot | undefined {
  return stored.at(-1);
}
