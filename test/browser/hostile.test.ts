import { describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { HOSTILE_NAMES, HOSTILE_ORGANISATION } from './organisations.js';

const opener = useOpener();

describe('names, ids and addresses that want to be code', () => {
  test('stay text in every view', async () => {
    const { page, graph, requests, complaints } = await opener.open(HOSTILE_ORGANISATION);
    const address = page.url();
    const hashes = ['#/overview', '#/overview/owner', '#/cycles', '#/orphans', '#/missing'];
    for (const hash of hashes) {
      await page.goto(`${address}${hash}`);
      await page.getByRole('main').getByRole('heading').first().waitFor();
    }
    for (const { id, name } of graph.procedures) {
      await page.getByTestId('search').fill(name.replace(/[^\p{L} ]/gu, ' ').trim() || 'zero');
      await page.getByRole('listbox').getByRole('option').first().waitFor();
      await page.keyboard.press('Escape');
      await page.evaluate((focus) => {
        const item = [...document.querySelectorAll('a')].find((link) => link.hash.startsWith('#/overview'));
        item?.click();
        location.hash = `#/focus/${focus}`;
      }, hashOf(id));
      await page.getByTestId('procedure-details').waitFor();
      await expect
        .poll(() => page.getByTestId('procedure-details').getAttribute('data-procedure-id'))
        .toBe(id);
      expect(await page.getByTestId('canvas').getAttribute('data-nodes')).not.toBeNull();
    }
    const found = await page.evaluate(() => ({
      pwned: 'pwned' in window,
      scripts: document.querySelectorAll('script').length,
      foreign: document.querySelectorAll('img, iframe, object, embed, b, [onerror], [onload]').length,
    }));
    expect(found).toEqual({ pwned: false, scripts: 2, foreign: 0 });
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });

  test('are shown as they are', async () => {
    const { page } = await opener.open(HOSTILE_ORGANISATION, { hash: '#/focus/__proto__' });
    expect(await page.getByTestId('procedure-name').textContent()).toBe(HOSTILE_NAMES.script);
    const callees = await page.getByTestId('callees').locator('.name').allInnerTexts();
    expect(callees).toContain(HOSTILE_NAMES.closing);
    expect(callees).toContain(HOSTILE_NAMES.emoji);
    expect(callees).toContain('(no name)');
    const isolated = await page
      .getByTestId('callees')
      .locator('.name')
      .evaluateAll((names) => names.map(({ tagName }) => tagName));
    expect(new Set(isolated)).toEqual(new Set(['BDI']));
  });

  test('only web addresses become links', async () => {
    const { page } = await opener.open(HOSTILE_ORGANISATION, { hash: '#/focus/__proto__' });
    expect(await page.getByTestId('klarify-link').count()).toBe(0);
    expect(await page.getByTestId('unsafe-url').textContent()).toContain('javascript:alert(1)');
    await page.goto(`${page.url().split('#')[0]}#/focus/constructor`);
    const link = page.getByTestId('klarify-link');
    expect(await link.getAttribute('href')).toBe('https://example.klarify.biz/document/constructor');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await link.getAttribute('target')).toBe('_blank');
    const schemes = await page
      .locator('a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(schemes.filter((href) => !/^(#\/|https:)/.test(href))).toEqual([]);
  });
});

/** The id as the address has it; a lone surrogate has a form of its own. */
function hashOf(id: string): string {
  return encodeURIComponent(id.replace('\ud800', '')) + (id.includes('\ud800') ? '%ud800' : '');
}
