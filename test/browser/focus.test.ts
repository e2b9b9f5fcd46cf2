import { computeImpact } from '@klarify-graph/core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { largeOrganisation, record, SMALL_ORGANISATION } from './organisations.js';

const opener = useOpener();

const focusedId = (page: Page) => page.getByTestId('focus').getAttribute('data-procedure-id');
const detailsName = (page: Page) => page.getByTestId('procedure-name').textContent();
const idsIn = (page: Page, testId: string) =>
  page
    .getByTestId(testId)
    .locator('li')
    .evaluateAll((items) => items.map((item) => item.getAttribute('data-procedure-id')));

describe('search by keyboard', () => {
  test('/ leads to it, a typo is forgiven, enter focuses the procedure', async () => {
    const { page, complaints } = await opener.open(SMALL_ORGANISATION);
    await page.getByTestId('tile').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('aprove credit');
    await page.getByTestId('results').getByText('Approve Credit').waitFor();
    await page.keyboard.press('Enter');
    await page.getByTestId('focus').waitFor();
    expect(await focusedId(page)).toBe('4');
    expect(await detailsName(page)).toBe('Approve Credit');
    expect(new URL(page.url()).hash).toBe('#/focus/4');
    expect(complaints).toEqual([]);
  });

  test.each([
    ['id', '5', 'Ship Order'],
    ['owner', 'warehouse', 'Ship Order'],
    ['lane', 'logistics', 'Ship Order'],
    ['words in another order', 'order take', 'Take Order'],
    ['missing procedure', 'portal', 'Old Portal'],
  ])('finds by %s', async (_, query, name) => {
    const { page } = await opener.open(SMALL_ORGANISATION);
    await page.getByTestId('search').fill(query);
    expect(await page.getByRole('listbox').getByRole('option').first().textContent()).toContain(name);
  });

  test('arrow keys move, escape clears, and the count is honest', async () => {
    const { page } = await opener.open(largeOrganisation(600));
    await page.getByTestId('search').click();
    await page.keyboard.type('finance');
    expect(await page.getByTestId('search-count').textContent()).toBe('50 of 75 procedures');
    expect(await page.getByRole('listbox').getByRole('option').count()).toBe(50);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    const active = await page.getByTestId('search').getAttribute('aria-activedescendant');
    expect(await page.locator('[role=option][aria-selected=true]').getAttribute('id')).toBe(active);
    expect(active).toBe('search-result-1');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('listbox').getByRole('option').count()).toBe(0);
  });

  test('says so when nothing is found', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION);
    await page.getByTestId('search').fill('zzzz');
    expect(await page.getByTestId('search-count').textContent()).toContain('Nothing found');
  });
});

