import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { record } from './organisations.js';
import { exportedRows, idsWithin, runCli } from './run-cli.js';

const BEFORE = [
  record(1, 'Start', { type: 'PROCESS_MODEL', owner: 'Ada' }),
  record(2, 'Middle', { callers: [1], owner: 'Bert' }),
  record(3, 'End', { callers: [2], owner: 'Cleo' }),
  record(4, 'Gone', { callers: [3], owner: 'Cleo' }),
  record(6, 'Gone Too', { callers: [2], owner: 'Bert', lanes: ['Dépôt'] }),
];
const AFTER = [
  record(1, 'Start', { type: 'PROCESS_MODEL', owner: 'Ada' }),
  record(2, 'Middle', { callers: [1, 3], owner: 'Bert' }),
  record(3, 'End', { callers: [2], owner: 'Cleo' }),
  record(5, 'Alone', { owner: null }),
];

const opener = useOpener();
let folder: string;
let html: string;
let diff: ReturnType<typeof JSON.parse>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'klarify-graph-changes-'));
  const [earlier, later] = [join(folder, 'before.json'), join(folder, 'after.json')];
  writeFileSync(earlier, JSON.stringify(BEFORE));
  writeFileSync(later, JSON.stringify(AFTER));
  diff = JSON.parse(runCli('diff', earlier, later, '--format', 'json'));
  html = runCli('--snapshot', later, 'export', '--format', 'html', '--since', earlier);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function changesAt(query: string): Promise<Page> {
  const { page } = await opener.openHtml(html, { hash: `#/changes${query}` });
  await page.getByTestId('changes').waitFor();
  return page;
}

const callsIn = (page: Page, id: string) =>
  page
    .getByTestId(id)
    .locator('li')
    .evaluateAll((items) => items.map((item) => `${item.dataset['callerId']}>${item.dataset['calleeId']}`));

test('a filter hides what is gone by what it was, and says how much', async () => {
  const page = await changesAt('?owner=is%3DCleo');
  expect(await idsWithin(page, '[data-testid=changes-removed]')).toEqual(['4']);
  expect(await page.getByTestId('showing-removed').textContent()).toContain('Showing 1 of 2 removed');
  expect(await page.getByTestId('showing-added').textContent()).toContain('Showing 0 of 1 added');
  expect(await callsIn(page, 'calls-removed')).toEqual(['3>4']);
  expect(await page.getByTestId('showing-calls-removed').textContent()).toContain('Showing 1 of 2');
  await page.getByRole('heading', { name: '2 procedures removed' }).waitFor();
});

test.each([
  ['?text=depot', ['6']],
  ['?lane=is%3DOperations', ['4']],
  ['?status=is%3DPublished&type=is%3DTask', ['4', '6']],
  ['?problem=cycle', []],
  ['', ['4', '6']],
])('of what is gone, %j leaves %j', async (query, expected) => {
  const page = await changesAt(query);
  expect(await idsWithin(page, '[data-testid=changes-removed]')).toEqual(expected);
});

test('leaving out a kind of call changes nothing here, which is said', async () => {
  const all = await changesAt('');
  expect(await all.getByTestId('changes-all-calls').count()).toBe(0);
  const page = await changesAt('?without=call');
  expect(await page.getByTestId('changes-all-calls').textContent()).toContain('all calls');
  expect(await callsIn(page, 'calls-added')).toEqual(await callsIn(all, 'calls-added'));
});

test('all of it is saved, with the cycles, the orphans and whom to notify', async () => {
  const page = await changesAt('');
  const [head = '', ...rows] = await exportedRows(page);
  expect(head).toMatch(/^section,change,id,name,/);
  const of = (section: string, change = '') =>
    rows.filter((row) => row.startsWith(`${section},${change},`)).map((row) => row.split(',').slice(2));
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  expect(of('procedures', 'added').map(([id]) => id)).toEqual(ids(diff.procedures.added));
  expect(of('procedures', 'removed').map(([id]) => id)).toEqual(ids(diff.procedures.removed));
  expect(of('calls', 'removed')).toHaveLength(diff.calls.removed.length);
  expect(of('cycles', 'gained').map(([id]) => id)).toEqual(diff.cycles.gained.flat());
  expect(of('orphans', 'gained').map(([id]) => id)).toEqual(ids(diff.orphans.gained));
  expect(of('affected').map(([id]) => id)).toEqual(ids(diff.impact.procedures));
  const owner = head.split(',').indexOf('owner') - 2;
  const count = head.split(',').indexOf('count') - 2;
  expect(of('owners').map((cells) => `${cells[owner]} ${cells[count]}`)).toEqual(
    diff.impact.owners.map(
      (group: { owner: string | null; count: number }) => `${group.owner ?? ''} ${group.count}`,
    ),
  );
  expect(diff.impact.owners.length).toBeGreaterThan(0);
  expect(new Set(rows.map((row) => row.split(',').length))).toEqual(new Set([head.split(',').length]));
});

test('a filter leaves in the file what it leaves in the view, and whom to notify whole', async () => {
  const page = await changesAt('?owner=is%3DCleo');
  const [, ...rows] = await exportedRows(page);
  const removed = rows.filter((row) => row.startsWith('procedures,removed,'));
  expect(removed.map((row) => row.split(',')[2])).toEqual(['4']);
  expect(rows.filter((row) => row.startsWith('owners,'))).toHaveLength(diff.impact.owners.length);
});

test('a path leaves out of the file what a filter makes pale, but not its ends', async () => {
  const { page } = await opener.openHtml(html, { hash: '#/path/1/3' });
  await page.getByTestId('path-summary').waitFor();
  const idsIn = async () => (await exportedRows(page)).slice(1).map((row) => row.split(',')[1]);
  expect(await idsIn()).toEqual(['1', '2', '3']);
  await page.evaluate(() => {
    location.hash = '#/path/1/3?owner=is%3DAda';
  });
  await page.getByTestId('showing').waitFor();
  expect(await idsIn()).toEqual(['1', '3']);
});
