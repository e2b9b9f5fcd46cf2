import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { largeOrganisation, SMALL_ORGANISATION } from './organisations.js';
import { klarifyGraph, savedBy } from './run-cli.js';

const opener = useOpener();
let html: string;
/** Commands whose exit status says that they found something. */
const FINDS = new Set(['cycles', 'orphans']);
beforeAll(() => {
  html = klarifyGraph('export', '--format', 'html');
});

const hashOf = (page: Page) => new URL(page.url()).hash;
const ask = (command: string, ...args: string[]) =>
  JSON.parse(
    klarifyGraph(command, ...args, ...(FINDS.has(command) ? ['--exit-zero'] : []), '--format', 'json'),
  );

/** Name and count of each tile. */
function tilesOf(page: Page) {
  return page
    .getByTestId('tile')
    .evaluateAll((tiles) =>
      tiles.map(
        (tile) =>
          `${tile.querySelector('.tile-name')?.textContent} ${tile.querySelector('strong')?.textContent}`,
      ),
    );
}

describe('health at a glance', () => {
  test('says what the CLI says, and each line leads to its list', async () => {
    const stats = ask('stats');
    const { orphans } = ask('orphans');
    const { count: cycles } = ask('cycles');
    const { procedures } = ask('list');
    const { page, complaints } = await opener.openHtml(html);
    const ofReason = (reason: string) =>
      orphans.filter((orphan: { reason: string }) => orphan.reason === reason).length;
    const listed = procedures.filter(({ missing }: { missing: boolean }) => !missing);
    const unowned = listed.filter(({ owner }: { owner: string | null }) => !owner?.trim()).length;
    const lines: readonly (readonly [string, number, string, string])[] = [
      ['entry-points', stats.entryPoints, '#/overview/root', `${stats.entryPoints} root processes`],
      ['cycles', cycles, '#/cycles', 'A cycle of'],
      ['orphans', stats.orphans, '#/orphans', `${stats.orphans} orphans`],
      ['isolated', ofReason('isolated'), '#/orphans?problem=isolated', `${ofReason('isolated')} orphans`],
      ['uncalled', ofReason('uncalled'), '#/orphans?problem=uncalled', `${ofReason('uncalled')} orphans`],
      [
        'unreachable',
        ofReason('unreachable'),
        '#/orphans?problem=unreachable',
        `${ofReason('unreachable')} orphans`,
      ],
      ['missing', stats.missing, '#/missing', `${stats.missing} missing procedures`],
      ['ambiguous', 1, '#/ambiguous', '1 ambiguous reference'],
      ['unowned', unowned, '#/table?problem=unowned', `Showing ${unowned} of`],
    ];
    for (const [id, count, hash, shown] of lines) {
      const figure = page.getByTestId(`health-${id}`);
      await expect.poll(() => figure.textContent()).toBe(String(count));
      await figure.click();
      await expect.poll(() => hashOf(page)).toBe(hash);
      await expect.poll(() => page.getByRole('main').textContent()).toContain(shown);
      await page.goBack();
      await expect.poll(() => hashOf(page)).not.toBe(hash);
    }
    expect(complaints).toEqual([]);
  });

  test('stale is counted back from the fetch, by a threshold that the address keeps', async () => {
    const { page, graph } = await opener.open(
      [
        ...SMALL_ORGANISATION,
        { id: 'old', name: 'Old', updated_at: '2026-01-15T00:00:00Z' },
        { id: 'older', name: 'Older', updated_at: '2024-06-01T00:00:00Z' },
      ],
      { hash: '#/overview' },
    );
    expect(graph.listed).toBe(8);
    // Fetched on 2 November 2026.
    const stale = page.getByTestId('health-stale');
    await expect.poll(() => stale.textContent()).toBe('1');
    await page.getByTestId('stale-months').locator('[data-option="6"]').click();
    await expect.poll(() => stale.textContent()).toBe('2');
    expect(hashOf(page)).toBe('#/overview?stale-after=6');
    await page.getByText('Last updated before 2026-05-02').waitFor();
    await stale.click();
    await expect.poll(() => hashOf(page)).toBe('#/table?problem=stale&stale-after=6');
    await expect.poll(() => page.getByTestId('showing').textContent()).toBe('Showing 2 of 8 procedures');
    await page.goBack();
    await page.goBack();
    await expect.poll(() => stale.textContent()).toBe('1');
  });
});

