import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { record, SMALL_ORGANISATION } from './organisations.js';

const opener = useOpener();

const CALLERS = Array.from({ length: 83 }, (_, index) => record(100 + index, `Caller ${100 + index}`));
const HUB = [record(1, 'Hub', { callers: CALLERS.map((_, index) => 100 + index) }), ...CALLERS];

const boxes = (page: Page) => page.getByTestId('canvas').getAttribute('data-nodes');
const press = async (page: Page, key: string, times = 1) => {
  for (let time = 0; time < times; time++) await page.keyboard.press(key);
};

describe('the tile of those without room', () => {
  test('expands the column in its place, by keyboard, and says how many are left', async () => {
    const { page, complaints } = await opener.open(HUB, { hash: '#/focus/1' });
    await expect.poll(() => boxes(page)).toBe('16');
    await page.getByTestId('canvas').focus();
    await press(page, 'ArrowLeft');
    await press(page, 'ArrowDown', 12);
    const said = page.locator('.canvas-frame [aria-live]');
    await expect.poll(() => said.textContent()).toContain('+71 more');
    await press(page, 'Enter');
    await expect.poll(() => new URL(page.url()).hash).toBe('#/focus/1?more=callers-1-24');
    // Twenty-four callers more, and the tile that takes them away again.
    await expect.poll(() => boxes(page)).toBe('41');
    // The first of them stands where the tile stood: it is chosen, and the arrow keys go on from there.
    const chosen = () => page.getByTestId('procedure-name').textContent();
    await expect.poll(chosen).toBe('Caller 112');
    await press(page, 'ArrowUp');
    expect(await chosen()).toBe('Caller 111');
    await press(page, 'ArrowDown', 30);
    await press(page, 'ArrowUp');
    await expect.poll(() => said.textContent()).toContain('+47 more');
    await page.goBack();
    await expect.poll(() => boxes(page)).toBe('16');
    expect(complaints).toEqual([]);
  });

  test('an address that names more rows than there are shows all, and nothing is left to expand', async () => {
    const { page } = await opener.open(HUB, { hash: '#/focus/1?more=callers-1-200' });
    // The middle, 83 callers, their heading, and "Show fewer".
    await expect.poll(() => boxes(page)).toBe('86');
  });
});

describe('re-centring', () => {
  /** Whether the boxes moved on their way, and whether they have come to rest. */
  const watchMoves = (page: Page) =>
    page.evaluate(() => {
      const canvas = document.getElementById('canvas')!;
      const seen = { moved: false };
      Object.assign(window, { seen });
      new MutationObserver(() => {
        if (canvas.dataset['moving']) seen.moved = true;
      }).observe(canvas, { attributes: true });
    });
  const hasMoved = (page: Page) =>
    page.evaluate(() => (window as unknown as { seen: { moved: boolean } }).seen.moved);
  const isMoving = (page: Page) => page.getByTestId('canvas').getAttribute('data-moving');

  test('glides, keeps the steps, and comes to rest', async () => {
    const { page, complaints } = await opener.open(SMALL_ORGANISATION, { hash: '#/focus/2?steps=2' });
    await page.getByTestId('canvas').focus();
    await watchMoves(page);
    await press(page, 'ArrowRight');
    await press(page, 'Enter');
    await page.locator('[data-testid=focus][data-procedure-id="3"]').waitFor();
    expect(new URL(page.url()).hash).toBe('#/focus/3?steps=2');
    await expect.poll(() => hasMoved(page)).toBe(true);
    await expect.poll(() => isMoving(page)).toBeNull();
    expect(complaints).toEqual([]);
  });

  test('stands still for who wants less motion', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION, {
      hash: '#/focus/2',
      context: { reducedMotion: 'reduce' },
    });
    await page.getByTestId('canvas').focus();
    await watchMoves(page);
    await press(page, 'ArrowRight');
    await press(page, 'Enter');
    await page.locator('[data-testid=focus][data-procedure-id="3"]').waitFor();
    expect(await hasMoved(page)).toBe(false);
  });
});
