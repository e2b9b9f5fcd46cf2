import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import {
  type Dialect,
  type DoubleOptions,
  type EnvelopeLie,
  generateOrganisation,
  type RecordPatch,
} from '../double/index.js';
import { organisation } from './at-double.js';
import {
  expectBounded,
  expectNoStack,
  expectRefused,
  expectSynced,
  type Outcome,
  recordsIn,
  underFault,
} from './fault-row.js';
import { AWKWARD_KEY, PLAIN_KEY } from './keys.js';

/** Two pages, both of them full. */
const full = generateOrganisation({ procedures: 200, seed: 11 });
const INCOMPLETE = /could not be shown to be complete: .*Try again .*--allow-incomplete/;

describe.concurrent('a server that lies is found out', () => {
  test.each<[string, EnvelopeLie, readonly Dialect[], RegExp, DoubleOptions?]>([
    [
      'the last page again and again',
      { kind: 'has-next-always', mode: 'same-page' },
      ['a', 'b'],
      /page 2 holds 50/,
    ],
    [
      'the last page again and again, which is full',
      { kind: 'has-next-always', mode: 'same-page' },
      ['a', 'b'],
      /page 2 repeats procedures of earlier pages/,
      { organisation: full },
    ],
    ['empty pages for ever', { kind: 'has-next-always', mode: 'empty-pages' }, ['a', 'b'], /page 2 holds 50/],
    [
      'empty pages for ever after a full one',
      { kind: 'has-next-always', mode: 'empty-pages' },
      ['a', 'b'],
      /page 2 is empty although/,
      { organisation: full },
    ],
    [
      'an end too early',
      { kind: 'has-next-false-at', page: 0 },
      ['a'],
      /page 0 is said to be the last .* 250/,
    ],
    [
      'an end one page too early',
      { kind: 'has-next-false-at', page: 1 },
      ['a'],
      /page 1 is said to be the last/,
    ],
    ['a total too small', { kind: 'total-count', value: 240 }, ['a', 'b'], /should be 240 .*but 250 came/],
    ['a total of 0', { kind: 'total-count', value: 0 }, ['a'], /should be 0 .*but 250 came/],
    ['a total too large', { kind: 'total-count', value: 260 }, ['a', 'b'], /should be 260 .*but 250 came/],
    ['a total far too large', { kind: 'total-count', value: 1e9 }, ['a'], /should be 1000000000 procedures/],
    ['the page number ignored', { kind: 'ignore-page' }, ['a', 'b'], /page 1 repeats procedures of earlier/],
    ['duplicates across pages', { kind: 'duplicate-across-pages' }, ['b'], /page 1 holds 101/],
  ])('%s', async (_name, fault, dialects, message, options = {}) => {
    for (const dialect of dialects) {
      const row = { fault: { fault }, options: { organisation, dialect, ...options } };
      await underFault(dialect === 'a' ? PLAIN_KEY : AWKWARD_KEY, row, async (outcome) => {
        expectRefused(outcome, INCOMPLETE);
        expect(outcome.run.stderr).toMatch(message);
      });
    }
  });

  test('duplicates across pages beside a totalCount: refused, or told apart', () =>
    underFault(PLAIN_KEY, { fault: { fault: { kind: 'duplicate-across-pages' } } }, async (outcome) => {
      if (outcome.run.status === 3) expectRefused(outcome, INCOMPLETE);
      else await expectSynced(outcome);
    }));
});

