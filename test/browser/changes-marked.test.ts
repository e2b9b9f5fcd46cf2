import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { record } from './organisations.js';
import { runCli, savedBy } from './run-cli.js';

/**
 *     before:  Plan ─▶ Hub ─▶ Keep, Old Step (to be removed), Elsewhere
 *              Fax ─▶ Hub (to be removed)
 *     after:   Plan ─▶ Hub ─▶ Keep, New Step ─▶ Keep;  Elsewhere
 */
const BEFORE = [
  record(1, 'Plan', { type: 'PROCESS_MODEL', owner: 'Ada', lanes: ['Sales'] }),
  record(2, 'Hub', { callers: [1, 90], owner: 'Ada', lanes: ['Sales'] }),
  record(3, 'Keep', { callers: [2], owner: 'Bert', lanes: ['Sales'] }),
  record(4, 'Elsewhere', { callers: [2], owner: 'Ada', lanes: ['Sales'] }),
  record(90, 'Fax', { owner: 'Ada', lanes: ['Post Room'] }),
  record(91, 'Old <Step>', { callers: [2], owner: 'Ada', lanes: ['Sales'] }),
];
const AFTER = [
  record(1, 'Plan', { type: 'PROCESS_MODEL', owner: 'Ada', lanes: ['Sales'] }),
  record(2, 'Hub', { callers: [1], owner: 'Ada', lanes: ['Sales'] }),
  record(3, 'Keep', { callers: [2, 5], owner: 'Cleo', lanes: ['Sales'] }),
  record(4, 'Elsewhere', { owner: 'Ada', lanes: ['Sales'] }),
  record(5, 'New Step', { callers: [2], owner: 'Ada', lanes: ['Sales'] }),
];

const opener = useOpener();
let folder: string;
let since: string;
let alone: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'klarify-graph-changes-'));
  const [before, after] = [join(folder, 'before.json'), join(folder, 'after.json')];
  await writeFile(before, JSON.stringify(BEFORE));
  await writeFile(after, JSON.stringify(AFTER));
  since = runCli('--snapshot', after, 'export', '--format', 'html', '--since', before);
  alone = runCli('--snapshot', after, 'export', '--format', 'html');
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function open(hash: string, html = since): Promise<Page> {
  const { page } = await opener.openHtml(html, { hash });
  return page;
}

const saved = (page: Page, item: string) =>
  savedBy(page, async () => {
    await page.getByTestId('export-menu').click();
    await page.getByTestId(`export-${item}`).click();
  }).then(({ text }) => text);
const canvasLabel = (page: Page) => page.getByTestId('canvas').getAttribute('aria-label');

describe('in the drawing around a procedure', () => {
  test('what is new, changed and gone is told, and what is gone is counted apart', async () => {
    const page = await open('#/focus/2');
    const label = await canvasLabel(page);
    expect(label).toContain('1 caller on the left, 2 callees on the right');
    expect(label).toContain(
      'Marked since the earlier snapshot: 1 procedure added, 1 changed, 2 removed, 2 calls added, 3 calls removed.',
    );
    const svg = await saved(page, 'svg');
    const texts = [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(texts).toEqual(
      expect.arrayContaining([
        'Callers · 1 · −1',
        'Callees · 2 · −2',
        'Fax',
        'Old &#60;Step&#62;',
        'Elsewhere',
        'removed',
        'call removed',
        '+',
        '−',
      ]),
    );
    // One line through each name that is struck.
    expect(svg.match(/<path d="M[^"]*h[^"]*" stroke="[^"]*" stroke-width="1.2"\/>/g)).toHaveLength(3);
    const legend = await page.getByTestId('legend-changes').textContent();
    expect(legend).toMatch(/added.*changed.*call added.*removed.*since the earlier snapshot/);
  });

  test('Mermaid says it too', async () => {
    const lines = (await saved(await open('#/focus/2'), 'mermaid')).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining(['  n2["Keep (changed)"]', '  n3["New Step (added)"]', '  n4["Fax (removed)"]']),
    );
    expect(lines.filter((line) => line.includes('-->|removed|'))).toHaveLength(3);
    expect(lines.filter((line) => line.includes('-->|added|'))).toHaveLength(2);
    expect(lines.some((line) => /\["Elsewhere"\]/.test(line))).toBe(true);
  });

  test('arrow keys reach what is gone, Enter says what became of it', async () => {
    const page = await open('#/focus/2');
    await page.getByTestId('canvas').focus();
    await page.keyboard.press('ArrowRight');
    const told = page.locator('.canvas-frame [aria-live]');
    await expect.poll(() => told.textContent()).toContain('New Step');
    expect(await told.textContent()).toContain('added, 2 calls added since the earlier snapshot');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => told.textContent()).toContain('Keep');
    expect(await told.textContent()).toContain('changed, 1 call added since the earlier snapshot');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => told.textContent()).toContain('Elsewhere, call removed');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => told.textContent()).toContain('Old <Step>, removed');
    await page.keyboard.press('Enter');
    await page.getByText('It was removed since the earlier snapshot').waitFor();
  });

  test('a call that was added is told beside its procedure, and while it is lit', async () => {
    const page = await open('#/focus/2');
    const item = page.getByTestId('callees').locator('[data-procedure-id="5"]');
    expect(await item.textContent()).toContain('added since the earlier snapshot');
    await page.getByTestId('canvas').focus();
    await page.keyboard.press('ArrowRight');
    const texts = [...(await saved(page, 'svg')).matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(texts).toEqual(expect.arrayContaining(['added since', 'the earlier snapshot']));
  });

  test('details name the calls that came and went', async () => {
    const page = await open('#/focus/2');
    const calls = page.getByTestId('procedure-changes').locator('li');
    expect(await calls.allTextContents()).toEqual([
      '+ call with New Step',
      '− call with Fax',
      '− call with Elsewhere',
      '− call with Old <Step>',
    ]);
  });

  test('a procedure that lost all of one side has them there', async () => {
    const label = await canvasLabel(await open('#/focus/4'));
    expect(label).toContain('0 callers on the left');
    expect(label).toContain('1 call removed');
  });
});

