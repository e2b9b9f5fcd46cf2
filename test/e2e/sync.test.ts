import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generateOrganisation, type KlarifyDouble } from '../double/index.js';
import { at } from './at-double.js';
import { runCli } from './run-cli.js';

/** Every file below a folder, as one text. */
async function everythingIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')));
  return [...entries.map((entry) => entry.name), ...texts].join('\n');
}

const organisation = generateOrganisation({ procedures: 250, seed: 7 });

describe.each(['a', 'b', 'mixed'] as const)('dialect %s', (dialect) => {
  test('sync fetches every page into the store, and the commands answer from there', async () => {
    await at({ organisation, dialect }, async ({ double, klarify, folder }) => {
      const synced = await klarify('sync', '--format', 'json');
      expect(synced.status, synced.stderr).toBe(0);
      const report = JSON.parse(synced.stdout);
      expect(report).toMatchObject({ command: 'sync', added: 250, changed: 0, removed: 0, complete: true });
      expect(report.source).toMatchObject({ kind: 'api', complete: true, procedures: 250 });
      // Requests beyond the end may be given up before they reach the server.
      expect(report.requests).toBeGreaterThanOrEqual(double.requests.length);
      expect(report.requests).toBeLessThanOrEqual(4 * 3 + 20);
      const asked = double.requests.length;
      const list = await klarify('list', '--format', 'json');
      expect(JSON.parse(list.stdout).source).toMatchObject({ kind: 'api', procedures: 250 });
      expect(double.requests.length).toBe(asked);
      expect(await everythingIn(folder)).not.toContain(double.accessKey);
    });
  });
});

test('sync says in a sentence what it did, also of one procedure', async () => {
  await at({ organisation: organisation.slice(0, 1) }, async ({ klarify }) => {
    const { stdout } = await klarify('sync');
    expect(stdout).toBe('Fetched 1 procedure with 1 request: 1 added, 0 changed, 0 removed.\n');
  });
});

describe('where the data comes from', () => {
  test('--max-age 0 always asks; without a key the last snapshot serves, with a note', async () => {
    await at({ organisation }, async ({ double, klarify, env }) => {
      expect((await klarify('orphans', '--exit-zero')).status).toBe(0);
      const asked = double.requests.length;
      expect(asked).toBeGreaterThan(0);
      await klarify('cycles', '--exit-zero', '--max-age', '0');
      expect(double.requests.length).toBeGreaterThan(asked);
      const { KLARIFY_ACCESS_KEY: _, ...keyless } = env;
      const offline = await runCli(['list', '--format', 'json'], { env: keyless });
      expect(offline.status).toBe(0);
      expect(offline.stderr).toMatch(/last stored snapshot: 0 minutes old, from http:\/\/127/);
      expect(JSON.parse(offline.stdout).source.kind).toBe('snapshot');
    });
  });

  test('one organisation never answers for another', async () => {
    await at({ organisation }, async ({ double, klarify, env }) => {
      await klarify('sync');
      const other = await runCli(['list'], { env: { ...env, KLARIFY_ACCESS_KEY: 'another-key-000000' } });
      expect(other.status).toBe(3);
      expect(other.stderr).toMatch(/access key is wrong or was regenerated/);
      expect(other.stderr).not.toContain('another-key-000000');
      expect(double.requests.at(-1)?.query['access_key']).toBe('another-key-000000');
    });
  });

  test('sync reports what changed, and --out writes a snapshot that --snapshot reads', async () => {
    await at({ organisation }, async ({ double, klarify, folder, env }) => {
      await klarify('sync');
      const [first, second] = double.state.list();
      if (first === undefined || second === undefined) throw new Error('the organisation is empty');
      double.state.archive(first.id);
      double.state.rename(second.id, 'A New Name');
      double.state.insert({ id: 999_999, name: 'Brand New', updatedAt: '2026-11-20T00:00:00Z' });
      const out = join(folder, 'snapshot.json');
      const synced = await klarify('sync', '--format', 'json', '--out', out);
      expect(JSON.parse(synced.stdout)).toMatchObject({ added: 1, removed: 1 });
      expect(JSON.parse(synced.stdout).changed).toBeGreaterThanOrEqual(1);
      const fromFile = await runCli(['list', '--snapshot', out, '--format', 'json']);
      const fromStore = await runCli(['list', '--format', 'json'], { env });
      expect(JSON.parse(fromFile.stdout).procedures).toEqual(JSON.parse(fromStore.stdout).procedures);
      const [folderName] = (await readdir(join(folder, 'store'))).filter((name) => name !== 'salt');
      for (const name of await readdir(join(folder, 'store', folderName ?? ''))) {
        const { mode } = await stat(join(folder, 'store', folderName ?? '', name));
        expect(mode & 0o777).toBe(0o600);
      }
    });
  });

  test('the key may come from a file or from standard input', async () => {
    await at({ organisation }, async ({ double, env }) => {
      const { KLARIFY_ACCESS_KEY: _, ...keyless } = env;
      const synced = await runCli(['sync', '--access-key-file', '-'], {
        env: keyless,
        stdin: `${double.accessKey}\n`,
      });
      expect(synced.status, synced.stderr).toBe(0);
    });
  });

  test('an empty organisation is an answer', async () => {
    await at({ organisation: [] }, async ({ klarify }) => {
      expect((await klarify('sync')).status).toBe(0);
      expect((await klarify('orphans')).status).toBe(0);
    });
  });

  test('--verbose shows the requests, the key masked', async () => {
    await at({ organisation }, async ({ double, klarify }) => {
      const { stderr } = await klarify('sync', '--verbose');
      expect(stderr).toMatch(/GET .*access_key=\*\*\*/);
      expect(stderr).not.toContain(double.accessKey);
    });
  });
});

