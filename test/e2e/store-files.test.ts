import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generateOrganisation } from '../double/index.js';
import { at, organisation, type Place } from './at-double.js';
import { expectNoStack, expectOneError } from './fault-row.js';
import { contentsOf, expectNoKey, expectNoKeyIn, filesBelow } from './keys.js';
import { CLI, type RunResult, runCli } from './run-cli.js';
import { organisationFolders, snapshotsIn } from './stored.js';

/** Runs the CLI from a shell script that ends in `exec "$@"`. */
/** Nobody: for root no folder is read-only. */
const ANOTHER_USER = 65_534;

/** False where this copy of the project lies in a folder that only root may enter. */
function canAskAnotherUser(): boolean {
  if (process.getuid?.() !== 0) return true;
  return spawnSync(CLI, ['--version'], { uid: ANOTHER_USER, gid: ANOTHER_USER, cwd: '/' }).status === 0;
}

async function runFromShell(
  place: Place,
  script: string,
  args: readonly string[],
  user?: number,
): Promise<RunResult> {
  const { PATH = '' } = process.env;
  const child = spawn('bash', ['-c', script, 'bash', CLI, ...args], {
    cwd: '/',
    env: { PATH, HOME: '/', ...place.env },
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  return { status, stdout, stderr };
}

describe.concurrent('a store that cannot be used', () => {
  test.each(['sync', 'list', 'snapshots'])('%s: below a file that is no folder', (command) =>
    at({ organisation }, async ({ run, folder, double }) => {
      const file = join(folder, 'file');
      await writeFile(file, 'not a folder');
      const result = await run([command, '--store', join(file, 'store')]);
      expect(result.status, result.stderr).toBe(3);
      expect(result.stdout).toBe('');
      expectOneError(
        result,
        /Cannot use the snapshot store at .*not a folder\. Name another folder with --store/,
      );
      expect(double.requests).toHaveLength(0);
      expect(await readFile(file, 'utf8')).toBe('not a folder');
    }),
  );

  test.runIf(canAskAnotherUser()).each([
    ['', undefined],
    [', beside a lock whose holder is gone', { pid: 0x7ff_fff, host: hostname() }],
    [', beside a lock that is no JSON', 'rubbish'],
  ])('read-only for its user%s', (_name, lock) =>
    at({ organisation }, async (place) => {
      await place.klarify('sync');
      const [organisationFolder = ''] = await organisationFolders(place.store);
      if (lock !== undefined) {
        await writeFile(join(organisationFolder, '.lock'), JSON.stringify(lock));
        const then = new Date(Date.now() - 20_000);
        await utimes(join(organisationFolder, '.lock'), then, then);
      }
      const before = await contentsOf(place.store);
      const asked = place.double.requests.length;
      const folders = [place.folder, place.store, ...(await organisationFolders(place.store))];
      const user = process.getuid?.() === 0 ? ANOTHER_USER : undefined;
      // Readable by anybody, for the case that another user has to be asked to find it read-only.
      for (const path of await filesBelow(place.store)) await chmod(path, 0o444);
      for (const path of folders.toReversed()) await chmod(path, 0o555);
      try {
        const result = await runFromShell(place, 'exec "$@"', ['sync'], user);
        expect(result.status, result.stderr).toBe(3);
        expectOneError(result, /store at .*permission denied/);
        expect(place.double.requests.length).toBe(asked);
        expect(await contentsOf(place.store)).toEqual(before);
      } finally {
        for (const path of folders) await chmod(path, 0o700);
      }
    }),
  );

  test.each([0, 1, 8, 32])('full after %i kB', (limit) =>
    at({ organisation }, async (place) => {
      expect((await place.klarify('sync')).status).toBe(0);
      const before = await contentsOf(place.store);
      const result = await runFromShell(place, `ulimit -f ${limit}; exec "$@"`, ['sync']);
      expect(result.status, result.stderr).toBe(3);
      expect(result.stdout).toBe('');
      expectOneError(result, /store at .*(EFBIG|too large|full)/);
      expectNoKey(result.stderr, place.double.accessKey, 'the output');
      expect(await contentsOf(place.store)).toEqual(before);
      expect((await place.klarify('sync')).status).toBe(0);
    }),
  );

  test('--out on a full disk: named, and the snapshot is stored', () =>
    at({ organisation }, async ({ klarify, store }) => {
      const result = await klarify('sync', '--out', '/dev/full');
      expect(result.status).not.toBe(0);
      expectOneError(result, /Cannot write \/dev\/full: the disk is full/);
      expect(await snapshotsIn(store)).toHaveLength(1);
    }));
});

describe.concurrent('the files of the store', () => {
  test('only their owner may read them, whatever the umask', () =>
    at({ organisation }, async (place) => {
      const result = await runFromShell(place, 'umask 0; exec "$@"', ['sync']);
      expect(result.status, result.stderr).toBe(0);
      const folders = [place.store, ...(await organisationFolders(place.store))];
      const modes = async (paths: readonly string[]) =>
        Promise.all(paths.map(async (path) => ((await stat(path)).mode & 0o777).toString(8)));
      expect(await modes(folders)).toEqual(['700', '700']);
      expect(new Set(await modes(await filesBelow(place.store)))).toEqual(new Set(['600']));
    }));

  test('--keep 2 keeps the newest two', () =>
    at({ organisation }, async ({ klarify, store, double }) => {
      const stored: string[] = [];
      for (let turn = 0; turn < 4; turn++) {
        double.state.edit(10_001, { owner: { id: 1, job_title: `Owner ${turn}` } });
        expect((await klarify('sync', '--keep', '2')).status).toBe(0);
        stored.push((await snapshotsIn(store)).at(-1) ?? '');
      }
      expect(await snapshotsIn(store)).toEqual(stored.slice(2));
      expect(await readFile(stored[3] ?? '', 'utf8')).toContain('Owner 3');
    }));

  test('`snapshots` lists them, with and without a key, also beside a damaged one', () =>
    at({ organisation }, async ({ klarify, keyless, store, double }) => {
      expect(await klarify('snapshots')).toMatchObject({ status: 0, stdout: `No snapshots in ${store}.\n` });
      await klarify('sync');
      await klarify('sync');
      const [first = '', second = ''] = await snapshotsIn(store);
      await writeFile(first, 'rubbish');
      const asked = double.requests.length;
      const text = await runCli(['snapshots'], { env: keyless });
      expect(text.status, text.stderr).toBe(0);
      expect(text.stdout).toMatch(/damaged[^\n]*\n.*250 .*complete .*http:\/\/127/);
      const json = await klarify('snapshots', '--format', 'json');
      const report = JSON.parse(json.stdout);
      expect(report).toMatchObject({ schemaVersion: 1, command: 'snapshots', store });
      expect(report.snapshots.map(({ path }: { path: string }) => path)).toEqual([first, second]);
      expect(report.snapshots[0].damage).toMatch(/is damaged/);
      expect(report.snapshots[1]).toMatchObject({ damage: null, complete: true, records: 250 });
      expect(double.requests.length).toBe(asked);
      expectNoKey(text.stdout + json.stdout, double.accessKey, 'the output');
    }));
});

describe.concurrent('which store, and whose', () => {
  test('--store goes before KLARIFY_GRAPH_STORE, which goes before the data folder of the platform', () =>
    at({ organisation }, async ({ run, folder, store }) => {
      const given = join(folder, 'given');
      const data = join(folder, 'data');
      await run(['sync', '--store', given]);
      expect(await snapshotsIn(given)).toHaveLength(1);
      expect(await readdir(folder)).toEqual(['given']);
      await run(['sync'], { env: { XDG_DATA_HOME: data } });
      expect(await snapshotsIn(store)).toHaveLength(1);
      expect((await readdir(folder)).sort()).toEqual(['given', 'store']);
      if (process.platform !== 'linux') return;
      await run(['sync'], { env: { KLARIFY_GRAPH_STORE: '', XDG_DATA_HOME: data } });
      expect(await snapshotsIn(join(data, 'klarify-graph'))).toHaveLength(1);
    }));

  test('another key never reads the snapshots of the first, nor does another endpoint', () =>
    at({ organisation }, async ({ run, klarify, double, store, env }) => {
      await klarify('sync');
      const former = double.accessKey;
      const before = await contentsOf(store);
      for (const other of [
        { KLARIFY_ACCESS_KEY: 'another-key-of-its-own-00' },
        { KLARIFY_API_URL: `${double.url}?organisation=2`, KLARIFY_ACCESS_KEY: 'another-key-of-its-own-00' },
        { KLARIFY_API_URL: `${double.origin}/elsewhere` },
      ]) {
        const result = await run(['list', '--max-age', '365d'], { env: other });
        expect(result.status, result.stderr).toBe(3);
        expect(result.stdout).toBe('');
        expectNoStack(result);
      }
      expect(await contentsOf(store)).toEqual(before);
      double.accessKey = 'another-key-of-its-own-00';
      const theirs = await run(['sync', '--format', 'json'], {
        env: { ...env, KLARIFY_ACCESS_KEY: double.accessKey },
      });
      expect(JSON.parse(theirs.stdout)).toMatchObject({ added: 250, changed: 0 });
      expect(new Set((await snapshotsIn(store)).map((path) => path.split('/').at(-2))).size).toBe(2);
      // The first one is still served to the first key, without a request.
      const asked = double.requests.length;
      expect((await run(['list'], { env: { KLARIFY_ACCESS_KEY: former } })).status).toBe(0);
      expect(double.requests.length).toBe(asked);
      for (const key of [former, double.accessKey]) await expectNoKeyIn(store, key);
    }));

  test('an empty list is stored and served like any other', () =>
    at({ organisation: generateOrganisation({ procedures: 0 }) }, async ({ klarify, store }) => {
      await mkdir(store);
      expect((await klarify('sync')).status).toBe(0);
      expect((await klarify('list')).status).toBe(0);
      expect(await snapshotsIn(store)).toHaveLength(1);
    }));
});
