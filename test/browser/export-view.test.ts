import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { HOSTILE_NAMES, HOSTILE_ORGANISATION, record, SMALL_ORGANISATION } from './organisations.js';
import { klarifyGraph } from './run-cli.js';

const opener = useOpener();

/** Chooses an item of the menu and gives the file that is saved. */
async function exported(
  page: Page,
  item: string,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  await page.getByTestId('export-menu').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId(`export-${item}`).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const textsOf = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

describe('the drawing', () => {
  test('as SVG is well-formed, and holds each name as text and each call as a path', async () => {
    const { page, complaints } = await opener.open(SMALL_ORGANISATION, { hash: '#/focus/1' });
    const { name, bytes } = await exported(page, 'svg');
    expect(name).toBe('order-to-cash.svg');
    const svg = bytes.toString('utf8');
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining(['Order to Cash', 'Take Order', 'Ship Order', 'Callees · 2']),
    );
    // A line and its head for each of two calls.
    expect(svg.match(/<path /g)).toHaveLength(4);
    expect(await page.getByTestId('export-said').textContent()).toBe('Saved as order-to-cash.svg');
    expect(complaints).toEqual([]);
  });

  test('as SVG keeps hostile names inert, and what XML cannot hold out', async () => {
    const { page } = await opener.open([...HOSTILE_ORGANISATION, record('bell', 'Ring\u0007 & <go>')], {
      hash: '#/focus/__proto__',
    });
    const svg = (await exported(page, 'svg')).bytes.toString('utf8');
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(Object.keys(new XMLParser().parse(svg).svg).sort()).toEqual(['defs', 'g', 'rect', 'title']);
    expect(svg).not.toMatch(/<(script|img|foreignObject|image)/i);
    expect(svg).toContain('&#60;script&#62;');
  });

  test('as PNG has double size and the colour of the page', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION, {
      hash: '#/focus/1',
      context: { colorScheme: 'dark' },
    });
    const { name, bytes } = await exported(page, 'png');
    expect(name).toBe('order-to-cash.png');
    const svg = (await exported(page, 'svg')).bytes.toString('utf8');
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
    expect(Math.abs(bytes.readUInt32BE(16) - 2 * Number(width))).toBeLessThan(8);
    expect(Math.abs(bytes.readUInt32BE(20) - 2 * Number(height))).toBeLessThan(8);
    const corner = await page.evaluate(async (base64) => {
      const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const context = document.createElement('canvas').getContext('2d')!;
      context.drawImage(await createImageBitmap(new Blob([data])), 0, 0);
      return [...context.getImageData(3, 3, 1, 1).data];
    }, bytes.toString('base64'));
    expect(corner).toEqual([18, 22, 28, 255]);
  });

  test('as Mermaid names what is drawn, and what is only counted', async () => {
    const callers = Array.from({ length: 20 }, (_, index) => record(100 + index, `Caller ${100 + index}`));
    const hub = record(1, 'Hub "x"', { callers: callers.map((_, index) => 100 + index) });
    const { page } = await opener.open([hub, ...callers], { hash: '#/focus/1' });
    const { name, bytes } = await exported(page, 'mermaid');
    expect(name).toBe('hub-x.mmd');
    const lines = bytes.toString('utf8').trim().split('\n');
    expect(lines[0]).toBe('flowchart LR');
    expect(lines.filter((line) => /-->/.test(line))).toHaveLength(12);
    expect(lines).toContain('  n0["Hub #quot;x#quot;"]');
    expect(lines.at(-1)).toBe('  %% not drawn: 8 more callers');
  });
});

