import { readFileSync } from 'node:fs';
import { describe, expect, inject, test } from 'vitest';
import { fillTemplate, useOpener } from './open-graph.js';
import { SMALL_ORGANISATION } from './organisations.js';

const opener = useOpener();

describe('the file', () => {
  test('holds the placeholder for the data exactly once, and a strict policy', () => {
    const template = readFileSync(inject('viewerTemplate'), 'utf8');
    const place = '<script type="application/json" id="klarify-graph-data">__KLARIFY_GRAPH_DATA__</script>';
    expect(template.split(place)).toHaveLength(2);
    expect(template.split('__KLARIFY_GRAPH_DATA__')).toHaveLength(2);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(template)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toMatch(/https?:/);
  });

  test('opens by double click: it asks for nothing, and nothing complains', async () => {
    const { page, requests, complaints } = await opener.open(SMALL_ORGANISATION);
    expect(new URL(page.url()).protocol).toBe('file:');
    await page.getByTestId('tile').first().waitFor();
    expect(await page.getByTestId('facts').textContent()).toBe('6 procedures · 6 calls · fetched 2026-11-02');
    expect(await page.title()).toBe('Organisation graph');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    for (const view of ['cycles', 'orphans', 'missing', 'overview']) {
      await page.getByTestId(`tab-${view}`).click();
      await page.getByRole('main').getByRole('heading').first().waitFor();
    }
    await page.goto(`${page.url().split('#')[0]}#/focus/2`);
    await page.getByTestId('canvas').waitFor();
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('refuses a foreign script, style and request', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION);
    const refused = await page.evaluate(async () => {
      const directives: string[] = [];
      addEventListener('securitypolicyviolation', (event) => directives.push(event.effectiveDirective));
      for (const name of ['script', 'style']) {
        const element = document.createElement(name);
        element.textContent = '/* foreign */';
        document.body.append(element);
      }
      await fetch('https://example.com/').catch(() => undefined);
      await new Promise((done) => setTimeout(done, 100));
      return directives;
    });
    expect(refused.sort()).toEqual(['connect-src', 'script-src-elem', 'style-src-elem']);
  });

  test('warns visibly when the fetch was incomplete, and only then', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION, { complete: false });
    expect(await page.getByTestId('incomplete').isVisible()).toBe(true);
    const { page: whole } = await opener.open(SMALL_ORGANISATION);
    await whole.getByTestId('facts').waitFor();
    expect(await whole.getByTestId('incomplete').count()).toBe(0);
  });

  test('opens an empty organisation', async () => {
    const { page, complaints } = await opener.open([]);
    await page.getByText('This organisation has no procedures.').waitFor();
    await page.getByTestId('tab-cycles').click();
    await page.getByRole('heading', { name: 'No cycles' }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('without a readable graph', () => {
  test('the empty template says how to fill it', async () => {
    const { page } = await opener.openHtml(readFileSync(inject('viewerTemplate'), 'utf8'));
    expect(await page.getByRole('alert').textContent()).toContain('holds no graph yet');
  });

  test.each([
    ['text that is cut short', '{"nodes": [', 'damaged or was cut short'],
    ['a document of something else', '{"foo": 1}', 'its data is no graph'],
    ['a node without id', '{"nodes": [{"key": "a", "attributes": {}}], "edges": []}', 'nodes[0] has no id'],
  ])('%s gives a message', async (_, json, message) => {
    const { page } = await opener.openHtml(fillTemplate(json));
    expect(await page.getByRole('alert').textContent()).toContain(message);
  });
});
