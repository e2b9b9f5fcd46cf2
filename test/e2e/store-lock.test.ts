import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { at, organisation, type Place } from './at-double.js';
import { BARE_ENV, CLI, runCli } from './run-cli.js';
import { organisationFolders, snapshotsIn } from './stored.js';

/** The pages that one sync of three pages asks for: all of them, then all again, the last one first and alone. */
function expectOneSync(pages: readonly number[]): void {
  expect(pages[0]).toBe(0);
  expect(pages.slice(1, 3).toSorted()).toEqual([1, 2]);
  expect(pages[3]).toBe(2);
  expect(pages.slice(4, 6).toSorted()).toEqual([0, 1]);
}

/** Stores a snapshot, and says where its lock would be. */
async function lockOf(place: Place): Promise<string> {
  expect((await place.klarify('sync')).status).toBe(0);
  const [folder = ''] = await organisationFolders(place.store);
  return join(folder, '.lock');
}

describe.concurrent('two at once', () => {
  test('of two syncs the second waits, and both end well', () =>
    at({ organisation, latencyMs: 100 }, async (place) => {
      await mkdir(place.store, { recursive: true });
      const runs = await Promise.all([place.klarify('sync'), place.klarify('sync')]);
      expect(runs.map(({ status }) => status)).toEqual([0, 0]);
      const waited = runs.filter(({ stderr }) =>
        /Waiting for another sync to end \(process \d+\)/.test(stderr),
      );
      expect(waited).toHaveLength(1);
      const pages = place.double.requests.map(({ page }) => page);
      expect(pages).toHaveLength(12);
      expectOneSync(pages.slice(0, 6));
      expectOneSync(pages.slice(6));
      expect(await snapshotsIn(place.store)).toHaveLength(2);
      expect(await leftIn(place)).toEqual([]);
    }));

  test('of two commands that need data one fetches, and both use it', () =>
    at({ organisation, latencyMs: 100 }, async (place) => {
      const runs = await Promise.all([place.klarify('list'), place.klarify('list')]);
      expect(runs.map(({ status }) => status)).toEqual([0, 0]);
      expect(runs[0]?.stdout).toBe(runs[1]?.stdout);
      expectOneSync(place.double.requests.map(({ page }) => page));
      expect(place.double.requests).toHaveLength(6);
      expect(await snapshotsIn(place.store)).toHaveLength(1);
    }));

  test('Ctrl-C while waiting ends with 130 and leaves the other its lock', () =>
    at({ organisation }, async (place) => {
      const lock = await lockOf(place);
      await writeFile(lock, JSON.stringify({ pid: process.pid, host: hostname() }));
      const asked = place.double.requests.length;
      const { status, stderr } = await runCli(['sync'], {
        env: place.env,
        interruptOn: 'Waiting for another sync',
      });
      expect(status, stderr).toBe(130);
      expect(stderr).toMatch(/^Waiting for another sync to end/);
      expect(stderr).toMatch(/^error: Interrupted\. Nothing was changed\.$/m);
      expect(place.double.requests.length).toBe(asked);
      expect(await readFile(lock, 'utf8')).toContain(String(process.pid));
    }));
});

describe.concurrent('a lock that nobody holds any more is taken over', () => {
  test('of a process that was killed', () =>
    at({ organisation }, async (place) => {
      const lock = await lockOf(place);
      place.double.setFault({ fault: { kind: 'hang' } });
      const asked = place.double.requests.length;
      const child = spawn(CLI, ['sync'], { env: { ...BARE_ENV, ...place.env }, stdio: 'ignore' });
      while (place.double.requests.length === asked && child.exitCode === null) await delay(10);
      expect((await stat(lock)).isFile()).toBe(true);
      child.kill('SIGKILL');
      await once(child, 'close');
      expect((await stat(lock)).isFile()).toBe(true);
      place.double.clearFaults();
      const { status, stderr } = await place.klarify('sync');
      expect(status, stderr).toBe(0);
      expect(stderr).not.toContain('Waiting');
      expect(await leftIn(place)).toEqual([]);
    }));

  test.each<[string, string, number]>([
    ['that was never written', '', 5],
    ['that was made just now and never written', '', 0],
    ['that is no JSON', '{"pid":', 5],
    ['of a machine that is silent', JSON.stringify({ pid: 1, host: 'elsewhere.invalid' }), 20],
    // The number of a killed process may belong to another one by now, such as this one.
    ['whose process number is used again', JSON.stringify({ pid: process.pid, host: hostname() }), 20],
  ])('%s', (_name, text, secondsAgo) =>
    at({ organisation }, async (place) => {
      const lock = await lockOf(place);
      await writeFile(lock, text);
      const then = new Date(Date.now() - secondsAgo * 1000);
      await utimes(lock, then, then);
      const { status, stderr } = await place.klarify('sync');
      expect(status, stderr).toBe(0);
      expect(await leftIn(place)).toEqual([]);
    }),
  );
});

/** Locks and temporary files. */
async function leftIn({ store }: Place): Promise<string[]> {
  return (await readdir(store, { recursive: true })).filter((name) => /\.lock|\.tmp/.test(name));
}
