import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { runCli, withFolder } from './run-cli.js';

const RECORDS = '[{"id":1,"name":"Order Intake"},{"id":2,"name":"Picking","called_from":["Order Intake"]}]';

/** Fails unless it ended with this status, without data, in one message that says something. */
async function expectError(
  args: readonly string[],
  status: number,
  message: RegExp,
  options?: Parameters<typeof runCli>[1],
): Promise<void> {
  const result = await runCli(args, options);
  expect({ status: result.status, stdout: result.stdout }, result.stderr).toEqual({ status, stdout: '' });
  expect(result.stderr).toMatch(message);
  expect(result.stderr).not.toMatch(/\n\s+at /);
}

describe('a wrong call ends with 2', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['an unknown command', ['impcat'], /unknown command.*Did you mean impact/s],
    ['an unknown flag', ['--sample', 'cycles', '--colour'], /unknown option/],
    [
      'a format that the command has not',
      ['--sample', 'cycles', '--format', 'xml'],
      /no format "xml".*text, json/,
    ],
    ['a bad depth', ['--sample', 'impact', 'x', '--depth', 'two'], /whole number/],
    ['a bad duration', ['--sample', 'cycles', '--max-age', 'soon'], /duration/],
    ['no time at all for a request', ['sync', '--timeout', '0'], /longer than 0/],
    ['too many requests at a time', ['sync', '--concurrency', '9'], /from 1 to 8/],
    [
      'an unknown procedure',
      ['--sample', 'impact', 'Sales Pipelin Proces'],
      /Did you mean.*Sales Pipeline Process/s,
    ],
    ['an unknown id', ['--sample', 'impact', 'id:nope'], /No procedure has the id "nope"/],
    [
      'an ambiguous procedure',
      ['--sample', 'impact', 'Invoice Approval'],
      /id:13040.*owner:.*https:.*\n.*id:14040/,
    ],
    ['a broken selector', ['--sample', 'list', 'lane:"Sales'], /character 6.*\n.*\n\s+\^/],
    ['a configuration that is not there', ['--sample', 'orphans', '--config', 'none.json'], /none\.json/],
    ['no data at all', ['cycles'], /three ways/],
    ['sync without a key', ['sync'], /KLARIFY_ACCESS_KEY/],
    ['a key in the endpoint', ['sync', '--api-url', 'https://x.invalid/?access_key=s3cret'], /access_key/],
    [
      'two readers of standard input',
      ['--snapshot', '-', '--access-key-file', '-', 'cycles'],
      /standard input/,
    ],
  ])('%s', async (_, args, message) => {
    await expectError(args, 2, message);
  });

  test('no command at all shows the help on standard error', async () => {
    await expectError([], 2, /Usage: klarify-graph/);
  });

  test('a wrong key in the configuration names the nearest right one', async () => {
    await withFolder(async (folder) => {
      await writeFile(join(folder, '.klarify-graph.json'), '{"entrypoints": []}');
      await expectError(['--sample', 'orphans'], 2, /no key "entrypoints"; did you mean "entryPoints"/, {
        cwd: folder,
      });
      await writeFile(join(folder, '.klarify-graph.json'), '{"entryPoints": [1]}');
      await expectError(['--sample', 'orphans'], 2, /entryPoints/, { cwd: folder });
      await writeFile(join(folder, '.klarify-graph.json'), '{"entryPoints": [');
      await expectError(['--sample', 'orphans'], 2, /not valid JSON at 1:/, { cwd: folder });
    });
  });

  test('an unwritable --out', async () => {
    await withFolder(async (folder) => {
      await expectError(
        ['--sample', 'list', '--out', join(folder, 'no', 'such', 'file')],
        2,
        /folder does not exist/,
      );
      await expectError(['--sample', 'list', '--out', folder], 2, /it is a folder/);
      expect(await readdir(folder)).toEqual([]);
    });
  });
});

describe('data that cannot be had ends with 3', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['an empty file', '', /is empty/],
    ['null', 'null', /holds no procedures/],
    ['a number', '42', /holds no procedures/],
    ['an object that is no record', '{"foo":1}', /holds no procedures/],
    ['a list without a record', '[1, null, {"foo": 1}]', /holds no procedures/],
    ['JSON cut short', RECORDS.slice(0, -9), /cut short/],
    ['a web page', '<!doctype html><title>Sign in</title>', /not valid JSON/],
    ['a binary file', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0]), /not text/],
    ['gzip cut short', gzipSync(RECORDS).subarray(0, 30), /cut short/],
    ['a line cut short', '{"id":1,"name":"a"}\n{"id":2,"na', /line 2/],
  ])('%s', async (_, content, message) => {
    await expectError(['--snapshot', '-', 'cycles'], 3, message, { stdin: content });
    await withFolder(async (folder) => {
      const [file, out] = [join(folder, 'snapshot'), join(folder, 'old.json')];
      await writeFile(file, content);
      await writeFile(out, 'old');
      await expectError(['--snapshot', file, 'cycles', '--out', out], 3, message);
      expect(await readFile(out, 'utf8')).toBe('old');
    });
  });

  test('a file that is not there, or is a folder', async () => {
    await withFolder(async (folder) => {
      await mkdir(join(folder, 'dir'));
      await expectError(['--snapshot', join(folder, 'none.json'), 'cycles'], 3, /no such file/);
      await expectError(['--snapshot', join(folder, 'dir'), 'cycles'], 3, /it is a folder/);
    });
  });
});

describe('every accepted shape', () => {
  const records = JSON.parse(RECORDS);
  test.each<[string, string | Uint8Array]>([
    ['a bare array', RECORDS],
    ['one page', `{"data":${RECORDS},"hasNext":false}`],
    [
      'an array of pages',
      `[{"data":[${JSON.stringify(records[0])}]},{"data":[${JSON.stringify(records[1])}]}]`,
    ],
    ['a record a line', records.map((r: unknown) => JSON.stringify(r)).join('\r\n\n')],
    ['a byte order mark', `\ufeff${RECORDS}`],
    ['gzip', gzipSync(RECORDS)],
  ])('%s', async (_, stdin) => {
    const { stdout, status } = await runCli(['--snapshot', '-', 'impact', 'Picking', '--format', 'json'], {
      stdin,
    });
    expect(status).toBe(0);
    const document = JSON.parse(stdout);
    expect(document.source).toEqual({ kind: 'snapshot', fetchedAt: null, complete: true, procedures: 2 });
    expect(document.dependents.procedures.map((p: { id: string }) => p.id)).toEqual(['1']);
  });

  test.each(['[]', '{"data": []}', '[{"data": []}]'])(
    'an empty organisation is an answer: %s',
    async (stdin) => {
      for (const command of ['cycles', 'orphans', 'list']) {
        const { status, stdout } = await runCli(['--snapshot', '-', command, '--format', 'json'], { stdin });
        expect(status).toBe(0);
        expect(JSON.parse(stdout)).toMatchObject({ count: 0, source: { procedures: 0 } });
      }
    },
  );
});

test('pages of which some are lacking answer with a warning, and say what is lacking', async () => {
  const page = JSON.stringify({ data: [{ id: 1, name: 'a' }], hasNext: true, totalCount: 1247 });
  const { status, stdout, stderr } = await runCli(['--snapshot', '-', 'list', '--format', 'json'], {
    stdin: page,
  });
  expect(status).toBe(0);
  expect(JSON.parse(stdout).source).toMatchObject({ complete: false, procedures: 1 });
  expect(stderr).toMatch(/incomplete-snapshot: .*its last page says that another follows/);
});
