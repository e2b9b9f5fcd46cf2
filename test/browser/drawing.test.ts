import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
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

const opener = useOpener();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'klarify-graph-drawing-'));
});
afterAll(async () => {
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

/** "1 ─▶ 2 ─▶ … ─▶ 11" */
const CHAIN = Array.from({ length: 11 }, (_, index) =>
  record(index + 1, `Step ${index + 1}`, { callers: index === 0 ? [] : [index] }),
);

describe('what lies beyond the edges of the canvas', () => {
  const viewport = { width: 1024, height: 768 };
  const counts = (page: Page) =>
    page
      .locator('.beyond')
      .evaluateAll((buttons) => Object.fromEntries(buttons.map((b) => [b.dataset['testid'], b.textContent])));

  test('is counted, and reached by keyboard alone', async () => {
    const page = await open(CHAIN, '#/focus/6?steps=5', viewport);
    await expect.poll(() => counts(page)).toEqual({ 'beyond-left': '← 3', 'beyond-right': '→ 3' });
    const right = page.getByTestId('beyond-right');
    expect(await right.getAttribute('aria-label')).toBe('3 more boxes on the right: pan there');
    await page.getByTestId('canvas').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await right.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(() => right.count()).toBe(0);
    expect((await counts(page))['beyond-left']).toBe('← 6');
    // The button is gone: the keyboard goes on with the drawing.
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('canvas');
  });

  test('follows dragging and zooming, and is away when all is in sight', async () => {
    const page = await open(CHAIN, '#/focus/6?steps=5', viewport);
    await page.getByTestId('beyond-left').waitFor();
    const box = (await page.getByTestId('canvas').boundingBox())!;
    await page.mouse.move(box.x + 200, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + 420, box.y + 60, { steps: 8 });
    await page.mouse.up();
    await expect.poll(() => counts(page)).toEqual({ 'beyond-left': '← 1', 'beyond-right': '→ 5' });
    await page.getByTestId('beyond-left').click();
    await expect.poll(() => page.getByTestId('beyond-left').count()).toBe(0);
    for (let step = 0; step < 3; step++) await page.getByRole('button', { name: 'Zoom out' }).click();
    await expect.poll(() => page.locator('.beyond').count()).toBeLessThan(2);
    const small = await open(CHAIN, '#/focus/6', viewport);
    await small.getByTestId('canvas').waitFor();
    await expect.poll(() => counts(small)).toEqual({});
  });
});

test('what is said of calls that are not drawn stands below the drawing, not on it', async () => {
  const level = (name: number) => Array.from({ length: 12 }, (_, index) => name * 100 + index);
  const records = [1, 2, 3, 4, 5].flatMap((name) =>
    level(name).map((id) => record(id, `Step ${id}`, { callers: name === 1 ? [1] : level(name - 1) })),
  );
  const page = await open([record(1, 'Start', {}), ...records], '#/focus/1?steps=5');
  const note = page.getByTestId('calls-not-drawn');
  expect(await note.textContent()).toMatch(/^\d+ more calls between these boxes not drawn$/);
  const [below, canvas] = [await note.boundingBox(), await page.getByTestId('canvas').boundingBox()];
  expect(below!.y).toBeGreaterThanOrEqual(canvas!.y + canvas!.height);
});

test('words too long for a box are broken as their writing asks for', async () => {
  const names = [
    'Donaudampfschifffahrtsgesellschaft',
    '供应商选择流程和采购订单处理以及后续的质量检查',
    'אישורהזמנותרכשוספקיםחדשיםבמערכת',
    '👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦',
  ];
  const records = names.map((name, index) => record(index + 2, name, { callers: [1] }));
  const page = await open([record(1, 'Hub'), ...records], '#/focus/1?steps=1', { width: 1024, height: 768 });
  const texts = await drawnTexts(page);
  const hyphenated = texts.find((text) => text.startsWith('Donau'))!;
  expect(hyphenated).toMatch(/^Donau[a-z]+-$/);
  expect(texts[texts.indexOf(hyphenated) + 1]).toMatch(/^[a-z]+…?$/);
  expect(texts.filter((text) => /[\u4e00-\u9fff\u05d0-\u05ea]/.test(text) && text.includes('-'))).toEqual([]);
  const families = texts.filter((text) => text.includes('👩'));
  expect(families.length).toBeGreaterThan(0);
  for (const text of families) expect(text.replace('…', '')).toMatch(/^(👩‍👩‍👧‍👦)+$/u);
});

describe('the details', () => {
  const name = (page: Page) => page.getByTestId('procedure-name').textContent();

  test('fall back to the centre when what was chosen is not drawn any more', async () => {
    const page = await open(CHAIN, '#/focus/6?steps=2');
    await page.getByTestId('canvas').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => name(page)).toBe('Step 8');
    await page.getByRole('button', { name: '1', exact: true }).click();
    await expect.poll(() => name(page)).toBe('Step 6');
    expect(await page.locator('.canvas-frame [aria-live]').textContent()).toBe('');
    // What is still drawn stays chosen.
    await page.getByTestId('canvas').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: '3', exact: true }).click();
    await expect.poll(() => page.getByTestId('canvas').getAttribute('data-nodes')).toBe('13');
    expect(await name(page)).toBe('Step 7');
  });

  test('say so when they are about what a drawing has no room for', async () => {
    const ring = Array.from({ length: 14 }, (_, index) =>
      record(index + 1, `Member ${String(index + 1).padStart(2, '0')}`, {
        callers: [index === 0 ? 14 : index, ...(index === 0 ? [2] : [])],
      }),
    );
    const page = await open(ring, '#/cycles');
    const note = page.getByTestId('not-in-drawing');
    await page.getByTestId('cycle-members').getByText('Member 02').click();
    await expect.poll(() => name(page)).toBe('Member 02');
    expect(await note.count()).toBe(0);
    await page.getByText('Back to the cycle').click();
    await page.getByTestId('cycle-members').getByText('Member 09').click();
    await expect
      .poll(() => note.textContent())
      .toBe('Member 09, which the details are about, is not in this drawing');
  });
});
