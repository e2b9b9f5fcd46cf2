import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { DoubleOptions, FaultRule, LoggedRequest } from '../double/index.js';
import { at, organisation, type Place, recordsOf } from './at-double.js';
import { AWKWARD_KEY, contentsOf, expectNoKey, expectNoKeyIn, PLAIN_KEY } from './keys.js';
import type { RunResult } from './run-cli.js';

/** Both kinds of key: of a row that names its own, or of all rows by turns. */
export const KEYS = [
  ['a plain key', PLAIN_KEY],
  ['a key that needs encoding', AWKWARD_KEY],
] as const;

export interface Row {
  readonly options?: DoubleOptions;
  /** Switched on once a snapshot is stored. */
  readonly fault?: FaultRule | undefined;
  readonly args?: readonly string[];
  /** Pages of the list; 3 unless told. */
  readonly pages?: number;
}

/** What a sync came to, and whether the snapshot that was there before is still there. */
export interface Outcome {
  readonly place: Place;
  readonly run: RunResult;
  readonly out: string;
  /** Those of the second sync alone. */
  readonly requests: readonly LoggedRequest[];
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  readonly pages: number;
}

/**
 * Stores a snapshot from a healthy server, changes the organisation, then syncs again under a fault; `check` looks at
 * what came of it. `instead` replaces that second sync.
 */
export async function underFault(
  key: string,
  row: Row,
  check: (outcome: Outcome) => Promise<void>,
  instead?: (place: Place, args: readonly string[]) => Promise<RunResult>,
): Promise<void> {
  await at({ organisation, accessKey: key, ...row.options }, async (place) => {
    const { double, folder } = place;
    const out = join(folder, 'out.json');
    const args = ['sync', '--out', out, ...(row.args ?? [])];
    const healthy = await place.klarify('sync', '--out', out);
    expect(healthy.status, healthy.stderr).toBe(0);
    // Else the bytes would stay the same whatever the second sync did.
    const first = double.state.list()[0];
    if (first !== undefined) double.state.edit(first.id, { owner: { id: 1, job_title: 'Newly Appointed' } });
    const before = await contentsOf(folder);
    const asked = double.requests.length;
    double.setFault(row.fault);
    const run = await (instead ?? ((_, theirs) => place.run(theirs)))(place, args);
    const requests = double.requests.slice(asked);
    const after = await contentsOf(folder);
    expectNoKey(run.stdout + run.stderr, key, 'the output');
    await expectNoKeyIn(folder, key);
    await check({ place, run, out, requests, before, after, pages: row.pages ?? 3 });
  });
}

/** Refused: exit 3, one line with cause and remedy, few requests, and everything on disk as it was. */
export function expectRefused(outcome: Outcome, message: RegExp, requests?: number): void {
  const { run, before, after } = outcome;
  expect(run.status, run.stderr).toBe(3);
  expectOneError(run, message);
  expect(run.stdout).toBe('');
  expectBounded(outcome);
  expectTries(outcome.requests, 1);
  if (requests !== undefined) expect(outcome.requests.length, run.stderr).toBe(requests);
  expect(after, 'what was stored before').toEqual(before);
}

/** Done: exit 0, one more snapshot, and `--out` holds exactly what the server has. */
export async function expectSynced(outcome: Outcome): Promise<void> {
  const { run, before, after, out, place } = outcome;
  expect(run.status, run.stderr).toBe(0);
  expect(run.stdout).toMatch(/^Fetched \d+ procedures? with \d+ requests?:/);
  expectNoStack(run);
  expectBounded(outcome);
  expectTries(outcome.requests, 3);
  expect(Object.keys(after).length).toBe(Object.keys(before).length + 1);
  for (const [path, digest] of Object.entries(before))
    if (path !== 'out.json') expect(after[path]).toBe(digest);
  place.double.clearFaults();
  expect(await recordsIn(out)).toEqual(byId(await recordsOf(place.double)));
}

/** The records of a snapshot, in an order that does not hang on the server's. */
export async function recordsIn(path: string): Promise<unknown[]> {
  const { records } = JSON.parse(await readFile(path, 'utf8')) as { records: Record<string, unknown>[] };
  return byId(records);
}

export function byId(records: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  return records.toSorted((left, right) => Number(left['id']) - Number(right['id']));
}

/** One line that begins with `error:`, says what happened and what to do, and nothing that only a developer reads. */
export function expectOneError(run: RunResult, message: RegExp): void {
  const errors = run.stderr.split('\n').filter((line) => line !== '' && !line.startsWith('warning: '));
  expect(errors, run.stderr).toHaveLength(1);
  expect(errors[0]).toMatch(/^error: /);
  expect(errors[0]).toMatch(message);
  expect(errors[0], 'a remedy').toMatch(
    /\b(again|try|check|set|generate|update|remove|correct|name|is a proxy)\b/i,
  );
  expectNoStack(run);
}

export function expectNoStack({ stdout, stderr }: RunResult): void {
  expect(`${stdout}\n${stderr}`).not.toMatch(
    /^\s+at .*[:(]|node:internal|UnhandledPromise|has a defect|\[cause\]/m,
  );
}

export function expectBounded({ requests, pages }: Outcome): void {
  expect(requests.length).toBeLessThanOrEqual(4 * pages + 20);
}

/** At most four tries a request, and so many passes that each may ask for a page. */
function expectTries(requests: readonly LoggedRequest[], passes: number): void {
  const counts = new Map<number, number>();
  for (const { page } of requests) counts.set(page, (counts.get(page) ?? 0) + 1);
  expect(Math.max(0, ...counts.values())).toBeLessThanOrEqual(passes * 4);
}
