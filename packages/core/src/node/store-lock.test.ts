import { spawnSync } from 'node:child_process';
import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, treeOf } from '../testing/temporary-folder.js';
import { type LockHolder, withLock } from './store-lock.js';

/** The id of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

async function lockHeldBy(holder: LockHolder): Promise<string> {
  const path = join(await temporaryFolder(), '.lock');
  await writeFile(path, JSON.stringify(holder));
  return path;
}

const neverRuns = () => Promise.reject(new Error('It ran without the lock.'));

describe('withLock', () => {
  it('gives back the result, and is free again', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, '.lock');
    expect(await withLock(path, async () => JSON.parse(await readFile(path, 'utf8')))).toMatchObject({
      pid: process.pid,
      host: hostname(),
    });
    expect(await treeOf(folder)).toEqual([]);
  });

  it('is free again after a failure', async () => {
    const folder = await temporaryFolder();
    const fail = () => Promise.reject(new Error('it broke'));
    await expect(withLock(join(folder, '.lock'), fail)).rejects.toThrow('it broke');
    expect(await treeOf(folder)).toEqual([]);
  });

  it('lets one run at a time', async () => {
    const path = join(await temporaryFolder(), '.lock');
    let inside = 0;
    const use = async () => {
      expect(++inside).toBe(1);
      await readFile(path);
      inside--;
      return 'done';
    };
    expect(await Promise.all([1, 2, 3].map(() => withLock(path, use)))).toEqual(['done', 'done', 'done']);
  });

  it('takes over from a process of this machine that is gone', async () => {
    const path = await lockHeldBy({ pid: deadProcess(), host: hostname() });
    expect(await withLock(path, async () => 'mine', { patienceMs: 0 })).toBe('mine');
  });

  it('is taken over by one process only, however many find it at once', async () => {
    const pid = deadProcess();
    for (let run = 0; run < 60; run++) {
      const path = await lockHeldBy({ pid, host: hostname() });
      let inside = 0;
      let most = 0;
      const use = async () => {
        most = Math.max(most, ++inside);
        await setTimeout(10);
        inside--;
      };
      const contenders = Array.from({ length: 6 }, () => withLock(path, use, { patienceMs: 0 }));
      const outcomes = await Promise.allSettled(contenders);
      expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
      expect(most).toBe(1);
    }
  });

  it('takes over from another machine that has not touched it for long', async () => {
    const path = await lockHeldBy({ pid: 1, host: 'elsewhere' });
    await utimes(path, new Date(0), new Date(0));
    expect(await withLock(path, async () => 'mine', { patienceMs: 0 })).toBe('mine');
  });

  it('takes over a lock that was never finished', async () => {
    const path = join(await temporaryFolder(), '.lock');
    await writeFile(path, '');
    await utimes(path, new Date(0), new Date(0));
    expect(await withLock(path, async () => 'mine', { patienceMs: 0 })).toBe('mine');
  });

  it.each([
    ['of this machine', { pid: process.pid, host: hostname() }],
    ['of another', { pid: 4711, host: 'elsewhere' }],
  ])('waits for a process %s that is alive, tells once, then names it', async (_, holder) => {
    const path = await lockHeldBy(holder);
    const told: LockHolder[] = [];
    const options = { patienceMs: 150, onWait: (who: LockHolder) => void told.push(who) };
    await expect(withLock(path, neverRuns, options)).rejects.toMatchObject({
      code: 'store-locked',
      message: expect.stringContaining(`process ${holder.pid} on ${holder.host}`),
    });
    expect(told).toEqual([holder]);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(holder);
  });

  it('does not begin after it was aborted', async () => {
    const folder = await temporaryFolder();
    const options = { signal: AbortSignal.abort() };
    await expect(withLock(join(folder, '.lock'), neverRuns, options)).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(await treeOf(folder)).toEqual([]);
  });

  it('stops waiting when it is aborted', async () => {
    const path = await lockHeldBy({ pid: process.pid, host: hostname() });
    const controller = new AbortController();
    const options = { signal: controller.signal, onWait: () => controller.abort() };
    await expect(withLock(path, neverRuns, options)).rejects.toMatchObject({ code: 'aborted' });
  });

  it('says so when there is no folder for it', async () => {
    const path = join(await temporaryFolder(), 'none', '.lock');
    await expect(withLock(path, neverRuns)).rejects.toMatchObject({ code: 'store-failed' });
  });

  it('leaves alone the lock of a process that took over in the meantime', async () => {
    const path = join(await temporaryFolder(), '.lock');
    const other = JSON.stringify({ pid: 4711, host: 'elsewhere' });
    await withLock(path, () => writeFile(path, other));
    expect(await readFile(path, 'utf8')).toBe(other);
  });
});

describe('a holder that lost its lock, such as one that was suspended', () => {
  it("neither keeps another's lock alive nor removes it", async () => {
    const path = join(await temporaryFolder(), '.lock');
    const others = JSON.stringify({ pid: process.pid, host: hostname(), token: 'of another' });
    const then = new Date(Date.now() - 60_000);
    const untouched = await withLock(path, async () => {
      await writeFile(path, others);
      await utimes(path, then, then);
      // Longer than the holder waits between two touches.
      await setTimeout(2_500);
      return Math.round((await stat(path)).mtimeMs);
    });
    expect(untouched).toBe(then.getTime());
    expect(await readFile(path, 'utf8')).toBe(others);
  });
});
