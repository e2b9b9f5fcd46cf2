import { beforeAll, describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { klarifyGraph } from './run-cli.js';

const opener = useOpener();
let html: string;
beforeAll(() => {
  html = klarifyGraph('export', '--format', 'html');
});

const NO_PROCEDURE = 'This graph holds no procedure with the id nope.';

describe('an address that leads to nothing', () => {
  test.each([
    ['#/focus/nope', [NO_PROCEDURE]],
    ['#/focus', ['The address names no procedure.']],
    ['#/impact/13015/nope', [NO_PROCEDURE]],
    ['#/path/13015/nope', [NO_PROCEDURE]],
    ['#/path/nope/13015', [NO_PROCEDURE]],
    ['#/outline/nope', [NO_PROCEDURE]],
    ['#/cycles/nope', [NO_PROCEDURE]],
    ['#/nonsense', ['There is no view nonsense: this is the overview.']],
    ['#/overview/colour', ['The overview cannot be grouped by colour.']],
    ['#/overview/owner/is=Nobody', ['This graph holds no group Nobody.']],
    ['#/overview/owner?calls=is%3DNobody', ['This graph holds no group Nobody.']],
    ['#/orphans/13015', ['The address says more than this view shows: 13015 leads to nothing.']],
    ['#/path/13015/13032/7', ['The address says more than this view shows: 7 leads to nothing.']],
    ['#/focus/13015?steps=9', ['This view has no steps=9: it is left out of account.']],
    ['#/impact/13015?show=all', ['This view has no show=all: it is left out of account.']],
    ['#/table?sort=size', ['This view has no sort=size: it is left out of account.']],
    ['#/table?steps=2', ['This view has no steps=2: it is left out of account.']],
    ['#/table?without=magic', ['This view has no without=magic: it is left out of account.']],
    ['#/table?problem=boredom', ['The filter problem=boredom names what nothing in this graph has.']],
    ['#/table?owner=is%3DNobody', ['The filter owner=Nobody names what nothing in this graph has.']],
    [
      '#/focus/%E0%A4%A',
      ['The address #/focus/%E0%A4%A cannot be read: a part of it is cut off or damaged.'],
    ],
  ])('%s says so', async (hash, expected) => {
    const { page, complaints } = await opener.openHtml(html, { hash });
    const notices = page.locator('main .notice-danger');
    await expect.poll(() => notices.locator('p').allInnerTexts()).toEqual(expected);
    await notices.getByRole('button', { name: 'Search' }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('search');
    expect(complaints).toEqual([]);
  });

  test.each([
    '#/impact//13015',
    '#/impact/',
    '#/path/13015',
    '#/table/',
    '#/focus/13015?steps=1',
    '#/overview?as=tiles&stale-after=12',
    '#/overview/owner/none',
    '#/outline/13015?direction=dependencies',
    '',
  ])('%s is none', async (hash) => {
    const { page } = await opener.openHtml(html, { hash });
    await page.getByTestId('orphans-count').waitFor();
    expect(await page.locator('main .notice-danger').count()).toBe(0);
  });

  test('a name in place of an id is what the search begins with', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/impact/issue%20customer%20invoice' });
    await page.locator('main').getByRole('button', { name: 'Search' }).click();
    expect(await page.locator('#search').inputValue()).toBe('issue customer invoice');
    await page.keyboard.press('Enter');
    await page.getByTestId('focus').waitFor();
  });

  test('a procedure in no cycle is named where its cycle was to be', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/cycles/12100' });
    await page.getByText('is in no cycle.').waitFor();
  });
});
