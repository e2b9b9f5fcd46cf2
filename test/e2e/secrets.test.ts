import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { at, organisation } from './at-double.js';
import { expectNoStack, expectRefused, KEYS, underFault } from './fault-row.js';
import { expectNoKey, expectNoKeyIn } from './keys.js';
import { BARE_ENV, CLI, type RunResult, runCli } from './run-cli.js';

function expectSilent(run: RunResult, key: string): void {
  expectNoKey(run.stdout + run.stderr, key, 'the output');
  expectNoStack(run);
}

describe.concurrent.each(KEYS)('%s', (_, key) => {
  test('--verbose shows every request, the key masked', () =>
    at({ organisation, accessKey: key }, async ({ klarify, folder, double }) => {
      for (const args of [['sync'], ['sync', '--incremental'], ['list', '--max-age', '0']]) {
        const asked = double.requests.length;
        const run = await klarify(...args, '--verbose');
        expect(run.status, run.stderr).toBe(0);
        expectSilent(run, key);
        const shown = run.stderr.match(/GET http:\/\/127\.0\.0\.1:\d+\S*access_key=\*\*\*\S* → \d+/g) ?? [];
        expect(shown.length).toBe(double.requests.length - asked);
      }
      await expectNoKeyIn(folder, key);
    }));

  test.each([200, 400, 401, 404, 429, 500])('a server that gives it back with status %i', (status) =>
    underFault(
      key,
      { fault: { fault: { kind: 'echo-key', status } }, args: ['--verbose'] },
      async (outcome) => {
        expect(outcome.run.status, outcome.run.stderr).toBe(3);
        expectSilent(outcome.run, key);
        expect(outcome.requests.length).toBeLessThanOrEqual(4);
        expect(outcome.after).toEqual(outcome.before);
      },
    ),
  );

  test.each([
    ['in the path', (origin: string) => `${origin}/${encodeURIComponent(key)}`],
    ['as the host', () => `https://${Buffer.from(key).toString('hex')}.invalid/`],
    ['as the user', (origin: string) => origin.replace('//', `//${encodeURIComponent(key)}@`)],
    ['in the query', (origin: string) => `${origin}/?k=${encodeURIComponent(encodeURIComponent(key))}`],
  ])('a Location that holds it %s', (_name, location) =>
    underFault(
      key,
      { fault: { fault: { kind: 'redirect', location: location('http://127.0.0.1:9'), keepQuery: true } } },
      async (outcome) => expectRefused(outcome, /redirects to /, 1),
    ),
  );

  test('a server that writes it into the records, in every spelling', () =>
    at({ organisation, accessKey: key }, async ({ klarify, folder, double }) => {
      const url = `${double.url}?access_key=${encodeURIComponent(key)}`;
      double.setFault({
        fault: {
          kind: 'wrong-type-fields',
          patch: (record) => ({
            ...record,
            url,
            self: { plain: key, twice: encodeURIComponent(url), base64: Buffer.from(url).toString('base64') },
            [`field ${key}`]: Buffer.from(key).toString('hex'),
          }),
        },
      });
      const out = join(folder, 'out.json');
      for (const args of [
        ['sync', '--out', out, '--verbose'],
        ['list', '--format', 'json'],
        ['export', '--format', 'html'],
        ['export', '--format', 'json'],
        ['snapshots', '--format', 'json'],
      ]) {
        const run = await klarify(...args);
        expect(run.status, run.stderr).toBe(0);
        expectSilent(run, key);
      }
      await expectNoKeyIn(folder, key);
    }));

  test('the process list and the environment of a sync that reads it from standard input', () =>
    at({ organisation, accessKey: key }, async ({ double, keyless, folder }) => {
      if (process.platform !== 'linux') return;
      double.setFault({ fault: { kind: 'hang' } });
      const file = join(folder, 'key.txt');
      await writeFile(file, `${key}\n`, { mode: 0o600 });
      for (const source of ['-', file]) {
        const asked = double.requests.length;
        const child = spawn(CLI, ['sync', '--access-key-file', source], { env: { ...BARE_ENV, ...keyless } });
        child.stdin.end(`${key}\n`);
        while (double.requests.length === asked && child.exitCode === null) await delay(10);
        for (const name of ['cmdline', 'comm', 'environ']) {
          expectNoKey(await readFile(`/proc/${child.pid}/${name}`, 'utf8'), key, name);
        }
        child.kill('SIGKILL');
        await once(child, 'close');
      }
    }));

  test('the process list while it is in the environment', () =>
    at({ organisation, accessKey: key }, async ({ double, env }) => {
      if (process.platform !== 'linux') return;
      double.setFault({ fault: { kind: 'hang' } });
      const child = spawn(CLI, ['sync'], { env: { ...BARE_ENV, ...env }, stdio: 'ignore' });
      while (double.requests.length === 0 && child.exitCode === null) await delay(10);
      for (const name of ['cmdline', 'comm']) {
        expectNoKey(await readFile(`/proc/${child.pid}/${name}`, 'utf8'), key, name);
      }
      child.kill('SIGKILL');
      await once(child, 'close');
    }));

  test('a .env file is not read', () =>
    at({ organisation, accessKey: key }, async ({ double, keyless, folder }) => {
      await writeFile(join(folder, '.env'), `KLARIFY_ACCESS_KEY='${key}'\n`);
      for (const command of ['sync', 'list']) {
        const run = await runCli([command], { env: keyless, cwd: folder });
        expect(run.status, run.stderr).toBe(2);
        expect(run.stderr).toMatch(/^error: .*KLARIFY_ACCESS_KEY/s);
        expectSilent(run, key);
      }
      expect(double.requests).toHaveLength(0);
    }));

  test.each([
    ['a flag that does not exist', ['sync', '--access-key', key]],
    ['a flag that does not exist, with =', ['sync', `--access-key=${key}`]],
    ['an argument too many', ['sync', key]],
    ['the address', ['sync', '--api-url', `https://klarify.invalid/?access_key=${encodeURIComponent(key)}`]],
    [
      'another query of the address',
      ['sync', '--api-url', `https://klarify.invalid/?k=${encodeURIComponent(key)}`],
    ],
  ])('given in the wrong place: %s', (_name, args) =>
    at({ organisation, accessKey: key }, async ({ run, keyless, double, folder }) => {
      const results = [await run(args)];
      // Nothing tells the program that this is the key, unless the flag says so.
      if (args.join(' ').includes('access')) results.push(await runCli(args, { env: keyless }));
      for (const result of results) {
        expect(result.status, result.stderr).toBe(2);
        expectSilent(result, key);
      }
      expect(double.requests).toHaveLength(0);
      await expectNoKeyIn(folder, key);
    }),
  );

  test.each([
    ['a line break inside', `${key}\n${key}`],
    ['a space inside', `${key} ${key}`],
    ['an invisible character inside', `${key}\u200b${key}`],
  ])('refused for %s', (_name, wrong) =>
    at({ organisation, accessKey: key }, async ({ run, keyless, double }) => {
      for (const result of [
        await run(['sync'], { env: { KLARIFY_ACCESS_KEY: wrong } }),
        await runCli(['sync', '--access-key-file', '-'], { env: keyless, stdin: wrong }),
      ]) {
        expect(result.status, result.stderr).toBe(2);
        expect(result.stderr).toMatch(/^error: The access key .* contains white space, control or invisible/);
        expectSilent(result, key);
      }
      expect(double.requests).toHaveLength(0);
    }),
  );
});