describe('the overview as Mermaid', () => {
  const lanes = [
    record(1, 'One', { lanes: ['Sales', 'Legal'] }),
    record(2, 'Two', { lanes: ['Sales'], callers: [1] }),
    record(3, 'Three', { lanes: ['"Stock" #1'], callers: [1, 2] }),
    record(4, 'Four', { lanes: [] }),
  ];

  test('has the groups and the numbers of calls between them', async () => {
    for (const hash of ['#/overview/lane', '#/overview/lane?as=matrix']) {
      const { page } = await opener.open(lanes, { hash });
      const { name, bytes } = await exported(page, 'mermaid');
      expect(name).toBe('overview-lane.mmd');
      expect(bytes.toString('utf8').trim().split('\n')).toEqual([
        'flowchart LR',
        '  n0["Sales (2 procedures, 1 call inside)"]',
        '  n1["#quot;Stock#quot; #35;1 (1 procedure)"]',
        '  n2["Legal (1 procedure)"]',
        '  n3["No lane (1 procedure)"]',
        '  n0 -->|2| n1',
        '  n2 -->|1| n0',
        '  n2 -->|1| n1',
      ]);
    }
  });

  test('has the calls of the chosen tile only, and says which groups have no room', async () => {
    const many = Array.from({ length: 60 }, (_, at) => record(100 + at, `P${at}`, { lanes: [`Lane ${at}`] }));
    const { page } = await opener.open([...lanes, ...many], { hash: '#/overview/lane?calls=is=Legal' });
    const lines = (await exported(page, 'mermaid')).bytes.toString('utf8').trim().split('\n');
    const legal = /(n\d+)\["Legal/.exec(lines.join('\n'))![1]!;
    expect(
      lines.filter((line) => line.includes('-->')).every((line) => line.includes(`  ${legal} -->`)),
    ).toBe(true);
    expect(lines.filter((line) => line.includes('-->'))).toHaveLength(2);
    expect(lines).toContain(`  class ${legal} target`);
    expect(lines.at(-1)).toBe('  %% not drawn: 24 more lanes');
  });
});

describe('the data of a view', () => {
  const small = { hash: '' };
  test.each([
    ['#/focus/1', 'order-to-cash.csv', ['focus,0,1,', 'callees,1,5,', 'callees,1,2,']],
    ['#/cycles', 'cycle-approve-credit.csv', ['1,2,4,', '1,2,3,']],
    ['#/orphans', 'orphans.csv', ['6,Forgotten Task,']],
    ['#/missing', 'missing.csv', ['missing:Old Portal,Old Portal,']],
    ['#/overview/owner', 'overview-owner.csv', ['Order Desk,1,', ',1,0,1,0']],
    ['#/path/1/4', 'path-order-to-cash-to-approve-credit.csv', ['0,1,', '1,2,', '2,3,', '3,4,']],
    ['#/impact/4', 'impact-approve-credit.csv', ['dependents,1,3,', 'dependents,2,2,', 'dependents,3,1,']],
    ['#/table?owner=is=Order Desk', 'table.csv', ['2,Take Order,']],
  ])('of %s', async (hash, file, rows) => {
    const { page, complaints } = await opener.open(SMALL_ORGANISATION, { ...small, hash });
    const { name, bytes } = await exported(page, 'csv');
    expect(name).toBe(file);
    const found = bytes.toString('utf8').trim().split('\n').slice(1);
    for (const row of rows)
      expect(
        found.some((line) => line.startsWith(row)),
        row,
      ).toBe(true);
    expect(complaints).toEqual([]);
  });

  test('of impact and orphans is what the command line writes', async () => {
    const page = (
      await opener.openHtml(klarifyGraph('export', '--format', 'html'), { hash: '#/impact/12100' })
    ).page;
    expect((await exported(page, 'csv')).bytes.toString('utf8')).toBe(
      klarifyGraph('impact', 'id:12100', '--format', 'csv'),
    );
    await page.goto(page.url().replace(/#.*/, '#/orphans'));
    await page.getByTestId('orphans').waitFor();
    expect((await exported(page, 'csv')).bytes.toString('utf8')).toBe(
      klarifyGraph('orphans', '--format', 'csv', '--exit-zero'),
    );
  });
});

describe('the menu', () => {
  test('is used by keyboard alone, and gives the focus back', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION, { hash: '#/orphans' });
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
    await page.getByTestId('export-menu').focus();
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('export-png');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('export-klarify');
    await page.keyboard.press('d');
    expect(await focused()).toBe('export-svg');
    await page.keyboard.press('d');
    expect(await focused()).toBe('export-csv');
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('export-menu');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('export-png');
    for (const key of ['End', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(download.suggestedFilename()).toBe('orphans.csv');
    expect(await focused()).toBe('export-menu');
  });

  test.each(['light', 'dark'] as const)(
    'and what could not be opened pass axe in %s colours',
    async (scheme) => {
      const { page } = await opener.open(SMALL_ORGANISATION, {
        hash: '#/focus/2',
        context: { colorScheme: scheme },
      });
      await page.getByTestId('open-file').setInputFiles({
        name: 'wrong.json',
        mimeType: 'application/json',
        buffer: Buffer.from('[]'),
      });
      await page.getByTestId('open-problem').waitFor();
      await page.getByTestId('export-menu').click();
      await page.evaluate(axe.source);
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { readonly axe: typeof import('axe-core') };
        const { violations } = await axe.run(document);
        return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
      });
      expect(violations).toEqual([]);
    },
  );

  test('says what a view without drawing does not offer', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION, { hash: '#/table' });
    await page.getByTestId('export-menu').click();
    for (const item of ['png', 'svg', 'mermaid', 'copy-mermaid', 'klarify']) {
      expect(await page.getByTestId(`export-${item}`).getAttribute('aria-disabled'), item).toBe('true');
    }
    expect(await page.getByTestId('export-svg').textContent()).toContain('no drawing');
  });

  test('copies the whole address of exactly this view', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION, {
      hash: '#/focus/2?steps=2&owner=is=Order%20Desk',
      context: { permissions: ['clipboard-read', 'clipboard-write'] },
    });
    await page.getByTestId('export-menu').click();
    await page.getByTestId('export-link').click();
    await expect.poll(() => page.getByTestId('export-said').textContent()).toBe('Link copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
    expect(page.url()).toMatch(/^file:.*#\/focus\/2\?steps=2&owner=/);
  });

  test('opens a procedure in Klarify by its web address, and by no other', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION, { hash: '#/focus/2' });
    await page.getByTestId('export-menu').click();
    const link = page.getByTestId('export-klarify');
    expect(await link.getAttribute('href')).toBe('https://example.klarify.biz/document/2');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    for (const id of ['__proto__', 'emoji']) {
      const hostile = await opener.open(HOSTILE_ORGANISATION, { hash: `#/focus/${id}` });
      await hostile.page.getByTestId('export-menu').click();
      const item = hostile.page.getByTestId('export-klarify');
      expect(await item.getAttribute('href')).toBeNull();
      expect(await item.getAttribute('aria-disabled')).toBe('true');
    }
    expect(HOSTILE_NAMES.script).toContain('<script>');
  });
});