describe('the tiles', () => {
  test('of communities are those of the CLI’s stats', async () => {
    const { communities } = ask('stats', '--top', '50');
    const { page } = await opener.openHtml(html, { hash: '#/overview/community' });
    await page.getByTestId('tile').first().waitFor();
    const shown = await tilesOf(page);
    const stated = communities.largest.map(
      ({ hub, size }: { hub: { name: string }; size: number }) => `${hub.name} ${size}`,
    );
    // Missing procedures take part in a community, but are no members of a tile.
    const missing = ask('stats').missing;
    const sizeOf = (tiles: readonly string[]) =>
      tiles.reduce((sum, tile) => sum + Number(/\d+$/.exec(tile)?.[0]), 0);
    expect(shown).toHaveLength(stated.length + 1);
    expect(sizeOf(shown)).toBe(sizeOf(stated) + communities.alone - missing);
    expect(shown[0]).toBe(stated[0]);
    expect(shown.at(-1)).toBe(`No community ${communities.alone}`);
    expect(await page.getByRole('main').textContent()).toContain(
      `Modularity ${communities.modularity.toFixed(2)}`,
    );
  });

  test('of root processes hold every procedure once, each at an entry point', async () => {
    const { page } = await opener.openHtml(html);
    await page.locator('[data-option=root]').click();
    await expect.poll(() => hashOf(page)).toBe('#/overview/root');
    const tiles = await tilesOf(page);
    expect(tiles.reduce((sum, tile) => sum + Number(/\d+$/.exec(tile)?.[0]), 0)).toBe(167);
    const { orphans, count } = ask('orphans');
    expect(count).toBe(orphans.length);
    expect(tiles.at(-1)).toBe(`No root process ${count}`);
    await page.getByTestId('tile').filter({ hasText: 'Lead to Cash' }).click();
    await expect.poll(() => page.getByTestId('group').locator('h2').textContent()).toBe('Lead to Cash');
    await page.goBack();
    await page.getByTestId('tile').first().waitFor();
  });

  test('show the calls of a chosen one, in words and numbers, and lead on to the next', async () => {
    const { page, complaints } = await opener.open(SMALL_ORGANISATION, { hash: '#/overview/lane' });
    await page.getByRole('link', { name: 'Calls of Sales with the others' }).click();
    await expect.poll(() => hashOf(page)).toBe('#/overview?calls=is%3DSales');
    const tile = (name: string) => page.getByTestId('tile').filter({ hasText: name });
    await expect.poll(() => tile('Finance').textContent()).toContain('← 1 call from it');
    expect(await tile('Logistics').textContent()).toContain('← 1 call from it');
    expect(await tile('No lane').textContent()).not.toContain('call');
    const details = page.getByTestId('group-details');
    expect(await details.getByTestId('calls-inside').textContent()).toBe('1 call inside');
    expect(await details.getByTestId('group-callees').locator('li').count()).toBe(2);
    await details.getByTestId('group-callees').getByRole('link', { name: 'Logistics' }).click();
    await expect.poll(() => details.locator('h2').textContent()).toBe('Logistics');
    expect(await details.getByTestId('calls-inside').textContent()).toBe(
      '0 calls inside, 1 from missing procedures',
    );
    await page.goBack();
    await expect.poll(() => details.locator('h2').textContent()).toBe('Sales');
    await details.getByRole('link', { name: 'Its procedures' }).click();
    await page.getByTestId('group').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('the matrix', () => {
  test('counts as the tiles do, is walked by arrow keys, and lists the calls of a cell', async () => {
    const { page, complaints } = await opener.openHtml(html, { hash: '#/overview/owner?as=matrix' });
    const matrix = page.getByRole('grid');
    await matrix.waitFor();
    const owners = await matrix.locator('tbody th').allInnerTexts();
    expect(owners).toHaveLength(18);
    await matrix.locator('td[tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    const strip = page.getByTestId('matrix-strip');
    await expect.poll(() => strip.textContent()).toBe(`${owners[1]} → ${owners[0]}: 3 calls`);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByTestId('calls-between').locator('li').count()).toBe(3);
    expect(hashOf(page)).toContain('as=matrix&calls=');
    const { nodes, edges } = JSON.parse(klarifyGraph('export', '--format', 'json'));
    type Attributes = { readonly id: string; readonly owner: string | null };
    const of = new Map<string, Attributes>(
      nodes.map(({ key, attributes }: { key: string; attributes: Attributes }) => [key, attributes]),
    );
    const expected = edges
      .filter(
        ({ source, target }: { source: string; target: string }) =>
          of.get(source)?.owner === owners[1] && of.get(target)?.owner === owners[0],
      )
      .map(
        ({ source, target }: { source: string; target: string }) =>
          `${of.get(source)?.id} ${of.get(target)?.id}`,
      );
    const shown = await page
      .getByTestId('calls-between')
      .locator('li')
      .evaluateAll((items) =>
        items.map((item) => `${item.getAttribute('data-caller-id')} ${item.getAttribute('data-callee-id')}`),
      );
    expect(shown.sort()).toEqual(expected.sort());
    expect(complaints).toEqual([]);
  });

  test('is saved as CSV with all pairs, also those that have no room', async () => {
    const { page } = await opener.open(largeOrganisation(400), {
      hash: '#/overview/owner?as=matrix',
      context: { acceptDownloads: true },
    });
    await page.getByRole('grid').waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const { text } = await savedBy(page, () => page.getByRole('menuitem', { name: 'Data (CSV)' }).click());
    const [head, ...rows] = text.trim().split('\n');
    expect(head).toBe('caller,callee,calls');
    const calls = await page.getByTestId('facts').textContent();
    const sum = rows.reduce((total, row) => total + Number(row.split(',')[2]), 0);
    expect(calls).toContain(`${sum.toLocaleString('en-US')} calls`);
  });

  test('says how many groups it shows and gathers the rest', async () => {
    const { page } = await opener.open(largeOrganisation(2000), { hash: '#/overview/owner?as=matrix' });
    const showing = page.getByTestId('matrix-showing');
    await expect.poll(() => showing.textContent()).toContain('Showing 20 of 211, the largest');
    const rows = page.getByRole('grid').locator('tbody tr');
    expect(await rows.count()).toBe(21);
    expect(await rows.last().locator('th').textContent()).toBe('191 other owners');
    await page.getByRole('button', { name: 'Show 40' }).click();
    await expect.poll(() => rows.count()).toBe(41);
  });
});
