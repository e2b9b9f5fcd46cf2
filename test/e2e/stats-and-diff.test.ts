import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { at, organisation } from './at-double.js';
import { expectOneError } from './fault-row.js';
import { expectNoKey } from './keys.js';
import { type RunResult, runCli, withFolder } from './run-cli.js';
import { snapshotsIn } from './stored.js';

const BEFORE = [
  { id: 1, name: 'Sales', type: 'PROCESS_MODEL', status: 'draft' },
  { id: 2, name: 'Order', type: 'SUBPROCESS', called_from: [{ id: 1 }] },
  { id: 3, name: 'Refund', called_from: [{ id: 2 }] },
];
const AFTER = [
  { id: 1, name: 'Sales', type: 'process_model', status: 'DRAFT', updated_at: '2026-02-02T00:00:00Z' },
  { id: 2, name: 'Order Intake', type: 'SUBPROCESS', called_from: [{ id: 1 }, { id: 4 }] },
  { id: 4, name: 'Claim', called_from: [{ id: 2 }] },
];

function jsonOf({ stdout }: RunResult): Record<string, unknown> {
  const document: Record<string, unknown> = JSON.parse(stdout);
  return document;
}

/** Runs with the two lists as files `before.json` and `after.json` in the working folder. */
function withFiles(
  use: (
    run: (args: readonly string[], stdin?: string) => Promise<RunResult>,
    folder: string,
  ) => Promise<void>,
): Promise<void> {
  return withFolder(async (cwd) => {
    await writeFile(join(cwd, 'before.json'), JSON.stringify(BEFORE));
    await writeFile(join(cwd, 'after.json'), JSON.stringify(AFTER));
    const env = { KLARIFY_GRAPH_STORE: join(cwd, 'store') };
    await use((args, stdin) => runCli(args, { cwd, env, ...(stdin !== undefined && { stdin }) }), cwd);
  });
}