describe.concurrent('a lie that does no harm ends in the right snapshot', () => {
  const warned = /warning: unreadable-total: .* sent a totalCount that is no number of procedures/;
  test.each<[string, EnvelopeLie, RegExp | undefined]>([
    ['no totalCount', { kind: 'total-count', value: undefined }, undefined],
    ['a totalCount of null', { kind: 'total-count', value: null }, undefined],
    ['a totalCount that is a string of digits', { kind: 'total-count', value: '250' }, undefined],
    ['a totalCount that is a word', { kind: 'total-count', value: 'many' }, warned],
    ['a negative totalCount', { kind: 'total-count', value: -1 }, warned],
    ['a totalCount with a fraction', { kind: 'total-count', value: 250.5 }, warned],
    ['a totalCount that is an object', { kind: 'total-count', value: { of: 250 } }, warned],
  ])('%s', (_name, fault, warning) =>
    underFault(AWKWARD_KEY, { fault: { fault } }, async (outcome) => {
      if (warning !== undefined) expect(outcome.run.stderr).toMatch(warning);
      await expectSynced(outcome);
    }),
  );

  test.each(['a', 'b'] as const)('a page size capped below what was asked (dialect %s)', (dialect) =>
    underFault(AWKWARD_KEY, { options: { organisation, dialect, maxPageSize: 40 }, pages: 7 }, expectSynced),
  );
});

/** Everything the server sent is in the snapshot as it came, and the commands still answer. */
async function expectKeptAsSent(outcome: Outcome, patch: RecordPatch): Promise<void> {
  const { run, place, out } = outcome;
  expect(run.status, run.stderr).toBe(0);
  expectNoStack(run);
  expectBounded(outcome);
  const sent = organisationAfter(outcome).map((record) => patch(structuredClone(record)));
  const kept = await recordsIn(out);
  expect(kept).toHaveLength(sent.length);
  expect(new Set(kept.map(canonical))).toEqual(new Set(sent.map(canonical)));
  const list = await place.klarify('list', '--format', 'json', '--snapshot', out);
  expect(list.status, list.stderr).toBe(0);
}

function organisationAfter({ place }: Outcome): Record<string, unknown>[] {
  return plainRecords.get(place.double) ?? [];
}

const plainRecords = new WeakMap<object, Record<string, unknown>[]>();

function canonical(record: unknown): string {
  return JSON.stringify(record);
}

describe.concurrent('fields null or of the wrong type are kept, and named where they matter', () => {
  test.each<[string, 'null-fields' | 'wrong-type-fields', RecordPatch, readonly string[]]>([
    [
      'null lists',
      'null-fields',
      (record) => ({ ...record, lanes: null, called_from: null, called_within: null }),
      [],
    ],
    ['null texts', 'null-fields', (record) => ({ ...record, owner: null, status: null, url: null }), []],
    ['null names', 'null-fields', (record) => ({ ...record, name: null }), []],
    [
      'no id',
      'null-fields',
      (record) => (String(record['id']).endsWith('7') ? { ...record, id: null } : record),
      ['invalid-record'],
    ],
    [
      'lists that are numbers',
      'wrong-type-fields',
      (record) => ({ ...record, lanes: 5, called_from: 7 }),
      ['invalid-field'],
    ],
    [
      'texts that are objects',
      'wrong-type-fields',
      (record) => ({ ...record, name: {}, owner: [[]], updated_at: 3 }),
      [],
    ],
    [
      'records that are none',
      'wrong-type-fields',
      (record) => (String(record['id']).endsWith('3') ? 'gone' : record),
      ['invalid-record'],
    ],
  ])('%s', async (_name, kind, patch, codes) => {
    await underFault(
      PLAIN_KEY,
      { options: { organisation }, fault: { fault: { kind, patch } } },
      async (outcome) => {
        await expectKeptAsSent(outcome, patch);
        for (const code of codes) expect(outcome.run.stderr).toMatch(new RegExp(`^warning: ${code}: `, 'm'));
        expect(await readFile(outcome.out, 'utf8')).toMatch(/"complete":true/);
      },
      async ({ double, run }, args) => {
        const query = new URLSearchParams({ access_key: double.accessKey, pageSize: '1000' });
        double.clearFaults();
        const response = await fetch(`${double.url}?${query}`);
        const page = (await response.json()) as { data: Record<string, unknown>[] };
        plainRecords.set(double, page.data);
        double.setFault({ fault: { kind, patch } });
        return run(args);
      },
    );
  });
});
