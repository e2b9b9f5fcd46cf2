import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { record, SMALL_ORGANISATION } from './organisations.js';
import { klarifyGraph, runCli } from './run-cli.js';

const opener = useOpener();
let html: string;
let changed: string;
let folder: string;
beforeAll(async () => {
  html = klarifyGraph('export', '--format', 'html');
  folder = await mkdtemp(join(tmpdir(), 'klarify-graph-accessibility-'));
  const earlier = join(folder, 'earlier.json');
  const before = [record(1, 'Order to Cash'), record(7, 'Gone', { callers: [1] })];
  await writeFile(earlier, JSON.stringify(before));
  const later = join(folder, 'later.json');
  await writeFile(later, JSON.stringify(SMALL_ORGANISATION));
  changed = runCli('--snapshot', later, 'export', '--format', 'html', '--since', earlier);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong, each with the elements concerned. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (values) => {
    const { axe } = globalThis as unknown as { readonly axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values } });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    );
  }, STANDARDS);
}

const VIEWS = [
  '#/overview',
  '#/overview/owner?calls=is%3DHead%20of%20Purchasing',
  '#/overview/owner?as=matrix',
  '#/overview/type?as=matrix&calls=is%3DTask&to=is%3DTask',
  '#/overview/community',
  '#/overview/root',
  '#/overview/status/is=Draft',
  '#/focus/13015?steps=2',
  '#/focus/13015?status=is%3DDraft&without=containment',
  '#/impact',
  '#/impact/13015',
  '#/impact/14045?show=retire',
  '#/impact/13015?by=lane&show=dependencies',
  '#/path',
  '#/path/13015/13032',
  '#/outline',
  '#/outline?status=is%3DDraft',
  '#/table?sort=-dependents',
  '#/cycles',
  '#/orphans',
  '#/orphans?problem=isolated',
  '#/missing',
  '#/ambiguous',
  '#/changes',
  '#/focus/unknown',
];

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.each(VIEWS)('axe finds nothing wrong with %s', async (hash) => {
    const { page, complaints } = await opener.openHtml(html, { hash, context: { colorScheme } });
    await page.getByTestId('orphans-count').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('nor with changes since an earlier snapshot', async () => {
    const { page } = await opener.openHtml(changed, { hash: '#/changes', context: { colorScheme } });
    await page.getByTestId('changes-added').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test('nor with the menu of exports open', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/focus/13015', context: { colorScheme } });
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menu').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test('nor with the help, the search and the lists of filters open', async () => {
    const { page } = await opener.openHtml(html, { context: { colorScheme } });
    await page.keyboard.press('?');
    await page.getByTestId('help').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('supp');
    await page.getByRole('option').first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('open-filters').click();
    await page.getByTestId('filters').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });
});