describe.concurrent('stats', () => {
  test('says the figures of the sample, 10 procedures unless told otherwise', async () => {
    const json = jsonOf(await runCli(['--sample', 'stats', '--format', 'json']));
    expect(json).toMatchObject({ schemaVersion: 1, command: 'stats', betweennessIsExact: true });
    expect(json['top']).toHaveLength(10);
    const { stdout } = await runCli(['--sample', 'stats', '--top', '3', '--format', 'csv']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(4);
    const text = await runCli(['--sample', 'stats']);
    expect(text.status).toBe(0);
    expect(text.stdout).toContain('The 10 procedures on which most others rest');
  });

  test('names single points of failure and communities', async () => {
    const json = jsonOf(await runCli(['--sample', 'stats', '--top', '3', '--format', 'json']));
    const { singlePointsOfFailure, communities } = json as Record<string, Record<string, unknown>>;
    for (const kind of ['dominators', 'articulationPoints']) {
      const { count, procedures } = singlePointsOfFailure![kind] as { count: number; procedures: unknown[] };
      expect(count).toBeGreaterThan(3);
      expect(procedures).toHaveLength(3);
    }
    expect(communities).toMatchObject({ isSettled: true, largest: [{ community: 1 }, { community: 2 }, {}] });
    const markdown = await runCli(['--sample', 'stats', '--format', 'markdown']);
    expect(markdown.stdout).toContain('### Single points of failure\n');
    expect(markdown.stdout).toContain('### Communities\n');
    const none = await runCli(['--sample', 'stats', '--top', '0']);
    expect(none.stdout).not.toMatch(/Single points|Communities/);
  });

  test('agrees with `impact` on the counts', async () => {
    const stats = jsonOf(await runCli(['--sample', 'stats', '--top', '5', '--format', 'json']));
    for (const { id, dependents, dependencies } of stats['top'] as Record<string, unknown>[]) {
      const impact = jsonOf(await runCli(['--sample', 'impact', `id:${id}`, '--format', 'json']));
      expect(impact).toMatchObject({
        dependents: { count: dependents },
        dependencies: { count: dependencies },
      });
    }
  });

  test('honours configured entry points, and warns of one that matches nothing', () =>
    withFiles(async (run, folder) => {
      const config = join(folder, 'config.json');
      await writeFile(config, JSON.stringify({ entryPoints: ['id:3', 'name:Nothing'] }));
      const result = await run([
        '--snapshot',
        'before.json',
        '--config',
        config,
        'stats',
        '--format',
        'json',
      ]);
      expect(jsonOf(result)).toMatchObject({ entryPoints: 1, orphans: 2 });
      expect(result.stderr).toContain('unmatched-entry-point');
    }));

  test.each([
    ['--top', 'x'],
    ['--top', '-1'],
    ['--format', 'dot'],
  ])('refuses %s %s', async (...args) => {
    const result = await runCli(['--sample', 'stats', ...args]);
    expect(result.status).toBe(2);
    expect(result.stdout).toBe('');
  });
});

describe.concurrent('diff of two files', () => {
  test('says what came, went and changed', () =>
    withFiles(async (run) => {
      const result = await run(['diff', 'before.json', 'after.json', '--format', 'json']);
      expect(result.status, result.stderr).toBe(0);
      expect(jsonOf(result)).toMatchObject({
        command: 'diff',
        source: { kind: 'snapshot', procedures: 3 },
        before: { kind: 'snapshot', procedures: 3 },
        procedures: {
          added: [{ id: '4', missing: false }],
          removed: [{ id: '3' }],
          changed: [{ id: '2', name: 'Order Intake', fields: ['name'] }],
        },
        calls: {
          added: [
            { caller: '4', callee: '2' },
            { caller: '2', callee: '4' },
          ],
          removed: [{ caller: '2', callee: '3' }],
        },
        cycles: { gained: [['4', '2']], lost: [] },
        orphans: { gained: [], lost: [] },
      });
    }));

  test('says whom the difference affects, in a sentence first', () =>
    withFiles(async (run, folder) => {
      const json = jsonOf(await run(['diff', 'before.json', 'after.json', '--format', 'json']));
      expect(json['impact']).toMatchObject({
        count: 1,
        procedures: [{ id: '1', distance: 1, via: '2' }],
        byOwner: [{ owner: null, count: 1 }],
        byLane: [{ lane: null, count: 1 }],
      });
      const text = await run(['diff', 'before.json', 'after.json']);
      expect(text.stdout).toMatch(
        /Affected by what changed: 1\n1 procedure that did not change leads to what did: 0 owners to notify\.\n/,
      );
      await writeFile(join(folder, 'alone.json'), JSON.stringify([...BEFORE, { id: 9, name: 'Alone' }]));
      const alone = await run(['diff', 'before.json', 'alone.json', '--format', 'markdown']);
      expect(alone.stdout).toContain('No other procedure leads to what changed.');
    }));

  test('honours configured entry points that only one of the two has', () =>
    withFiles(async (run, folder) => {
      const config = join(folder, 'config.json');
      const diff = async (entryPoints: readonly string[], ...files: readonly string[]) => {
        await writeFile(config, JSON.stringify({ entryPoints }));
        const result = await run(['diff', ...files, '--config', config, '--format', 'json']);
        expect(result.status, result.stderr).toBe(0);
        return { json: jsonOf(result), stderr: result.stderr };
      };
      const gone = await diff(['id:3', 'id:1'], 'before.json', 'after.json');
      expect(gone.json['orphans']).toEqual({ gained: [], lost: [] });
      expect(gone.stderr).toBe(
        'warning: unmatched-entry-point: The configured entry point "id:3" matches no procedure.\n',
      );
      const came = await diff(['id:4', 'name:Sales'], 'before.json', 'after.json');
      expect(came.json['orphans']).toEqual({ gained: [], lost: [] });
      expect(came.stderr).toBe('');
      const only = await diff(['Refund'], 'before.json', 'after.json');
      expect(only.json['orphans']).toMatchObject({
        gained: [{ id: '4', reason: 'unreachable' }],
        lost: [],
      });
      expect(only.stderr).toContain('"Refund" matches no procedure');
    }));

  test('ends with 1 only with --exit-code, and only when there is a difference', () =>
    withFiles(async (run) => {
      expect((await run(['diff', 'before.json', 'after.json'])).status).toBe(0);
      expect((await run(['diff', 'before.json', 'after.json', '--exit-code'])).status).toBe(1);
      const same = await run(['diff', 'before.json', 'before.json', '--exit-code']);
      expect(same.status).toBe(0);
      expect(same.stdout).toContain('No differences.');
    }));

  test('reads any shape: gzip, a page, an export, standard input', () =>
    withFiles(async (run, folder) => {
      await writeFile(join(folder, 'before.json.gz'), gzipSync(JSON.stringify({ data: BEFORE })));
      const exported = await run(['--snapshot', 'before.json', 'export', '--format', 'json']);
      await writeFile(join(folder, 'export.json'), exported.stdout);
      for (const before of ['before.json.gz', 'export.json']) {
        expect((await run(['diff', before, 'before.json', '--exit-code'])).status).toBe(0);
      }
      const piped = await run(['diff', '-', 'after.json', '--format', 'markdown'], JSON.stringify(BEFORE));
      expect(piped.stdout).toContain('### Procedures added: 1');
    }));

  test('takes a file called like a stored snapshot by its path', () =>
    withFiles(async (run, folder) => {
      await writeFile(join(folder, 'latest'), JSON.stringify(BEFORE));
      expect((await run(['diff', './latest', 'before.json', '--exit-code'])).status).toBe(0);
      expect((await run(['diff', 'latest', 'before.json'])).status).toBe(2);
    }));

  test.each([
    ['two readers of standard input', ['diff', '-', '-'], 2, /standard input/],
    ['a key from there too', ['diff', '-', 'after.json', '--access-key-file', '-'], 2, /standard input/],
    ['--sample', ['diff', 'before.json', 'after.json', '--sample'], 2, /neither --snapshot nor --sample/],
    [
      'a format that it does not have',
      ['diff', 'before.json', 'after.json', '--format', 'csv'],
      2,
      /text, json/,
    ],
    ['a file that is not there', ['diff', 'before.json', 'none.json'], 3, /no such file/],
    ['a stored snapshot where nothing is stored', ['diff', 'latest~1', 'latest'], 2, /nothing is stored yet/],
  ] as const)('refuses %s', (_, args, status, message) =>
    withFiles(async (run) => {
      const result = await run(args, '[]');
      expect(result.status, result.stderr).toBe(status);
      expect(result.stdout).toBe('');
      expect(result.stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(message)]);
    }),
  );

  test('leaves out ambiguous calls on both sides with --ignore-ambiguous', () =>
    withFiles(async (run, folder) => {
      const twins = [...BEFORE, { id: 5, name: 'Sales' }];
      await writeFile(join(folder, 'twins.json'), JSON.stringify(twins));
      const called = [...twins, { id: 6, name: 'New', called_from: ['Sales'] }];
      await writeFile(join(folder, 'called.json'), JSON.stringify(called));
      const counted = jsonOf(await run(['diff', 'twins.json', 'called.json', '--format', 'json']));
      expect(counted['calls']).toMatchObject({ added: [{ caller: '1' }, { caller: '5' }] });
      const args = ['diff', 'twins.json', 'called.json', '--ignore-ambiguous', '--format', 'json'];
      expect(jsonOf(await run(args))['calls']).toEqual({ added: [], removed: [] });
    }));
});

