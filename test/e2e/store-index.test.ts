import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { at, organisation } from './at-double.js';
import { expectOneError } from './fault-row.js';
import { expectNoKeyIn } from './keys.js';
import { runCli } from './run-cli.js';
import { organisationFolders, snapshotsIn } from './stored.js';

async function indexesIn(store: string): Promise<string[]> {
  const folders = await organisationFolders(store);
  const names = folders.map(async (folder) =>
    (await readdir(folder)).filter((name) => name.endsWith('.index')).map((name) => `${folder}/${name}`),
  );
  return (await Promise.all(names)).flat();
}

const COMMANDS: readonly (readonly string[])[] = [
  ['impact', `id:${organisation[40]?.id}`],
  ['cycles', '--exit-zero'],
  ['orphans', '--exit-zero'],
  ['check', '--exit-zero'],
  ['list', 'type:TASK'],
  ['tree', `id:${organisation[3]?.id}`],
  ['stats'],
  ['path', `id:${organisation[3]?.id}`, `id:${organisation[40]?.id}`, '--exit-zero'],
  ['export'],
];

describe.concurrent('the index beside a stored snapshot', () => {
  test('is made by the first question, and no answer hangs on it', () =>
    at({ organisation: [...organisation] }, async ({ klarify, keyless, store, double }) => {
      expect((await klarify('sync')).status).toBe(0);
      expect(await indexesIn(store)).toEqual([]);
      const [path = ''] = await snapshotsIn(store);
      for (const command of COMMANDS) {
        const args = [...command, '--format', 'json'];
        for (const index of await indexesIn(store)) await rm(index);
        const first = await runCli(args, { env: keyless });
        const [index = ''] = await indexesIn(store);
        expect(index, first.stderr).toBe(path.replace(/json$/, 'index'));
        expect((await stat(index)).mode & 0o777).toBe(0o600);
        const second = await runCli(args, { env: keyless });
        const fromFile = await runCli([...args, '--snapshot', path], { env: keyless });
        for (const run of [first, second, fromFile]) expect(run.status, run.stderr).toBe(0);
        expect(second.stdout).toBe(first.stdout);
        expect(fromFile.stdout).toBe(first.stdout);
      }
      await expectNoKeyIn(store, double.accessKey);
    }));

  test.skipIf(process.platform === 'win32')('is no pipe: a command does not wait for one', () =>
    at({ organisation: [...organisation] }, async ({ klarify, keyless, store }) => {
      await klarify('sync');
      const [path = ''] = await snapshotsIn(store);
      execFileSync('mkfifo', [path.replace(/json$/, 'index')]);
      const { status, stdout, stderr } = await runCli(['list', '--format', 'json'], { env: keyless });
      expect(status, stderr).toBe(0);
      expect(JSON.parse(stdout).count).toBe(organisation.length);
    }),
  );

  test('is no snapshot, and goes with its own', () =>
    at({ organisation: [...organisation] }, async ({ klarify, store }) => {
      await klarify('sync');
      await klarify('list');
      expect(await indexesIn(store)).toHaveLength(1);
      const listed = JSON.parse((await klarify('snapshots', '--format', 'json')).stdout);
      expect(listed.snapshots).toHaveLength(1);
      await klarify('sync', '--keep', '1');
      expect(await snapshotsIn(store)).toHaveLength(1);
      expect(await indexesIn(store)).toEqual([]);
    }));

  test('does not hide that the snapshot is damaged', () =>
    at({ organisation: [...organisation] }, async ({ klarify, keyless, store }) => {
      await klarify('sync');
      await runCli(['list'], { env: keyless });
      const [path = ''] = await snapshotsIn(store);
      const { atime, mtime } = await stat(path);
      const bytes = await readFile(path);
      const position = bytes.indexOf('"name":"', bytes.length / 2) + 9;
      bytes[position] = (bytes[position] ?? 0) ^ 1;
      await writeFile(path, bytes);
      await utimes(path, atime, mtime);
      const run = await runCli(['list'], { env: keyless });
      expect(run.status, run.stderr).toBe(3);
      expect(run.stdout).toBe('');
      expectOneError(run, /The snapshot .* is damaged: .*sync again/);
    }));

  test('is made anew where it is damaged, and done without where it cannot be', () =>
    at({ organisation: [...organisation] }, async ({ klarify, keyless, store }) => {
      await klarify('sync');
      const whole = await runCli(['list', '--format', 'json'], { env: keyless });
      const [index = ''] = await indexesIn(store);
      await writeFile(index, (await readFile(index)).subarray(0, 1000));
      expect((await runCli(['list', '--format', 'json'], { env: keyless })).stdout).toBe(whole.stdout);
      expect((await stat(index)).size).toBeGreaterThan(1000);
      await rm(index);
      await mkdir(index);
      const without = await runCli(['list', '--format', 'json'], { env: keyless });
      expect(without.stdout).toBe(whole.stdout);
      expect(without.status).toBe(0);
    }));
});