test('a path marks what is new on it', async () => {
  const page = await open('#/path/2/5');
  expect(await canvasLabel(page)).toContain('1 procedure added, 1 call added');
  expect(await page.getByTestId('legend-changes').textContent()).not.toContain('removed');
});

test('tiles count by what procedures have and had', async () => {
  const page = await open('#/overview/lane');
  const changes = page.getByTestId('tile-changes');
  await changes.first().waitFor();
  expect(await changes.allTextContents()).toEqual(['+1 added, 1 changed, −1 removed']);
  expect(await page.getByTestId('removed-elsewhere').textContent()).toContain(
    '1 procedure removed since the earlier snapshot in no tile',
  );
});

test('cells of the matrix have signs, in words too', async () => {
  const page = await open('#/overview/owner?as=matrix');
  const cell = page.locator('td[data-row="0"][data-column="0"]');
  await cell.waitFor();
  expect(await cell.getAttribute('title')).toBe('2 calls, 1 added and 3 removed since the earlier snapshot');
  expect(await cell.textContent()).toContain('±');
  await cell.focus();
  expect(await page.getByTestId('matrix-strip').textContent()).toContain('1 added and 3 removed');
});

test('rows of the outline and of the impact are marked', async () => {
  const outline = await open('#/outline/2');
  const row = outline.locator('[role=treeitem][data-procedure-id="5"]');
  expect(await row.textContent()).toContain('added+ call added');
  const impact = await open('#/impact/3');
  await impact.getByTestId('board').waitFor();
  expect(await impact.locator('.chip[data-procedure-id="5"]').textContent()).toContain('added');
});

test('a file without an earlier snapshot has none of it', async () => {
  const page = await open('#/focus/2', alone);
  expect(await canvasLabel(page)).not.toContain('Marked');
  expect(await page.getByTestId('legend-changes').count()).toBe(0);
  expect(await saved(page, 'mermaid')).not.toMatch(/added|removed|changed/);
  expect(await page.getByTestId('canvas').getAttribute('data-nodes')).toBe('6');
  await page.goto(page.url().replace(/#.*/, '#/overview/owner'));
  await page.getByTestId('tile').first().waitFor();
  expect(await page.getByTestId('tile-changes').count()).toBe(0);
});

test.each(['light', 'dark'] as const)('marks pass axe in %s colours', async (colorScheme) => {
  for (const hash of [
    '#/focus/2',
    '#/overview/owner',
    '#/overview/owner?as=matrix',
    '#/outline/2',
    '#/impact/3',
  ]) {
    const { page } = await opener.openHtml(since, { hash, context: { colorScheme } });
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { readonly axe: typeof import('axe-core') };
      const { violations } = await axe.run(document);
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
    });
    expect(violations, hash).toEqual([]);
  }
});
