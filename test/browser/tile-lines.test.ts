import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { largeOrganisation } from './organisations.js';
import { klarifyGraph } from './run-cli.js';

const opener = useOpener();
let html: string;
beforeAll(() => {
  html = klarifyGraph('export', '--format', 'html');
});

const lines = (page: Page) => page.getByTestId('tile-lines').locator('path.line');
const countsOf = (page: Page, attribute: 'data-out' | 'data-into') =>
  page
    .locator(`.tile-joined [${attribute}]`)
    .evaluateAll((all, name) => all.map((item) => Number(item.getAttribute(name))), attribute);

test('the chosen tile has a line for each number that the others say, the two directions told apart', async () => {
  const { page, complaints } = await opener.openHtml(html, { hash: '#/overview/owner' });
  await page.getByTestId('tile').first().waitFor();
  expect(await page.getByTestId('tile-lines').count()).toBe(0);
  await page.getByTestId('tile-calls').nth(1).click();
  await lines(page).first().waitFor();
  // What a tile calls comes into the chosen one.
  for (const [attribute, name] of [
    ['data-out', 'line-into'],
    ['data-into', 'line-out'],
  ] as const) {
    const drawn = await page
      .getByTestId('tile-lines')
      .locator(`path.line.${name}`)
      .evaluateAll((all) => all.map((line) => Number(line.getAttribute('data-count'))));
    const said = await countsOf(page, attribute);
    expect(said.length).toBeGreaterThan(0);
    expect(drawn).toEqual([...said].sort((a, b) => b - a));
  }
  const dashes = await page
    .getByTestId('tile-lines')
    .locator('path.line')
    .evaluateAll((all) => [...new Set(all.map((line) => getComputedStyle(line).strokeDasharray))]);
  expect(dashes).toHaveLength(2);
  expect(await page.getByTestId('tile-lines').getAttribute('aria-hidden')).toBe('true');
  await page.getByTestId('tile-calls').nth(1).click();
  await expect.poll(() => page.getByTestId('tile-lines').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('lines end at the tiles, also after the window became narrower, and are not printed', async () => {
  const { page } = await opener.openHtml(html, {
    hash: '#/overview/owner?calls=is%3DSales%20Operations%20Manager',
  });
  await lines(page).first().waitFor();
  const ends = () =>
    page.evaluate(() => {
      const frame = document.querySelector('.tile-lines')!.getBoundingClientRect();
      const chosen = document.querySelector('.is-chosen')!.getBoundingClientRect();
      return [...document.querySelectorAll<SVGPathElement>('.tile-lines path.line-out')].map((line) => {
        const { x, y } = line.getPointAtLength(0);
        const [left, top] = [x + frame.left, y + frame.top];
        return Math.min(
          Math.abs(left - chosen.left),
          Math.abs(left - chosen.right),
          Math.abs(top - chosen.top),
          Math.abs(top - chosen.bottom),
        );
      });
    });
  // What is wrong in a group is found later, and makes its tile higher.
  await expect.poll(async () => Math.max(...(await ends()))).toBeLessThan(2);
  await page.setViewportSize({ width: 1024, height: 768 });
  await expect.poll(async () => Math.max(...(await ends()))).toBeLessThan(2);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByTestId('tile-lines').isVisible()).toBe(false);
});

test('of a thousand groups only the lines with most calls are drawn, which is said', async () => {
  const records = largeOrganisation(4000).map((record, index) => ({
    ...(record as object),
    owner: { job_title: `Owner ${index % 1000}` },
  }));
  const { page } = await opener.open(records, { hash: '#/overview/owner?calls=is%3DOwner%200' });
  await lines(page).first().waitFor();
  expect(await lines(page).count()).toBe(12);
  expect(await page.getByTestId('tile-legend').textContent()).toMatch(
    /lines for the 12 with most calls, of \d+/,
  );
});
