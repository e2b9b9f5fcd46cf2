import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { klarifyGraph } from './run-cli.js';

const opener = useOpener();
let html: string;
beforeAll(() => {
  html = klarifyGraph('export', '--format', 'html');
});

/** What has the focus: its name, else its text. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: at } = document;
    if (at === null || at === document.body) return 'nothing';
    return at.getAttribute('aria-label') ?? (at.id !== '' ? `#${at.id}` : (at.textContent ?? '').trim());
  });
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
}

describe('the focus of the keyboard', () => {
  test('goes to the next filter, else the one before, else the view', async () => {
    const { page } = await opener.openHtml(html, {
      hash: '#/table?status=is%3DDraft&status=is%3DPublished&type=is%3DTask',
    });
    await press(page, 'Remove the filter Status Draft');
    await expect.poll(() => focused(page)).toBe('Remove the filter Status Published');
    await press(page, 'Remove the filter Type Task');
    await expect.poll(() => focused(page)).toBe('Remove the filter Status Published');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByTestId('filter-strip').count()).toBe(0);
    await expect.poll(() => focused(page)).toBe('#stage');
  });

  test('goes to the view when all filters are cleared', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/table?status=is%3DDraft&type=is%3DTask' });
    await press(page, 'Clear all');
    await expect.poll(() => focused(page)).toBe('#stage');
  });

  test('goes to the next target of an impact, else the one before, else the field that adds one', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/impact/12100/13015/13032' });
    const remove = page.getByTestId('targets').getByRole('button');
    const names = await remove.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    await remove.nth(1).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe(names[2]);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe(names[0]);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Add a procedure that changes');
  });

  test('stays on a value of a filter that moves to the top when it is ticked', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/table' });
    const value = page.locator('[data-facet=owner] .facet-value input').nth(4);
    const key = await value.getAttribute('data-key');
    await value.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => page.getByTestId('showing').count()).toBe(1);
    await expect
      .poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset['key']))
      .toBe(key);
  });

  test('goes to the first of what “+N more” has shown', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/table' });
    const facet = page.locator('[data-facet=lane]');
    const before = await facet.locator('li').count();
    const more = facet.locator('.more-button');
    await more.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => more.count()).toBe(0);
    const next = facet.locator('li').nth(before).locator('input');
    await expect.poll(() => next.evaluate((input) => input === document.activeElement)).toBe(true);
  });

  test('goes to the details when one of them is chosen there, and back', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/cycles' });
    await page.getByTestId('loop-list').locator('a').first().focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('procedure-details').waitFor();
    await expect.poll(() => focused(page)).toBe('Details');
    await page.keyboard.press('Tab');
    await expect.poll(() => focused(page)).toBe('Back to the cycle');
    await page.keyboard.press('Enter');
    await page.getByTestId('cycle-details').waitFor();
    await expect.poll(() => focused(page)).toBe('Details');
  });

  test('goes to the view that a link in it leads to', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/orphans' });
    await page.getByTestId('orphans').locator('.procedure-item a').first().focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('focus').waitFor();
    await expect.poll(() => focused(page)).toBe('#stage');
  });

  test('is not taken from whom left it by a click elsewhere', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/table?status=is%3DDraft' });
    await page.getByRole('button', { name: 'Remove the filter Status Draft' }).focus();
    await page.getByTestId('facts').click();
    await page.evaluate(() => {
      location.hash = '#/table';
    });
    await expect.poll(() => page.getByTestId('filter-strip').count()).toBe(0);
    expect(await focused(page)).toBe('nothing');
  });
});
