import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, onTestFinished, test } from 'vitest';
import { inCheckPlace } from './check-place.js';
import { BARE_ENV, CLI, runCli } from './run-cli.js';

/** A real client, connected to the built CLI. */
async function connect(args: readonly string[], cwd?: string, env: Readonly<Record<string, string>> = {}) {
  const transport = new StdioClientTransport({
    command: CLI,
    args: [...args],
    env: { ...BARE_ENV, ...env },
    stderr: 'pipe',
    ...(cwd !== undefined && { cwd }),
  });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return async (name: string, input: Record<string, unknown> = {}) => {
    const { content, isError = false } = await client.callTool({ name, arguments: input });
    const [first] = content as { type: string; text: string }[];
    return { text: first?.text ?? '', isError, client };
  };
}

describe('mcp', () => {
  test.each([
    [
      'list',
      { selectors: ['name:*credit*'], exclude: ['type:task'] },
      ['list', 'name:*credit*', '--exclude', 'type:task'],
    ],
    [
      'impact',
      { procedures: ['Credit Check'], direction: 'dependents', depth: 2 },
      ['impact', 'Credit Check', '--direction', 'dependents', '--depth', '2'],
    ],
    ['impact', { procedures: ['Credit Check'], retire: true }, ['impact', 'Credit Check', '--retire']],
    ['cycles', {}, ['cycles']],
    ['orphans', {}, ['orphans']],
    ['path', { from: 'Lead to Cash', to: 'Credit Check' }, ['path', 'Lead to Cash', 'Credit Check']],
    ['tree', { procedure: 'Lead to Cash', depth: 3 }, ['tree', 'Lead to Cash', '--depth', '3']],
    ['stats', { top: 3 }, ['stats', '--top', '3']],
    ['check', {}, ['check']],
  ])('%s answers with the JSON of the command', async (name, input, args) => {
    const call = await connect(['--sample', 'mcp']);
    const { text, isError } = await call(name, input);
    expect(isError).toBe(false);
    expect(text).toBe((await runCli(['--sample', ...args, '--format', 'json'])).stdout);
  });

  test('its tools only read, and each says what it takes', async () => {
    const { client } = await (await connect(['--sample', 'mcp']))('cycles');
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([
      'check',
      'cycles',
      'impact',
      'list',
      'orphans',
      'path',
      'stats',
      'tree',
    ]);
    for (const { annotations, inputSchema, description } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true });
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(description).toMatch(/\.$/);
    }
  });

  test('a question that cannot be answered is an error of the tool, and the next one is answered', async () => {
    const call = await connect(['--sample', 'mcp']);
    const unknown = await call('impact', { procedures: ['Credit Chekk'] });
    expect(unknown).toMatchObject({ isError: true, text: expect.stringContaining('Did you mean:\n') });
    expect((await call('impact', { procedures: [] })).isError).toBe(true);
    expect((await call('stats')).isError).toBe(false);
  });

  test('without data it says how to get it; the access key is in no answer', async () => {
    const env = { KLARIFY_ACCESS_KEY: 'very-secret-key', KLARIFY_API_URL: 'http://127.0.0.1:9/api' };
    const call = await connect(['mcp', '--timeout', '1s'], undefined, env);
    const { text, isError } = await call('cycles');
    expect(isError).toBe(true);
    expect(text).not.toContain('very-secret-key');
    const none = await connect(['mcp', '--store', '/nonexistent-store']);
    expect((await none('cycles')).text).toContain('KLARIFY_ACCESS_KEY');
  });

  test('check takes configuration and baseline; a configuration that prints does not disturb the protocol', () =>
    inCheckPlace([{ id: 1, name: 'One' }], async ({ folder, check, write }) => {
      await check('--update-baseline');
      await write(
        'klarify-graph.config.mjs',
        'console.log("noise"); export default { rules: { "no-unowned": "error" } };',
      );
      const call = await connect(['--snapshot', 'records.json', 'mcp'], folder);
      const { summary } = JSON.parse((await call('check')).text);
      expect(summary).toMatchObject({ error: 0, known: 2 });
    }));

  test('check takes the baseline that the command takes, also where --config names a file elsewhere', () =>
    inCheckPlace([{ id: 1, name: 'One' }], async ({ folder, check, write, json }) => {
      await mkdir(join(folder, 'c'));
      await write('c/config.json', {});
      await check('--config', 'c/config.json', '--update-baseline');
      const { summary: expected } = await json('--config', 'c/config.json');
      const call = await connect(['--snapshot', 'records.json', '--config', 'c/config.json', 'mcp'], folder);
      const { summary } = JSON.parse((await call('check')).text);
      expect(summary).toEqual(expected);
      expect(summary).toMatchObject({ error: 0, known: 2 });
    }));

  test('ends with 0 when its input ends, with 130 on Ctrl-C, and writes nothing but the protocol', async () => {
    expect(await runCli(['--sample', 'mcp'], { stdin: '' })).toMatchObject({ status: 0, stdout: '' });
    const child = spawn(CLI, ['--sample', 'mcp'], { env: BARE_ENV, stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.write('{"jsonrpc":"2.0","id":1,"method":"ping"}\n');
    const [first] = await once(child.stdout, 'data');
    expect(JSON.parse(String(first))).toMatchObject({ jsonrpc: '2.0', id: 1 });
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([130, null]);
  });

  test.each([
    ['--snapshot', '-'],
    ['--access-key-file', '-'],
    ['--format', 'json'],
    ['--out', 'x'],
  ])('refuses %s %s', async (...args) => {
    expect(await runCli(['mcp', ...args])).toMatchObject({ status: 2, stdout: '' });
  });
});
