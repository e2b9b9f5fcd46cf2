import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCli, withFolder } from './run-cli.js';

/** As the API may write it: integers that no number of JavaScript holds, beside texts of digits. */
const RECORD =
  '{"id":9007199254740993,"name":"A","revision":12345678901234567890,"refs":[{"n":-9007199254740993},"9007199254740993"],"price":0.25,"":null}';

async function serve(body: string): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/api/procedures`;
}

test('a record is stored as it came, in the store and in --out, also when it is stored again', () =>
  withFolder(async (folder) => {
    const url = await serve(`{"data":[${RECORD}],"hasNext":false,"totalCount":1}`);
    const env = { KLARIFY_ACCESS_KEY: 'key-0123456789', XDG_DATA_HOME: join(folder, 'data') };
    const run = (...args: string[]) => runCli(['--api-url', url, ...args], { cwd: folder, env });
    for (const mode of [[], ['--incremental']]) {
      const { status, stderr } = await run('sync', '--out', 'out.json', ...mode);
      expect([status, stderr]).toEqual([0, expect.not.stringContaining('error')]);
      expect(await readFile(join(folder, 'out.json'), 'utf8')).toContain(`${RECORD}\n`);
    }
    const { stdout } = await run('list', '--snapshot', 'out.json', '--format', 'json');
    expect(JSON.parse(stdout).procedures[0].id).toBe('9007199254740993');
  }));
