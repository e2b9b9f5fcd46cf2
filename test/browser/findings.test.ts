import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { record, SMALL_ORGANISATION } from './organisations.js';
import { idsWithin, klarifyGraph, runCli } from './run-cli.js';

const opener = useOpener();
let html: string;
let folder: string;
beforeAll(async () => {
  html = klarifyGraph('export', '--format', 'html');
  folder = await mkdtemp(join(tmpdir(), 'klarify-graph-findings-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Chooses the first procedure of a list in the middle, and waits for the drawing of it. */
async function focusFirst(page: Page, list: string): Promise<void> {
  const item = page.getByRole('main').locator(`${list} [data-procedure-id]`).first();
  const id = await item.getAttribute('data-procedure-id');
  await item.getByRole('link').first().click();
  await page.locator(`[data-testid=focus][data-procedure-id="${id}"]`).waitFor();
}

describe('the lists in the middle', () => {
  test('orphans stand under their reasons, as the CLI says, and lead into focus', async () => {
    const { orphans } = JSON.parse(klarifyGraph('orphans', '--exit-zero', '--format', 'json'));
    const { page } = await opener.openHtml(html, { hash: '#/orphans' });
    await page.getByRole('heading', { name: `${orphans.length} orphans` }).waitFor();
    for (const reason of ['isolated', 'uncalled', 'unreachable'])
      expect(await idsWithin(page, `[data-testid=orphans-${reason}]`)).toEqual(
        orphans
          .filter((orphan: { reason: string }) => orphan.reason === reason)
          .map(({ id }: { id: string }) => id),
      );
    await focusFirst(page, '[data-testid=orphans-uncalled]');
    await page.goBack();
    await page.getByTestId('orphans').waitFor();
  });

  test('ambiguous references and missing procedures lead to those that name them', async () => {
    const { page } = await opener.open(
      [
        ...SMALL_ORGANISATION,
        record('t1', 'Twin'),
        record('t2', 'Twin', { owner: null }),
        record('x', 'Named by name', { callers: ['Twin'] }),
      ],
      { hash: '#/ambiguous' },
    );
    const card = page.getByTestId('ambiguous').locator('.card');
    expect(await idsWithin(page, '[data-testid=ambiguous] .card')).toEqual(['x', 't1', 't2']);
    await card.getByRole('link', { name: 'Named by name' }).click();
    await page.locator('[data-testid=focus][data-procedure-id=x]').waitFor();
    await page.getByTestId('tab-missing').click();
    await page.getByTestId('missing').getByRole('link', { name: 'Ship Order' }).click();
    await page.locator('[data-testid=focus][data-procedure-id="5"]').waitFor();
  });
});

test('a cycle says whom to ask before its suggested cut, and marks the cut in words', async () => {
  const { cycles } = JSON.parse(klarifyGraph('cycles', '--exit-zero', '--format', 'json'));
  const [{ cut, procedures }] = cycles;
  const ownerOf = new Map(
    procedures.map(({ id, owner }: { id: string; owner: string | null }) => [id, owner ?? 'No owner']),
  );
  const asked = new Set(
    cut.flatMap(({ caller, callee }: { caller: string; callee: string }) => [
      ownerOf.get(caller),
      ownerOf.get(callee),
    ]),
  );
  const { page } = await opener.openHtml(html, { hash: '#/cycles' });
  const owners = page.getByTestId('cut-owners').locator('li > bdi');
  await owners.first().waitFor();
  expect(new Set(await owners.allTextContents())).toEqual(asked);
  await page.getByText('suggested cut', { exact: true }).waitFor();
});

test('the changes tell the cycles and orphans that came and went, and whom to notify', async () => {
  const before = [
    record(1, 'Start', { type: 'PROCESS_MODEL', owner: 'Ada' }),
    record(2, 'Middle', { callers: [1], owner: 'Bert' }),
    record(3, 'End', { callers: [2], owner: 'Cleo' }),
    record(4, 'Gone', { callers: [3] }),
  ];
  const after = [
    record(1, 'Start', { type: 'PROCESS_MODEL', owner: 'Ada' }),
    record(2, 'Middle', { callers: [1, 3], owner: 'Bert' }),
    record(3, 'End', { callers: [2], owner: 'Cleo' }),
    record(5, 'Alone', { owner: null }),
  ];
  const [earlier, later] = [join(folder, 'before.json'), join(folder, 'after.json')];
  await writeFile(earlier, JSON.stringify(before));
  await writeFile(later, JSON.stringify(after));
  const diff = JSON.parse(runCli('diff', earlier, later, '--format', 'json'));
  const page = await opener
    .openHtml(runCli('--snapshot', later, 'export', '--format', 'html', '--since', earlier), {
      hash: '#/changes',
    })
    .then((opened) => opened.page);
  expect(diff.cycles.gained).toHaveLength(1);
  await page.getByRole('heading', { name: '1 cycle gained' }).waitFor();
  expect(await page.getByTestId('cycles-gained').textContent()).toContain('End');
  expect(await page.getByTestId('cycles-lost').count()).toBe(0);
  expect(await idsWithin(page, '[data-testid=orphans-gained]')).toEqual(
    diff.orphans.gained.map(({ id }: { id: string }) => id),
  );
  const owners = await page
    .getByTestId('changes-owners')
    .locator('li')
    .evaluateAll((items) =>
      items.map((item) => `${item.querySelector('bdi')?.textContent} ${item.getAttribute('data-count')}`),
    );
  expect(owners).toEqual(
    diff.impact.owners.map(
      ({ owner, count }: { owner: string | null; count: number }) => `${owner ?? 'No owner'} ${count}`,
    ),
  );
  expect(owners.length).toBeGreaterThan(0);
});