describe('before anything is asked', () => {
  test('--out is looked at: where it cannot be written, nothing is fetched', async () => {
    await at({ organisation }, async ({ double, klarify, folder }) => {
      for (const out of [folder, join(folder, 'no', 'such', 'folder.json')]) {
        const { status, stderr } = await klarify('sync', '--out', out);
        expect(status, stderr).toBe(2);
        expect(stderr).toContain(`error: Cannot write ${out}: `);
      }
      expect(double.requests).toEqual([]);
    });
  });

  test('without a key, an endpoint that is named but not asked is told of', async () => {
    await at({ organisation }, async ({ klarify, run, keyless }) => {
      await klarify('sync');
      const other = 'https://other.invalid/api';
      const list = await runCli(['list'], { env: { ...keyless, KLARIFY_API_URL: other } });
      expect(list.status).toBe(0);
      expect(list.stderr).toContain(`warning: Without an access key ${other} is not asked.`);
      const same = await run(['list'], { env: { KLARIFY_ACCESS_KEY: '' } });
      expect(same.stderr).not.toContain('is not asked');
    });
  });
});

describe('--allow-incomplete', () => {
  test('every command on the snapshot says what could not be proved', async () => {
    await at({ organisation, dialect: 'a' }, async ({ double, klarify, run }) => {
      double.setFault({ fault: { kind: 'total-count', value: 300 } });
      const refused = await klarify('sync');
      expect(refused.status).toBe(3);
      const synced = await klarify('sync', '--allow-incomplete', '--format', 'json');
      expect(synced.status, synced.stderr).toBe(0);
      const asked = double.requests.length;
      for (const command of ['list', 'orphans', 'cycles', 'stats']) {
        const { stdout, stderr } = await run([command, '--format', 'json'], {
          env: { KLARIFY_ACCESS_KEY: '' },
        });
        expect(JSON.parse(stdout).source.complete).toBe(false);
        expect(JSON.parse(stdout).diagnostics[0]).toMatchObject({
          code: 'incomplete-snapshot',
          message: expect.stringMatching(/incomplete \(.*300.*\)/),
        });
        expect(stderr).toMatch(/warning: incomplete-snapshot: .*300/);
      }
      expect(double.requests.length).toBe(asked);
    });
  });
});

describe('sync --incremental', () => {
  test('a time without a zone may be hours earlier: the margin is that much wider', async () => {
    const zoneless = organisation.map((each) => ({ ...each, updatedAt: '2026-03-01T10:00:00' }));
    await at({ organisation: zoneless, dialect: 'a' }, async ({ double, klarify }) => {
      await klarify('sync');
      const asked = double.requests.length;
      const synced = await klarify('sync', '--incremental');
      expect(synced.status, synced.stderr).toBe(0);
      expect(double.requests[asked]?.query['last_updated_at']).toBe('2026-02-28T19:59:59.000Z');
    });
  });

  test.each(['a', 'b'] as const)(
    'fetches what was modified, and says what it cannot see (dialect %s)',
    async (dialect) => {
      await at({ organisation, dialect }, async ({ double, klarify, env }) => {
        await klarify('sync');
        const [first] = double.state.list();
        double.state.edit(first?.id ?? 0, { owner: { id: 1, job_title: 'Newly Appointed' } });
        const asked = double.requests.length;
        const synced = await klarify('sync', '--incremental', '--format', 'json');
        expect(synced.status, synced.stderr).toBe(0);
        expect(double.requests.length - asked).toBeLessThan(6);
        expect(double.requests[asked]?.query['last_updated_at']).toBeDefined();
        const report = JSON.parse(synced.stdout);
        expect(report).toMatchObject({ added: 0, changed: 1, removed: 0, complete: false });
        expect(report.source).toMatchObject({ mode: 'incremental', procedures: 250 });
        expect(report.source.fullSyncAt).toMatch(/^\d{4}-/);
        expect(synced.stderr).toMatch(/incremental-snapshot: .*deleted procedures/);
        const list = await runCli(['list', 'owner:"newly appointed"', '--format', 'json'], { env });
        expect(JSON.parse(list.stdout).count).toBe(1);
        expect(JSON.parse(list.stdout).diagnostics[0].code).toBe('incremental-snapshot');
      });
    },
  );

  test.each<[string, (double: KlarifyDouble) => void, readonly string[], RegExp]>([
    ['nothing is stored', () => undefined, [], /no snapshot is stored yet/],
    [
      'the totals disagree',
      (double) => double.state.archive(double.state.list()[3]?.id ?? 0),
      [],
      /the list has 249/,
    ],
    ['the last full pull is too old', () => undefined, ['--max-full-age', '0'], /too old/],
  ])('falls back to a full pull when %s', async (what, change, args, message) => {
    await at({ organisation, dialect: 'a' }, async ({ double, klarify }) => {
      if (what !== 'nothing is stored') await klarify('sync');
      change(double);
      const synced = await klarify('sync', '--incremental', ...args, '--format', 'json');
      expect(synced.stderr).toMatch(message);
      expect(JSON.parse(synced.stdout)).toMatchObject({ complete: true, source: { mode: 'full' } });
    });
  });

  test('falls back to a full pull when a changed record names what is not stored', async () => {
    await at({ organisation, dialect: 'b' }, async ({ double, klarify }) => {
      await klarify('sync');
      const target = double.state.list()[5];
      double.state.edit(target?.id ?? 0, { calledFrom: [77_777_777] });
      const synced = await klarify('sync', '--incremental', '--format', 'json');
      expect(synced.stderr).toMatch(/names .*which is not stored/);
      expect(JSON.parse(synced.stdout)).toMatchObject({ complete: true });
    });
  });
});
