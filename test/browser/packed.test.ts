import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { largeOrganisation, record, SMALL_ORGANISATION } from './organisations.js';
import { idsWithin, klarifyGraph, runCli } from './run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'klarify-graph-packed-'));
const opener = useOpener();
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a large organisation, as the CLI packs it', () => {
  const snapshot = join(folder, 'large.json');
  let html: string;
  beforeAll(() => {
    writeFileSync(snapshot, JSON.stringify(largeOrganisation(100_000)));
    html = runCli('--snapshot', snapshot, 'export', '--format', 'html');
  });

  test('of 100,000 procedures stays within 4.2 MB', () => {
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(4_200_000);
  });

  test('is analysed in a worker that starts from the file, and answers as the CLI does', async () => {
    const ask = (...args: string[]) =>
      JSON.parse(runCli('--snapshot', snapshot, ...args, '--exit-zero', '--format', 'json'));
    const cycles = ask('cycles');
    const impact = JSON.parse(runCli('--snapshot', snapshot, 'impact', 'id:90000', '--format', 'json'));
    const { page, complaints, requests } = await opener.openHtml(html, { hash: '#/focus/90000' });
    await page.getByTestId('focus').waitFor();
    expect(page.workers()).toHaveLength(1);
    for (const side of ['dependents', 'dependencies'] as const) {
      await expect
        .poll(async () => (await page.getByTestId(`${side}-count`).textContent())?.replaceAll(',', ''))
        .toBe(String(impact[side].count));
    }
    await expect
      .poll(() => page.getByTestId('cycles-count').textContent(), { timeout: 20_000 })
      .toBe(String(cycles.count));
    await page.getByTestId('tab-table').click();
    const cell = page.locator('[data-testid=table] tbody [data-column=dependents]').first();
    await expect.poll(() => cell.textContent(), { timeout: 30_000 }).toMatch(/^[\d,]+$/);
    expect(await page.getByTestId('table').locator('tbody tr').count()).toBeLessThan(100);
    expect(complaints).toEqual([]);
    // The worker is no request: it starts from this page's own text.
    expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
  });

  test('that was cut short says so', async () => {
    const template = readFileSync(inject('viewerTemplate'), 'utf8');
    const data = /"(H4sI[^"]*)"/.exec(html)?.[1] ?? '';
    expect(data.length).toBeGreaterThan(1_000_000);
    const cut = template.replace('__KLARIFY_GRAPH_DATA__', () => `"${data.slice(0, 400_000)}"`);
    const { page } = await opener.openHtml(cut);
    expect(await page.getByRole('alert').textContent()).toContain('damaged or was cut short');
  });
});

describe('export --since and --hosted', () => {
  test('--hosted differs from the file in what it may connect to, and holds no graph', async () => {
    const policy = (page: string) =>
      /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const hosted = runCli('export', '--format', 'html', '--hosted');
    const strict = policy(readFileSync(inject('viewerTemplate'), 'utf8'));
    expect(strict).toContain("connect-src 'none'");
    expect(policy(hosted)).toBe(strict.replace("connect-src 'none'", "connect-src 'self'"));
    const { page } = await opener.openHtml(hosted);
    expect(await page.getByRole('alert').textContent()).toContain('holds no graph yet');
  });

  test('--hosted, served, opens a graph of its own origin and of no other', async () => {
    const files = new Map([
      ['/', runCli('export', '--format', 'html', '--hosted')],
      ['/graph.json', klarifyGraph('export', '--format', 'json')],
    ]);
    const server = createServer(({ url }, response) => {
      const body = files.get((url ?? '').replace(/\?.*/, ''));
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html' }).end(body);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('The server has no port.');
      const origin = `http://127.0.0.1:${address.port}`;
      const page = await opener.newPage();
      await page.goto(`${origin}/?graph=graph.json#/focus/12100`);
      await page.locator('[data-testid=focus][data-procedure-id="12100"]').waitFor();
      for (const [graph, reason] of [
        ['absent.json', 'answers 404'],
        ['https://example.com/graph.json', 'another origin'],
      ]) {
        await page.goto(`${origin}/?graph=${graph}`);
        await expect.poll(() => page.getByRole('alert').textContent()).toContain(reason);
      }
    } finally {
      server.close();
    }
  });

  test('--since keeps the difference that diff tells', () => {
    const [before, after] = [join(folder, 'before.json'), join(folder, 'after.json')];
    writeFileSync(before, JSON.stringify(SMALL_ORGANISATION));
    writeFileSync(after, JSON.stringify(SMALL_ORGANISATION.slice(1)));
    const { procedures, calls } = JSON.parse(runCli('diff', before, after, '--format', 'json'));
    const { attributes } = JSON.parse(
      runCli('--snapshot', after, 'export', '--since', before, '--format', 'json'),
    );
    expect(attributes.changes.report.procedures).toEqual(procedures);
    expect(attributes.changes.report.calls).toEqual(calls);
  });

  test('--since shows what was added, removed and changed', async () => {
    const [before, after] = [join(folder, 'was.json'), join(folder, 'is.json')];
    writeFileSync(before, JSON.stringify(SMALL_ORGANISATION));
    writeFileSync(
      after,
      JSON.stringify([
        ...SMALL_ORGANISATION.slice(0, 4),
        record(6, 'Forgotten Task', { owner: 'New Owner', lanes: [] }),
        record(7, 'Pack Order', { callers: [2] }),
      ]),
    );
    const diff = JSON.parse(runCli('diff', before, after, '--format', 'json'));
    const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
    const { page, complaints } = await opener.openHtml(
      runCli('--snapshot', after, 'export', '--since', before, '--format', 'html'),
      { hash: '#/changes' },
    );
    await page.getByTestId('changes').waitFor();
    expect(await idsWithin(page, '[data-testid=changes-added]')).toEqual(ids(diff.procedures.added));
    expect(await idsWithin(page, '[data-testid=changes-removed]')).toEqual(ids(diff.procedures.removed));
    expect(await idsWithin(page, '[data-testid=changes-changed]')).toEqual(ids(diff.procedures.changed));
    expect(await page.getByTestId('calls-added').locator('li').count()).toBe(diff.calls.added.length);
    expect(await page.getByTestId('calls-removed').locator('li').count()).toBe(diff.calls.removed.length);
    await page.getByTestId('changes-changed').getByRole('link').click();
    await expect.poll(() => page.getByTestId('procedure-changes').textContent()).toContain('owner changed');
    expect(complaints).toEqual([]);
  });
});
