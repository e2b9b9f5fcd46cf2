import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GraphOpener } from './open-graph.js';
import { record } from './organisations.js';
import { runCli, savedBy } from './run-cli.js';

/** A hub with 83 callers, of which every tenth is Ada's, and one callee. */
const HUB = [
  record(1, 'Hub', { callers: Array.from({ length: 83 }, (_, index) => 100 + index) }),
  record(2, 'Callee', { callers: [1] }),
  ...Array.from({ length: 83 }, (_, index) =>
    record(100 + index, `Caller ${100 + index}`, { owner: index % 10 === 9 ? 'Ada' : 'Bert' }),
  ),
];

let opener: GraphOpener;
let folder: string;
beforeAll(async () => {
  opener = await GraphOpener.start();
  folder = await mkdtemp(join(tmpdir(), 'klarify-graph-drawing-'));
});
afterAll(async () => {
  await opener.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Opens the file that the command line writes of the records. */
async function open(
  records: readonly unknown[],
  hash: string,
  viewport = { width: 1440, height: 900 },
): Promise<Page> {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.json`);
  await writeFile(file, JSON.stringify(records));
  const html = runCli('--snapshot', file, 'export', '--format', 'html');
  const { page } = await opener.openHtml(html, { hash, context: { viewport } });
  return page;
}

async function drawnTexts(page: Page): Promise<readonly string[]> {
  const { text } = await savedBy(page, async () => {
    await page.getByTestId('export-menu').click();
    await page.getByTestId('export-svg').click();
  });
  return [...text.matchAll(/<text [^>]*>([^<]*)</g)].map(([, words]) => words!);
}

describe('a filter in the drawing around a procedure', () => {
  test('brings those that match to the top of a full column, and counts the hidden ones', async () => {
    const page = await open(HUB, '#/focus/1?owner=is%3DAda');
    const texts = await drawnTexts(page);
    const callers = texts.filter((text) => /^Caller \d+$/.test(text));
    expect(callers).toHaveLength(12);
    expect(callers.slice(0, 9)).toEqual(
      ['109', '119', '129', '139', '149', '159', '169', '179', '100'].map((id) => `Caller ${id}`),
    );
    expect(texts).toEqual(expect.arrayContaining(['none match']));
    await page.getByTestId('canvas').focus();
    await page.keyboard.press('ArrowLeft');
    for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowDown');
    await expect
      .poll(() => page.locator('.canvas-frame [aria-live]').textContent())
      .toMatch(/^\+71( more)?, none match, Enter$/);
    // Next to it is the tile that lists them.
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByText('8 of them match the filter: first in the list.').waitFor();
    const first = page.getByTestId('column-list').locator('li').first();
    expect(await first.getAttribute('data-procedure-id')).toBe('109');
  });

  test('without one the column is by name and the tile counts alone', async () => {
    const texts = await drawnTexts(await open(HUB, '#/focus/1'));
    expect(texts.filter((text) => /^Caller \d+$/.test(text))[8]).toBe('Caller 108');
    expect(texts.some((text) => text.includes('match'))).toBe(false);
  });
});
