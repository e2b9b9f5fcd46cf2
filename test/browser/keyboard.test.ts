import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { SMALL_ORGANISATION } from './organisations.js';
import { klarifyGraph } from './run-cli.js';

const opener = useOpener();
let html: string;
beforeAll(() => {
  html = klarifyGraph('export', '--format', 'html');
});

const hashOf = (page: Page) => new URL(page.url()).hash;

const VIEWS = [
  '#/overview',
  '#/overview/owner?as=matrix',
  '#/focus/13015',
  '#/impact/13015',
  '#/path/13015/13032',
  '#/outline',
  '#/cycles',
  '#/orphans',
  '#/missing',
  '#/ambiguous',
];

/** Marks what can be used, as a mouse finds it; what has an own way in, such as the cells of a grid, counts by that. */
function markUsable(page: Page): Promise<number> {
  return page.evaluate(() => {
    const usable = [
      ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary, [tabindex="0"]'),
    ].filter((element) => element.checkVisibility() && !element.matches(':disabled, [tabindex="-1"]'));
    for (const [index, element] of usable.entries()) element.dataset['usable'] = String(index);
    return usable.length;
  });
}

describe('by the keyboard alone', () => {
  test.each(VIEWS)(
    'everything in %s is reached by tabbing, and shows that it has the focus',
    async (hash) => {
      const { page } = await opener.openHtml(html, { hash });
      await page.getByTestId('orphans-count').waitFor();
      const count = await markUsable(page);
      expect(count).toBeGreaterThan(10);
      const reached = new Set<string>();
      const unseen: string[] = [];
      for (let press = 0; press < count + 5 && reached.size < count; press++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(() => {
          const element = document.activeElement;
          if (!(element instanceof HTMLElement)) return undefined;
          const style = getComputedStyle(element);
          const frame = element.closest('.canvas-frame');
          const framed = frame !== null && getComputedStyle(frame, '::after').borderTopStyle === 'solid';
          const isSeen =
            (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2) || framed;
          return { usable: element.dataset['usable'], isSeen, html: element.outerHTML.slice(0, 100) };
        });
        if (at?.usable === undefined) continue;
        reached.add(at.usable);
        if (!at.isSeen) unseen.push(at.html);
      }
      expect(reached.size).toBe(count);
      expect(unseen).toEqual([]);
    },
  );

  test('the first stop skips to the view', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the view');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
    expect(hashOf(page)).toBe('');
  });

  test('a procedure is found, centred, walked from, and looked up in the impact view', async () => {
    const { page, complaints } = await opener.open(SMALL_ORGANISATION);
    await page.keyboard.press('/');
    await page.keyboard.type('ship');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => hashOf(page)).toBe('#/focus/5');
    await page.locator('[data-testid=canvas]').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect.poll(() => hashOf(page)).not.toBe('#/focus/5');
    await page.keyboard.press('?');
    await page.getByTestId('help').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByTestId('help').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });
});

test('the landmarks, the heading and the title say where one is', async () => {
  const { page } = await opener.openHtml(html, { hash: '#/orphans' });
  for (const role of ['banner', 'navigation', 'main', 'complementary'] as const)
    expect(await page.getByRole(role).first().isVisible()).toBe(true);
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  await expect.poll(() => page.title()).toBe('Orphans · Organisation graph');
});

test('a screen reader is told how many match, by an element that was there before', async () => {
  const { page } = await opener.openHtml(html, { hash: '#/table' });
  const status = page.getByTestId('showing-status');
  expect(await status.getAttribute('role')).toBe('status');
  expect(await status.textContent()).toBe('');
  const matching = JSON.parse(klarifyGraph('list', 'status:draft', '--format', 'json')).count;
  await page.locator('[data-facet=status] [data-key="is=Draft"]').check();
  await expect.poll(() => status.textContent()).toBe(`${matching} of 167 procedures match`);
});
