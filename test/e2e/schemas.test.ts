import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv, type AnySchemaObject } from 'ajv';
import { describe, expect, test } from 'vitest';
import { at, organisation } from './at-double.js';
import { runCli, withFolder } from './run-cli.js';

const SCHEMAS = fileURLToPath(new URL('../../packages/cli/schemas/', import.meta.url));

function schemaOf(command: string): AnySchemaObject {
  return JSON.parse(readFileSync(join(SCHEMAS, `${command}.schema.json`), 'utf8'));
}

/** The schema with no key allowed that it does not name: what is printed has to be described. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, closed(inner)]);
  const schema = Object.fromEntries(entries);
  return 'properties' in value ? { ...schema, additionalProperties: false } : schema;
}

function expectValid(command: string, text: string): void {
  const document: unknown = JSON.parse(text);
  for (const schema of [schemaOf(command), closed(schemaOf(command)) as AnySchemaObject]) {
    const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strict: false });
    const validate = ajv.compile(schema);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  }
}

const ACCEPT =
  '{ "accept": [{ "rule": "no-cycles", "procedures": ["id:10040"], "reason": "By design.", "approvedBy": "COO", "expires": "2099-01-01" }] }';

describe.concurrent('the JSON of every command is what its published schema says', () => {
  test.each([
    ['impact', ['Sales Pipeline Process']],
    ['impact', ['Sales Pipeline Process', '--direction', 'dependents']],
    ['impact', ['--select', 'lane:Sales', '--retire']],
    ['cycles', ['--exit-zero']],
    ['cycles', ['--exit-zero', '--max-loops', '2']],
    ['orphans', ['--exit-zero']],
    ['path', ['Lead to Cash', 'Credit Check']],
    ['path', ['Credit Check', 'Visitor Registration', '--exit-zero']],
    ['path', ['Lead to Cash', 'Credit Check', '--all']],
    ['tree', ['Lead to Cash', '--depth', '4']],
    ['list', []],
    ['stats', []],
    ['export', []],
    ['check', ['--exit-zero']],
  ] as const)('%s %j', async (command, args) => {
    const { stdout } = await runCli(['--sample', command, ...args, '--format', 'json']);
    expectValid(command, stdout);
  });

  test('check with a baseline, an exception and an earlier snapshot', () =>
    withFolder(async (cwd) => {
      await writeFile(join(cwd, 'klarify-graph.config.json'), ACCEPT);
      const sample = join(cwd, 'sample.json');
      await runCli(['--sample', 'export', '--format', 'json', '--out', sample]);
      await runCli(['--sample', 'check', '--update-baseline'], { cwd });
      await writeFile(join(cwd, 'now.json'), '[{"id":1,"name":"New"}]');
      const args = ['--snapshot', 'now.json', 'check', '--since', sample, '--format', 'json'];
      const { stdout } = await runCli(args, { cwd });
      expectValid('check', stdout);
      expect(JSON.parse(stdout)).toMatchObject({
        since: { procedures: 167 },
        configuration: 'klarify-graph.config.json',
      });
      const accepted = await runCli(['--sample', 'check', '--format', 'json'], { cwd });
      expectValid('check', accepted.stdout);
      expect(JSON.parse(accepted.stdout).summary).toMatchObject({ error: 0, accepted: 1 });
    }));

  test('diff', () =>
    withFolder(async (cwd) => {
      await writeFile(join(cwd, 'a.json'), '[{"id":1,"name":"A","called_from":["B"]},{"id":2,"name":"B"}]');
      await writeFile(join(cwd, 'b.json'), '[{"id":1,"name":"A2","called_from":["A2"]},{"id":3,"name":"C"}]');
      const { stdout } = await runCli(['diff', 'a.json', 'b.json', '--format', 'json'], { cwd });
      expectValid('diff', stdout);
    }));

  test('sync and snapshots', () =>
    at({ organisation }, async ({ klarify }) => {
      expectValid('sync', (await klarify('sync', '--format', 'json')).stdout);
      expectValid('snapshots', (await klarify('snapshots', '--format', 'json')).stdout);
    }));

  test('there is one for every command that writes JSON', () => {
    const names = readdirSync(SCHEMAS).map((name) => name.replace('.schema.json', ''));
    expect(names.sort()).toEqual([
      'check',
      'config',
      'cycles',
      'diff',
      'export',
      'impact',
      'list',
      'orphans',
      'path',
      'snapshots',
      'stats',
      'sync',
      'tree',
    ]);
  });
});
