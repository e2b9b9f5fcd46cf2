import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { largeOrganisation } from './organisations.js';
import { klarifyGraph } from './run-cli.js';

const opener = useOpener();
let html: string;
beforeAll(() => {
  html = klarifyGraph('export', '--format', 'html');
});

/** The width of A4 between the margins, in CSS pixels. */
const PAPER = { width: 688, height: 980 };

/** What reaches over the right edge, which paper cuts off. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *, aside *')]
      .filter((element) => element.checkVisibility() && !element.closest('.unseen, .canvas'))
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => `${element.className} ${element.textContent?.slice(0, 40)}`),
  );
}

describe('on paper', () => {
  test.each([
    '#/overview',
    '#/overview/lane?as=matrix',
    '#/focus/13015',
    '#/impact/13015?type=is%3DTask',
    '#/table?type=is%3DTask',
    '#/outline',
    '#/cycles',
    '#/orphans',
    '#/missing',
    '#/ambiguous',
  ])('%s has the title, the filter and all of its content, and no sidebar', async (hash) => {
    const { page } = await opener.openHtml(html, { hash, context: { viewport: PAPER, colorScheme: 'dark' } });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(await page.getByTestId('facts').isVisible()).toBe(true);
    expect(await page.getByRole('main').isVisible()).toBe(true);
    expect(await page.locator('.sidebar').isVisible()).toBe(false);
    if (hash.includes('type=')) {
      expect(await page.getByTestId('showing').isVisible()).toBe(true);
      expect(await page.locator('.filter-chip').textContent()).toContain('Task');
    }
    // What is left of the buttons says what is held back, or opens nothing that is not there.
    const pressed = await page
      .getByRole('button')
      .evaluateAll((buttons) =>
        buttons
          .filter((button) => !button.matches('.more-button, [data-column]'))
          .map((button) => button.outerHTML),
      );
    expect(pressed).toEqual([]);
    // Nothing scrolls on paper: every part is as high as what it holds.
    const held = await page.evaluate(() =>
      [...document.querySelectorAll('.stage-content, .table-scroll, .tree, .details')]
        .filter((element) => element.checkVisibility() && getComputedStyle(element).overflowY !== 'visible')
        .map(({ className }) => className),
    );
    expect(held).toEqual([]);
    expect(await cutOff(page)).toEqual([]);
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(ground).toBe('rgb(255, 255, 255)');
  });

  test('a drawing is printed whole, as vectors, wherever the reader has moved it', async () => {
    const { page, complaints } = await opener.openHtml(html, {
      hash: '#/focus/13015',
      context: { viewport: PAPER },
    });
    const canvas = page.getByTestId('canvas');
    await expect.poll(() => canvas.getAttribute('data-nodes')).not.toBe('0');
    const drawn = await canvas.getAttribute('data-nodes');
    await canvas.focus();
    for (let press = 0; press < 8; press++) await page.keyboard.press('+');
    expect(await page.locator('.printed-drawing').count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    const picture = page.locator('.printed-drawing svg');
    await expect.poll(() => picture.locator('> g > g').count()).toBeGreaterThan(0);
    expect(await canvas.getAttribute('data-nodes')).toBe(drawn);
    const [frame, boxes] = await picture.evaluate((svg) => {
      const { left, top, right, bottom } = svg.getBoundingClientRect();
      const outside = [...svg.querySelectorAll('text')].filter((text) => {
        const box = text.getBoundingClientRect();
        return box.left < left || box.top < top || box.right > right || box.bottom > bottom;
      });
      return [right - left, outside.map(({ textContent }) => textContent)];
    });
    expect(frame).toBeLessThanOrEqual(PAPER.width);
    expect(boxes).toEqual([]);
    expect(await picture.locator('text').allTextContents()).toContain('Supplier');
    expect(await page.locator('.beyond').filter({ visible: true }).count()).toBe(0);
    await page.emulateMedia({ media: null });
    await expect.poll(() => page.locator('.printed-drawing').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('a long table prints its first thousand rows and says of how many', async () => {
    const { page } = await opener.open(largeOrganisation(1500), { hash: '#/table' });
    const rows = page.locator('[data-testid=table] tbody tr[data-procedure-id]');
    expect(await rows.count()).toBeLessThan(100);
    expect(await page.getByTestId('printed-rows').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => rows.count()).toBe(1000);
    expect(await page.getByTestId('printed-rows').textContent()).toContain('the first 1,000 of 1,500 rows');
    await page.emulateMedia({ media: 'screen' });
    await expect.poll(() => rows.count()).toBeLessThan(100);
  });

  test('a list that holds something back says that it is not printed', async () => {
    const { page } = await opener.open(largeOrganisation(1500), { hash: '#/overview/type/is=Task' });
    await page.emulateMedia({ media: 'print' });
    const more = page.getByTestId('group').locator('.more-button');
    const words = await more.evaluate((button) => getComputedStyle(button, '::after').content);
    expect(words).toContain('not printed');
    expect(await page.getByTestId('group').locator('.more-note').textContent()).toMatch(
      /^Showing 100 of [\d,]+/,
    );
  });

  test('what is folded says that it is not printed, what is open does not', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/focus/13015' });
    const words = (id: string) =>
      page
        .getByTestId(id)
        .locator('summary')
        .evaluate((summary) => getComputedStyle(summary, '::after').content);
    await page.getByTestId('dependencies').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await words('dependencies')).toContain('not printed');
    expect(await words('dependents')).not.toContain('not printed');
  });
});

describe('what the reader asks of the system', () => {
  test('without motion nothing moves', async () => {
    const { page } = await opener.openHtml(html);
    const durations = () =>
      page.evaluate(() => [
        ...new Set(
          [...document.querySelectorAll('*')].flatMap((element) => {
            const { transitionDuration, animationName, animationDuration } = getComputedStyle(element);
            return [...transitionDuration.split(', '), animationName === 'none' ? '0s' : animationDuration];
          }),
        ),
      ]);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect((await durations()).length).toBeGreaterThan(1);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await durations()).toEqual(['0s']);
  });

  test.each(['light', 'dark'] as const)(
    'with more contrast, in %s, lines and small text stand out',
    async (colorScheme) => {
      const { page } = await opener.openHtml(html, { context: { colorScheme } });
      const contrasts = () =>
        page.evaluate(() => {
          const style = getComputedStyle(document.documentElement);
          const luminance = (name: string) => {
            const short = style.getPropertyValue(name).trim().slice(1);
            const hex = short.length === 3 ? short.replaceAll(/./g, '$&$&') : short;
            const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
              const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
              return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
          };
          return ['--muted', '--border', '--control-border'].map((name) => {
            const [low = 0, high = 0] = [luminance(name), luminance('--surface')].sort((a, b) => a - b);
            return (high + 0.05) / (low + 0.05);
          });
        });
      expect((await contrasts())[2]).toBeGreaterThanOrEqual(3);
      await page.emulateMedia({ contrast: 'more' });
      const [muted = 0, border = 0] = await contrasts();
      expect(muted).toBeGreaterThanOrEqual(7);
      expect(border).toBeGreaterThanOrEqual(4.5);
    },
  );

  test('in the reader’s own colours what is chosen is told by a line', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/overview/owner?calls=none' });
    await page.emulateMedia({ forcedColors: 'active' });
    for (const chosen of ['.tabs a[aria-current]', '.choice [aria-pressed=true]', '.is-chosen .tile'])
      expect(
        await page
          .locator(chosen)
          .first()
          .evaluate((element) => getComputedStyle(element).outlineStyle),
      ).toBe('solid');
    // The mark of a kind keeps its colour, which no text repeats there.
    const mark = page.locator('.kind-mark.kind-process').first();
    expect(await mark.evaluate((element) => getComputedStyle(element).forcedColorAdjust)).toBe('none');
  });
});
