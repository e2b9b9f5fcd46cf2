import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Dialect, KlarifyDouble } from '../double/index.js';
import { organisation, type Place, recordsOf } from './at-double.js';
import { expectRefused, type Outcome, recordsIn, underFault } from './fault-row.js';
import { AWKWARD_KEY, expectNoKey, expectNoKeyIn, PLAIN_KEY } from './keys.js';

type Change = (double: KlarifyDouble, turn: number) => void;

const edit: Change = ({ state }, turn) => {
  const list = state.list();
  const target = list[(turn * 37) % list.length];
  state.edit(target?.id ?? 0, { owner: { id: 2, job_title: `Successor ${turn}` } });
};
const insert: Change = ({ state }, turn) =>
  state.insert({ id: 800_000 + turn, name: `Aardvark ${turn}`, updatedAt: '2026-01-01T00:00:00Z' });
const archive: Change = ({ state }, turn) => state.archive(state.list()[turn % 5]?.id ?? 0);
const swap: Change = (double, turn) => {
  archive(double, turn);
  insert(double, turn);
};
const move: Change = ({ state }, turn) => {
  const list = state.list();
  state.rename(list[(turn * 53) % list.length]?.id ?? 0, `Zz moved ${turn}`);
};

const CHANGES: readonly (readonly [string, Change])[] = [
  ['an edit', edit],
  ['a new procedure', insert],
  ['a deleted procedure', archive],
  ['one deleted and one new', swap],
  ['a renamed procedure', move],
];

type Digest = string;
const digestOf = (records: readonly unknown[]): Digest =>
  createHash('sha256')
    .update(JSON.stringify(records.map((record) => JSON.stringify(record)).sort()))
    .digest('hex');

/** Syncs while the organisation changes before the answers to the chosen requests, counted from 1. */
function changing(change: Change, chosen: (request: number) => boolean) {
  return async ({ double, run }: Place, args: readonly string[]) => {
    const first = double.requests.length;
    const stop = double.onRequest((_request, index) => {
      if (chosen(index - first + 1)) change(double, index - first + 1);
    });
    try {
      return await run(args);
    } finally {
      stop();
    }
  };
}

/** The snapshot is the list as it stands after the change or, where that is allowed, as it stood before it. */
async function expectState({ run, out, place, requests }: Outcome, before?: Digest): Promise<void> {
  expect(run.status, run.stderr).toBe(0);
  expect(requests.length).toBeLessThanOrEqual(32);
  const now = digestOf(await recordsOf(place.double));
  expect([now, before]).toContain(digestOf(await recordsIn(out)));
  expect(await readFile(out, 'utf8')).toContain('"complete":true');
}

const refusal = /could not be shown to be complete: .*Try again at a quieter time.*--allow-incomplete/;

describe.concurrent.each<[Dialect, typeof CHANGES]>([
  ['a', CHANGES],
  ['b', CHANGES.filter(([, change]) => change === edit || change === swap)],
])('the list changes once (dialect %s)', (dialect, changes) => {
  const options = { organisation, dialect };
  // The first pass asks for pages 0, 1 and 2.
  test.each(changes)('%s within the first pass is repaired', (_name, change) =>
    underFault(
      PLAIN_KEY,
      { options },
      async (outcome) => expectState(outcome),
      changing(change, (request) => request === 2),
    ),
  );

  test.each(changes)(
    '%s within the confirming pass is repaired or refused, never missed',
    async (_name, change) => {
      let before: Digest = '';
      await underFault(
        PLAIN_KEY,
        { options },
        async (outcome) => {
          if (outcome.run.status === 3) expectRefused(outcome, refusal);
          else await expectState(outcome, before);
        },
        async (place, args) => {
          before = digestOf(await recordsOf(place.double));
          return changing(change, (request) => request === 6)(place, args);
        },
      );
    },
  );
});

describe.concurrent.each(CHANGES.filter(([, change]) => change !== insert && change !== archive))(
  '%s before every answer',
  (_name, change) => {
    test('is refused, and everything stays as it was', () =>
      underFault(
        AWKWARD_KEY,
        {},
        async (outcome) => expectRefused(outcome, refusal),
        changing(change, () => true),
      ));

    test('is stored with --allow-incomplete, marked, and every command warns', () =>
      underFault(
        AWKWARD_KEY,
        { args: ['--allow-incomplete'] },
        async ({ run, out, place, requests }) => {
          expect(run.status, run.stderr).toBe(0);
          expect(requests.length).toBeLessThanOrEqual(32);
          expect(run.stderr).toMatch(/^warning: incomplete-snapshot: /m);
          expect(await readFile(out, 'utf8')).toContain('"complete":false');
          const asked = place.double.requests.length;
          const list = await place.klarify('list', '--format', 'json');
          expect(place.double.requests.length, 'served from the store').toBe(asked);
          expect(list.status).toBe(0);
          expect(list.stderr).toMatch(/^warning: incomplete-snapshot: The snapshot is incomplete/m);
          const report = JSON.parse(list.stdout);
          expect(report.source).toMatchObject({ kind: 'api', complete: false });
          expect(report.diagnostics[0].code).toBe('incomplete-snapshot');
          expectNoKey(list.stdout + list.stderr, AWKWARD_KEY, 'the output');
          await expectNoKeyIn(place.folder, AWKWARD_KEY);
          expect(await storedIn(place)).toHaveLength(2);
        },
        changing(change, () => true),
      ));
  },
);

async function storedIn({ store }: Place): Promise<string[]> {
  const names = await readdir(store);
  const folder = names.find((name) => name !== 'salt') ?? '';
  return (await readdir(join(store, folder))).filter((name) => name.endsWith('.json'));
}