describe('the procedure in the middle', () => {
  test('its callers, callees and impact are those of the analysis', async () => {
    const { page, graph } = await opener.open(largeOrganisation(400), { hash: '#/focus/30' });
    const impact = computeImpact(graph, [graph.indexOf('30')!]);
    for (const direction of ['dependents', 'dependencies'] as const) {
      const side = impact[direction]!;
      expect(side.procedures.length).toBeGreaterThan(3);
      const count = await page.getByTestId(`${direction}-count`).textContent();
      expect(count?.replaceAll(',', '')).toBe(String(side.procedures.length));
      const owners = side.byOwner.filter(({ name }) => name !== null).length;
      expect(await page.getByTestId(`${direction}-owners-count`).textContent()).toBe(String(owners));
      if (!(await page.getByTestId(`${direction}-list`).isVisible()))
        await page.getByTestId(`${direction}-count`).click();
      const more = page.getByTestId(`${direction}-list`).locator('.more-button');
      while ((await more.count()) > 0) await more.first().click();
      const shown = await page
        .getByTestId(`${direction}-list`)
        .locator('[data-procedure-id]')
        .evaluateAll((items) =>
          items.map(
            (item) => `${item.getAttribute('data-procedure-id')} ${item.getAttribute('data-distance')}`,
          ),
        );
      expect(shown).toEqual(
        side.procedures.map(({ node, distance }) => `${graph.procedures[node]!.id} ${distance}`),
      );
    }
    const callers = Array.from(
      graph.callers.targets.subarray(graph.callers.offsets[29], graph.callers.offsets[30]),
    );
    expect((await idsIn(page, 'callers')).sort()).toEqual(
      callers.map((node) => graph.procedures[node]!.id).sort(),
    );
  });

  test('the address, back and forward lead to it', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION, { hash: '#/focus/2' });
    expect(await focusedId(page)).toBe('2');
    expect(await page.title()).toContain('Take Order');
    await page.getByTestId('callees').getByText('Check Credit').click();
    await page.locator('[data-testid=focus][data-procedure-id="3"]').waitFor();
    await page.goBack();
    await page.locator('[data-testid=focus][data-procedure-id="2"]').waitFor();
    await page.goForward();
    await page.locator('[data-testid=focus][data-procedure-id="3"]').waitFor();
    const trail = page.getByRole('navigation', { name: 'Procedures visited' });
    expect(await trail.getByRole('link').allInnerTexts()).toEqual(['Overview', 'Take Order', 'Check Credit']);
  });

  test('arrow keys walk the drawing, enter centres', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION, { hash: '#/focus/2' });
    await page.getByTestId('canvas').focus();
    await page.keyboard.press('ArrowRight');
    expect(await detailsName(page)).toBe('Check Credit');
    expect(await focusedId(page)).toBe('2');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=focus][data-procedure-id="3"]').waitFor();
  });

  test('a click chooses, a double click centres', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION, { hash: '#/focus/2' });
    const canvas = page.getByTestId('canvas');
    const box = (await canvas.boundingBox())!;
    // One caller and one callee: three boxes in a row, the callee's at the right.
    const at = { x: box.width * 0.85, y: await rowOf(page) };
    await canvas.click({ position: at });
    expect(await detailsName(page)).toBe('Check Credit');
    await canvas.dblclick({ position: at });
    await page.locator('[data-testid=focus][data-procedure-id="3"]').waitFor();
  });

  test('more steps show farther procedures', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION, { hash: '#/focus/1' });
    const boxes = async () => Number(await page.getByTestId('canvas').getAttribute('data-nodes'));
    const before = await boxes();
    await page.getByRole('button', { name: '3', exact: true }).click();
    await expect.poll(boxes).toBeGreaterThan(before);
  });

  test('a column shows twelve, and a tile that lists the rest', async () => {
    const callers = Array.from({ length: 83 }, (_, index) => record(100 + index, `Caller ${100 + index}`));
    const hub = record(1, 'Hub', { callers: callers.map((_, index) => 100 + index) });
    const { page } = await opener.open([hub, ...callers], { hash: '#/focus/1' });
    // The middle, twelve callers, their heading and the two tiles.
    await expect.poll(() => page.getByTestId('canvas').getAttribute('data-nodes')).toBe('16');
    // A page that has just opened may miss a key: what the tile opens counts, not how often it was asked for.
    const chooseTile = async () => {
      await page.evaluate(() => {
        location.hash = '#/focus/1';
      });
      await page.getByTestId('canvas').focus();
      await page.keyboard.press('ArrowLeft');
      for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      return page.getByRole('heading', { name: '83 callers' }).isVisible();
    };
    await expect.poll(chooseTile, { timeout: 30_000, interval: 500 }).toBe(true);
    expect(await page.getByTestId('column-list').locator('li').count()).toBe(83);
  });

  test('an unknown id says so', async () => {
    const { page, complaints } = await opener.open(SMALL_ORGANISATION, { hash: '#/focus/nobody' });
    await page.getByRole('heading', { name: 'No such procedure' }).waitFor();
    expect(complaints).toEqual([]);
  });
});

/** The height at which the focused procedure is drawn: the middle of what is drawn, headings included. */
async function rowOf(page: Page): Promise<number> {
  const box = (await page.getByTestId('canvas').boundingBox())!;
  return box.height / 2 + 15;
}
