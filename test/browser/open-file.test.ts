import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { buildGraph, graphDocument } from '@klarify-graph/core';
import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { largeOrganisation, record, SMALL_ORGANISATION } from './organisations.js';
import { klarifyGraph } from './run-cli.js';

const opener = useOpener();

function exportOf(records: readonly unknown[]): string {
  const graph = buildGraph(records);
  const source = { kind: 'snapshot', fetchedAt: null, complete: true, procedures: graph.listed } as const;
  return JSON.stringify(graphDocument({ graph, source }));
}

const OTHER = [record(1, 'Hire'), record(2, 'Welcome', { callers: [1] })];

const choose = (page: Page, name: string, content: string | Buffer) =>
  page.getByTestId('open-file').setInputFiles({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(content),
  });
const facts = (page: Page) => page.getByTestId('facts').textContent();

describe('a graph in a file', () => {
  test('that is chosen takes the place of the one shown', async () => {
    const { page, complaints, requests } = await opener.open(SMALL_ORGANISATION, { hash: '#/focus/5' });
    await choose(page, 'other.json', exportOf(OTHER));
    await expect.poll(() => facts(page)).toBe('2 procedures · 1 call · from other.json');
    // The other graph knows no procedure 5.
    expect(new URL(page.url()).hash).toBe('#/overview');
    await page.keyboard.press('/');
    await page.keyboard.type('welcome');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=focus][data-procedure-id="2"]').waitFor();
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });

  test('leaves the reader where she is when it knows the procedure too', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION, { hash: '#/focus/2?steps=2' });
    await choose(page, 'later.json', exportOf(OTHER));
    await expect.poll(() => page.getByTestId('procedure-name').textContent()).toBe('Welcome');
    expect(new URL(page.url()).hash).toBe('#/focus/2?steps=2');
  });

  test('that is dropped is opened', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION);
    const transfer = await page.evaluateHandle((json) => {
      const data = new DataTransfer();
      data.items.add(new File([json], 'dropped.json'));
      return data;
    }, exportOf(OTHER));
    await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
    await page.getByText('Drop a graph to open it').waitFor();
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await expect.poll(() => facts(page)).toContain('from dropped.json');
    expect(await page.getByText('Drop a graph to open it').count()).toBe(0);
  });

  test('is opened by the empty page too, as the command line wrote it, compressed or in a page of its own', async () => {
    for (const [name, content] of [
      ['sample.json', klarifyGraph('export', '--format', 'json')],
      ['sample.json.gz', gzipSync(klarifyGraph('export', '--format', 'json'))],
      ['sample.html', klarifyGraph('export', '--format', 'html')],
    ] as const) {
      const { page, complaints } = await opener.openHtml(readFileSync(inject('viewerTemplate'), 'utf8'));
      await choose(page, name, content);
      await expect.poll(() => facts(page)).toContain(`167 procedures · 242 calls · from ${name}`);
      expect(complaints).toEqual([]);
    }
  });

  test('of a large organisation is analysed in a worker of its own', async () => {
    const { page, complaints } = await opener.open(SMALL_ORGANISATION);
    await choose(page, 'large.json', exportOf(largeOrganisation(6000)));
    await expect.poll(() => facts(page)).toContain('6,000 procedures');
    await expect.poll(() => page.getByTestId('cycles-count').textContent()).toMatch(/^\d+$/);
    expect(page.workers()).toHaveLength(1);
    await choose(page, 'small.json', exportOf(OTHER));
    await expect.poll(() => facts(page)).toContain('2 procedures');
    await expect.poll(() => page.workers().length).toBe(0);
    expect(complaints).toEqual([]);
  });
});

describe('what is no graph', () => {
  const whole = exportOf(SMALL_ORGANISATION);
  const newer = whole.replace('"schemaVersion":1', '"schemaVersion":2');
  test.each([
    ['an empty file', '', 'is empty'],
    ['a graph that is cut short', whole.slice(0, whole.length / 2), 'damaged or was cut short'],
    ['a compressed one that is cut short', gzipSync(whole).subarray(0, 200), 'was cut short'],
    ['a graph of a newer version', newer, 'newer klarify-graph (version 2'],
    ['API records', JSON.stringify(SMALL_ORGANISATION), 'holds a snapshot of procedures, not a graph'],
    ['a page of the API', JSON.stringify({ data: SMALL_ORGANISATION }), 'holds a snapshot'],
    ['another answer', klarifyGraph('orphans', '--format', 'json', '--exit-zero'), 'klarify-graph orphans'],
    ['a web page', '<!doctype html><p>Log in', 'web page without a graph'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 'is no graph'],
    ['other JSON', '{"foo": 1}', 'its data is no graph'],
    ['another tool’s graph', '{"nodes": [{"key": "a"}], "edges": []}', 'was not written by klarify-graph'],
  ])('%s is refused with what it is, and the page stays as it is', async (_, content, message) => {
    const { page, complaints } = await opener.open(SMALL_ORGANISATION, { hash: '#/focus/2' });
    await choose(page, 'wrong.bin', content);
    await expect.poll(() => page.getByTestId('open-problem').textContent()).toContain(message);
    expect(await page.getByTestId('open-problem').textContent()).toContain('wrong.bin was not opened');
    expect(await page.getByTestId('procedure-name').textContent()).toBe('Take Order');
    await page.getByRole('button', { name: 'Close' }).first().click();
    expect(await page.getByTestId('open-problem').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

describe('served by a web server', () => {
  test('the page opens a compressed graph, asks anew each time, and follows no redirect', async () => {
    let asked = 0;
    const page = klarifyGraph('export', '--format', 'html', '--hosted');
    const server = createServer(({ url = '' }, response) => {
      if (url.startsWith('/sales.json.gz')) {
        asked++;
        response.writeHead(200, { 'content-type': 'application/gzip', 'cache-control': 'max-age=3600' });
        response.end(gzipSync(exportOf(asked === 1 ? OTHER : SMALL_ORGANISATION)));
      } else if (url.startsWith('/moved.json')) response.writeHead(302, { location: '/login' }).end();
      else response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('The server has no port.');
      const origin = `http://127.0.0.1:${address.port}`;
      const tab = await opener.newPage();
      await tab.goto(`${origin}/?graph=sales.json.gz`);
      await expect.poll(() => facts(tab)).toContain('2 procedures');
      await tab.goto(`${origin}/?graph=sales.json.gz#/orphans`);
      await tab.reload();
      await expect.poll(() => facts(tab)).toContain('6 procedures');
      await tab.goto(`${origin}/?graph=moved.json`);
      await expect
        .poll(() => tab.getByRole('alert').textContent())
        .toContain('/moved.json cannot be fetched');
    } finally {
      server.close();
    }
  });
});
