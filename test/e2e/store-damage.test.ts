import { readFile, truncate, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { at, organisation, type Place, recordsOf } from './at-double.js';
import { byId, expectNoStack, expectOneError, recordsIn } from './fault-row.js';
import { runCli } from './run-cli.js';
import { snapshotsIn } from './stored.js';

type Damage = (path: string) => Promise<void>;

/** Flips the lowest bit of the byte that stands so far into the file; from its end when negative. */
function flipAt(choose: (bytes: Buffer) => number): Damage {
  return async (path) => {
    const bytes = await readFile(path);
    const position = choose(bytes);
    bytes[position] = (bytes[position] ?? 0) ^ 1;
    await writeFile(path, bytes);
  };
}

const DAMAGES: readonly (readonly [string, Damage])[] = [
  ['a bit of the first byte', flipAt(() => 0)],
  // Of the milliseconds, so that it still is young enough to serve.
  ['a bit of the time in the head', flipAt((bytes) => bytes.indexOf('"fetchedAt":"20') + 35)],
  ['a bit of what completes the head', flipAt((bytes) => bytes.indexOf(10) - 1)],
  ['a bit of a name in the middle', flipAt((bytes) => bytes.indexOf('"name":"', bytes.length / 2) + 9)],
  ['a bit of the checksum', flipAt((bytes) => bytes.length - 10)],
  ['a bit of the count', flipAt((bytes) => bytes.lastIndexOf('"count":') + 9)],
  ['the second half', async (path) => truncate(path, Math.floor((await readFile(path)).length / 2))],
  ['all of it', (path) => truncate(path, 0)],
];

async function withDamaged(
  damage: Damage,
  use: (place: Place, path: string) => Promise<void>,
): Promise<void> {
  await at({ organisation }, async (place) => {
    expect((await place.klarify('sync')).status).toBe(0);
    const [path = ''] = await snapshotsIn(place.store);
    await damage(path);
    await use(place, path);
  });
}

describe.concurrent.each(DAMAGES)('a stored snapshot that lost %s', (_name, damage) => {
  test('is named by a command without a key, which ends with 3', () =>
    withDamaged(damage, async ({ keyless }, path) => {
      const run = await runCli(['list'], { env: keyless });
      expect(run.status, run.stderr).toBe(3);
      expect(run.stdout).toBe('');
      expectOneError(run, /The snapshot .* is damaged: .*sync again/);
      expect(run.stderr).toContain(path);
    }));

  test('is named once by a command with a key, and replaced', () =>
    withDamaged(damage, async ({ klarify, keyless, double, store }, path) => {
      const asked = double.requests.length;
      const run = await klarify('list', '--format', 'json');
      expect(run.status, run.stderr).toBe(0);
      expectNoStack(run);
      expect(double.requests.length).toBeGreaterThan(asked);
      expect(JSON.parse(run.stdout)).toMatchObject({ count: 250, source: { kind: 'api', complete: true } });
      const newest = (await snapshotsIn(store)).filter((stored) => stored !== path).at(-1) ?? '';
      expect(await recordsIn(newest)).toEqual(byId(await recordsOf(double)));
      const offline = await runCli(['list', '--format', 'json'], { env: keyless });
      expect(offline.status, offline.stderr).toBe(0);
      expect(JSON.parse(offline.stdout).count).toBe(250);
      const named = run.stderr.split('\n').filter((line) => line.includes('is damaged'));
      expect(named, run.stderr).toHaveLength(1);
      expect(named[0]).toMatch(/^warning: .* It is not used\.$/);
      expect(named[0]).toContain(path);
    }));
});

describe.concurrent('sync beside a damaged snapshot', () => {
  test.each(DAMAGES.filter((_, index) => index % 3 === 0))('that lost %s', (_name, damage) =>
    withDamaged(damage, async ({ klarify, store }, path) => {
      const run = await klarify('sync', '--format', 'json');
      expect(run.status, run.stderr).toBe(0);
      expect(run.stderr).toMatch(/^warning: The snapshot .* is damaged: .* It is not used\.$/m);
      expect(JSON.parse(run.stdout)).toMatchObject({ added: 250, changed: 0, removed: 0 });
      expect((await snapshotsIn(store)).some((stored) => stored !== path)).toBe(true);
      const listed = await klarify('snapshots', '--format', 'json');
      expect(listed.status, listed.stderr).toBe(0);
    }),
  );
});

describe.concurrent('a snapshot of a newer version', () => {
  const newer: Damage = async (path) => {
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"formatVersion":1', '"formatVersion":2'));
  };
  const said = /has format version 2, this klarify-graph reads up to 1\. Update klarify-graph\./;

  test('is named without a key, with the remedy', () =>
    withDamaged(newer, async ({ keyless }) => {
      const run = await runCli(['list'], { env: keyless });
      expect(run.status, run.stderr).toBe(3);
      expectOneError(run, said);
    }));

  test('is named with a key, and left for the newer version', () =>
    withDamaged(newer, async ({ klarify, store }, path) => {
      const before = await readFile(path);
      const run = await klarify('sync');
      expect(run.status, run.stderr).toBe(0);
      expect(run.stderr).toMatch(said);
      expect(await snapshotsIn(store)).toHaveLength(2);
      expect((await readFile(path)).equals(before)).toBe(true);
    }));

  test('is named when read with --snapshot', () =>
    withDamaged(newer, async (_place, path) => {
      const run = await runCli(['list', '--snapshot', path]);
      expect(run.status).toBe(3);
      expectOneError(run, said);
    }));
});
