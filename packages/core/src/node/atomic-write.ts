import { randomBytes } from 'node:crypto';
import { constants, unlinkSync } from 'node:fs';
import {
  access,
  type FileHandle,
  mkdir,
  open,
  readlink,
  realpath,
  rename,
  stat,
  unlink,
} from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { KlarifyGraphError } from '../errors.js';
import { reasonOf } from './file-errors.js';

export interface AtomicWriteOptions {
  readonly mode?: number;
  readonly createFolder?: boolean;
  /** False for what can be made anew: after a crash of the machine the file may be damaged. */
  readonly durable?: boolean;
}

/**
 * Writes a file so that at any moment either the old or the new one stands there whole: into a temporary file beside
 * it, flushed to disk, then renamed over it, then the folder flushed. A link is followed, the file's mode is kept.
 *
 * @throws KlarifyGraphError `output-failed` that says why; the old file is as it was.
 */
export async function writeFileAtomically(
  path: string,
  pieces: string | Iterable<string | Uint8Array>,
  options: AtomicWriteOptions = {},
): Promise<void> {
  const folder = dirname(path);
  try {
    if (options.createFolder) await mkdir(folder, { recursive: true, mode: 0o700 });
    const there = await stat(path).catch(() => undefined);
    if (there !== undefined && !there.isFile() && !there.isDirectory())
      return await writeThrough(path, pieces);
    const target = await followLinks(path);
    const existing = await stat(target).catch(() => undefined);
    if (existing?.isDirectory()) throw new Error('it is a folder');
    await replace(target, pieces, options.mode ?? existing?.mode, options.durable ?? true);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** The temporary files of the writes under way. */
const unfinished = new Set<string>();

/** Removes the temporary files of the writes under way: for a process that is about to end before they do. */
export function discardUnfinished(): void {
  for (const path of unfinished) {
    try {
      unlinkSync(path);
    } catch {
      // It was renamed or removed meanwhile, or never made.
    }
  }
}

/**
 * Looks whether a file may be written there, so that long work need not be done in vain. Nothing is changed.
 * @throws KlarifyGraphError `output-failed` that says why not.
 */
export async function checkWritable(path: string): Promise<void> {
  try {
    const target = await followLinks(path);
    const existing = await stat(target).catch(() => undefined);
    if (existing?.isDirectory()) throw new Error('it is a folder');
    const replaced = existing === undefined || existing.isFile();
    // The slash asks for a folder.
    await access(replaced ? `${dirname(target)}${sep}` : target, constants.W_OK);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function cannotWrite(path: string, error: unknown): KlarifyGraphError {
  return new KlarifyGraphError(
    'output-failed',
    `Cannot write ${path}: ${reasonOf(error)}. Name another file; what stood there before is as it was.`,
    { cause: error },
  );
}

/** The file that a path means, also where a link leads to a file that is not there yet. */
async function followLinks(path: string): Promise<string> {
  return realpath(path).catch(async () => {
    const next = await readlink(path).catch(() => undefined);
    return next === undefined ? path : resolve(dirname(path), next);
  });
}

/** A device or a pipe, such as /dev/stdout, cannot be replaced, only written to. */
async function writeThrough(target: string, pieces: string | Iterable<string | Uint8Array>): Promise<void> {
  const file = await open(target, 'w');
  try {
    await writePieces(file, pieces);
  } finally {
    await file.close();
  }
}

async function replace(
  target: string,
  pieces: string | Iterable<string | Uint8Array>,
  mode: number | undefined,
  durable: boolean,
): Promise<void> {
  const folder = dirname(target);
  const temporary = join(folder, `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  unfinished.add(temporary);
  try {
    const file = await open(temporary, 'wx', (mode ?? 0o666) & 0o777);
    try {
      // What a new file may be is for the user's mask to say; a mode that is asked for or kept is not.
      if (mode !== undefined) await file.chmod(mode & 0o777);
      await writePieces(file, pieces);
      if (durable) await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  } finally {
    unfinished.delete(temporary);
  }
  if (durable) await syncFolder(folder);
}

async function writePieces(file: FileHandle, pieces: string | Iterable<string | Uint8Array>): Promise<void> {
  for (const piece of typeof pieces === 'string' ? [pieces] : pieces) {
    await file.writeFile(piece);
  }
}

/** Makes the rename itself durable. Not every platform can open a folder; there the rename has to do. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
