import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOSTILE_NAMES } from '../../packages/core/src/testing/hostile-names.js';
import { useOpener } from './open-graph.js';
import { klarifyGraph, runCli } from './run-cli.js';

const opener = useOpener();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'klarify-graph-check-page-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Red, green and blue of text and background, each from 0 to 255. */
function coloursOf(page: Page): Promise<{ readonly text: number[]; readonly page: number[] }> {
  return page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.body);
    const numbers = (colour: string) => (colour.match(/\d+/g) ?? []).slice(0, 3).map(Number);
    return { text: numbers(color), page: numbers(backgroundColor) };
  });
}

describe('the page of a check', () => {
  test('follows the colour scheme, and is black on white on paper', async () => {
    const html = klarifyGraph('check', '--exit-zero', '--format', 'html');
    const light = await opener.openHtml(html, { context: { colorScheme: 'light' } });
    expect(Math.min(...(await coloursOf(light.page)).page)).toBe(255);
    const { page } = await opener.openHtml(html, { context: { colorScheme: 'dark' } });
    const dark = await coloursOf(page);
    expect(Math.max(...dark.page)).toBeLessThan(64);
    expect(Math.min(...dark.text)).toBeGreaterThan(192);
    await page.emulateMedia({ media: 'print' });
    expect(await coloursOf(page)).toEqual({ text: [0, 0, 0], page: [255, 255, 255] });
  });

  test('fits a narrow screen, and holds as many rows as there are violations', async () => {
    const html = klarifyGraph('check', '--exit-zero', '--format', 'html');
    const { violations } = JSON.parse(klarifyGraph('check', '--exit-zero', '--format', 'json'));
    const { page } = await opener.openHtml(html, { context: { viewport: { width: 360, height: 640 } } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await page.locator('tbody tr').count()).toBe(violations.length);
  });

  test('is inert, whatever the names hold: nothing runs, nothing is asked for, only web addresses are links', async () => {
    const file = join(folder, 'hostile.json');
    const records = HOSTILE_NAMES.map(([, name], id) => ({ id, name, owner: name, url: name }));
    const linked = { id: 'w', name: 'Web', url: 'https://a.example/?<x>' };
    writeFileSync(file, JSON.stringify([...records, linked]));
    const html = runCli('--snapshot', file, 'check', '--exit-zero', '--format', 'html');
    const { page, requests, complaints } = await opener.openHtml(html, {
      context: { viewport: { width: 360, height: 640 } },
    });
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(records.length);
    const found = await page.evaluate(() => ({
      active: document.querySelectorAll('script, img, iframe, object, embed, form, base, [onerror], [onload]')
        .length,
      schemes: [...new Set([...document.querySelectorAll('a')].map(({ protocol }) => protocol))],
      width: document.documentElement.scrollWidth,
    }));
    expect(found).toEqual({ active: 0, schemes: ['https:'], width: 360 });
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
  });
});