describe.concurrent('diff of stored snapshots', () => {
  test('compares the newest with those before it, and with files, without asking the API', () =>
    at({ organisation }, async ({ klarify, run, keyless, double, folder, store }) => {
      const first = join(folder, 'first.json');
      expect((await klarify('sync', '--out', first)).status).toBe(0);
      expect((await klarify('sync')).status).toBe(0);
      const asked = double.requests.length;
      for (const pair of [
        ['latest~1', 'latest'],
        ['latest~1', first],
      ] as const) {
        const result = await run(['diff', ...pair, '--exit-code']);
        expect(result.status, result.stderr).toBe(0);
        expectNoKey(`${result.stdout}${result.stderr}`, double.accessKey, 'the output');
      }
      const today = new Date().toISOString().slice(0, 10);
      const dated = await run(['diff', today, 'latest', '--format', 'json']);
      const { before, source } = jsonOf(dated) as { before: unknown; source: unknown };
      expect(before).toEqual(source);
      const keylessly = await runCli(['diff', 'latest~1', 'latest', '--exit-code'], { env: keyless });
      expect(keylessly.status, keylessly.stderr).toBe(0);
      const beyond = await klarify('diff', 'latest~2', 'latest');
      expect(beyond.status).toBe(2);
      expectOneError(beyond, /only 2 are stored/);
      expect((await klarify('diff', '2001-01-01', 'latest')).status).toBe(2);
      expect(double.requests.length).toBe(asked);
      expect(await snapshotsIn(store)).toHaveLength(2);
    }));

  test('never mixes organisations', () =>
    at({ organisation }, async (one) =>
      at({ organisation: organisation.slice(0, 50), accessKey: 'another-access-key-0002' }, async (other) => {
        const env = { KLARIFY_GRAPH_STORE: one.store };
        expect((await one.klarify('sync')).status).toBe(0);
        expect((await other.run(['sync'], { env })).status).toBe(0);
        expect((await one.klarify('diff', 'latest~1', 'latest')).status).toBe(2);
        expect((await runCli(['diff', 'latest~1', 'latest'], { env })).status).toBe(2);
        const newest = jsonOf(await runCli(['diff', 'latest', 'latest', '--format', 'json'], { env }));
        expect(newest['source']).toMatchObject({ procedures: 50 });
        const own = jsonOf(await one.klarify('diff', 'latest', 'latest', '--format', 'json'));
        expect(own['source']).toMatchObject({ procedures: 250 });
      }),
    ));

  test('warns of an incomplete snapshot on either side, and refuses a damaged one', () =>
    at({ organisation }, async ({ klarify, store, folder }) => {
      expect((await klarify('sync')).status).toBe(0);
      const [path = ''] = await snapshotsIn(store);
      const text = await readFile(path, 'utf8');
      const exported = await klarify('export', '--format', 'json', '--out', join(folder, 'graph.json'));
      expect(exported.status).toBe(0);
      const graph = (await readFile(join(folder, 'graph.json'), 'utf8')).replace(
        '"complete":true',
        '"complete":false',
      );
      await writeFile(join(folder, 'incomplete.json'), graph);
      const incomplete = join(folder, 'incomplete.json');
      expect((await klarify('diff', incomplete, 'latest')).stderr).toMatch(
        /incomplete-snapshot: Before: The snapshot is incomplete/,
      );
      expect((await klarify('diff', 'latest', incomplete)).stderr).toMatch(
        /incomplete-snapshot: The snapshot is incomplete/,
      );
      await writeFile(path, text.replace('"name":"', '"name":"!'));
      const damaged = await klarify('diff', 'latest', incomplete);
      expect(damaged.status).toBe(3);
      expectOneError(damaged, /damaged/);
    }));
});
