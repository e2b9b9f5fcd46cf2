import { randomBytes } from 'node:crypto';
import { open, readFile, stat, unlink, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { KlarifyGraphError } from '../errors.js';
import { hasCode } from './file-errors.js';
import { storeFailed } from './stored-files.js';

/** Who holds a lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
}

export interface LockOptions {
  /** Milliseconds to wait for another holder to finish. */
  readonly patienceMs?: number;
  readonly signal?: AbortSignal;
  /** Called once when another process holds the lock. */
  readonly onWait?: (holder: LockHolder) => void;
}

export const DEFAULT_LOCK_OPTIONS = { patienceMs: 120_000 } as const;

/** A holder that is alive touches its lock this often; one that has not for the longer time is gone. Milliseconds. */
const HEARTBEAT = 2_000;
const STALE_AFTER = 15_000;
const POLL = 100;

/**
 * Runs `use` while holding a lock file, so that only one process does so at a time. The lock of a process that was
 * killed is taken over: at once when that process ran on this machine, else when it has not been touched for 15 s.
 *
 * @throws KlarifyGraphError `store-locked` when another process holds it for too long, `aborted` by the signal.
 */
export async function withLock<Result>(
  path: string,
  use: () => Promise<Result>,
  options: LockOptions = {},
): Promise<Result> {
  const token = randomBytes(12).toString('hex');
  await acquire(path, token, options);
  const isOurs = async () => (await readFile(path, 'utf8').catch(() => '')).includes(token);
  const heartbeat = setInterval(async () => {
    // After a long sleep of the machine it may be another's, which must not be kept alive from here.
    const now = new Date();
    if (await isOurs()) await utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT);
  heartbeat.unref();
  try {
    return await use();
  } finally {
    clearInterval(heartbeat);
    if (await isOurs()) await unlink(path).catch(() => undefined);
  }
}

async function acquire(path: string, token: string, options: LockOptions): Promise<void> {
  const patience = options.patienceMs ?? DEFAULT_LOCK_OPTIONS.patienceMs;
  const started = performance.now();
  let told = false;
  for (;;) {
    if (options.signal?.aborted) throw new KlarifyGraphError('aborted', 'Interrupted. Nothing was changed.');
    if (await create(path, token)) return;
    const holder = await holderOf(path);
    if (holder === undefined) continue;
    if (holder === 'stale') {
      if (!(await removeStale(path))) await delay(POLL);
      continue;
    }
    // A lock without a holder is just being made.
    if (!told && holder.pid > 0) {
      options.onWait?.(holder);
      told = true;
    }
    if (performance.now() - started > patience) {
      throw new KlarifyGraphError(
        'store-locked',
        `Another sync (process ${holder.pid} on ${holder.host}) is still at work. Try again when it is done; if there is none, remove ${path}.`,
      );
    }
    await delay(POLL);
  }
}

/** True when the lock is ours now. */
async function create(path: string, token: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname(), token }));
    } catch (error) {
      await unlink(path).catch(() => undefined);
      throw error;
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw storeFailed(dirname(path), error);
  }
}

/** Who holds the lock: `undefined` when it is gone, `'stale'` when its holder is. */
async function holderOf(path: string): Promise<LockHolder | 'stale' | undefined> {
  try {
    const [text, { mtimeMs }] = [await readFile(path, 'utf8'), await stat(path)];
    const untouched = Date.now() - mtimeMs;
    const holder = parseHolder(text);
    if (holder === undefined) return untouched > POLL * 10 ? 'stale' : { pid: 0, host: 'unknown' };
    if (holder.host === hostname() && !isAlive(holder.pid)) return 'stale';
    return untouched > STALE_AFTER ? 'stale' : holder;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw storeFailed(dirname(path), error);
  }
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('host' in value))
      return undefined;
    const { pid, host } = value;
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/**
 * Removes a lock whose holder is gone, unless another process is just doing so. Whoever removes it looks again under a
 * guard: else a slow process would remove the lock that a quick one has made since.
 */
async function removeStale(path: string): Promise<boolean> {
  const guard = `${path}.takeover`;
  const made = await open(guard, 'wx', 0o600).catch((error: unknown) => {
    if (hasCode(error, 'EEXIST')) return undefined;
    throw storeFailed(dirname(path), error);
  });
  if (made === undefined) {
    const { mtimeMs } = await stat(guard).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > STALE_AFTER) await unlink(guard).catch(() => undefined);
    return false;
  }
  try {
    if ((await holderOf(path)) === 'stale') await unlink(path);
    return true;
  } finally {
    await made.close();
    await unlink(guard).catch(() => undefined);
  }
}
