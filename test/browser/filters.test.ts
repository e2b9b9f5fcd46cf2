import { buildGraph, computeImpact, withoutAmbiguousCalls } from '@klarify-graph/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { largeOrganisation } from './organisations.js';
import { klarifyGraph } from './run-cli.js';

const opener = useOpener();
let html: string;
beforeAll(() => {
  html = klarifyGraph('export', '--format', 'html');
});

describe('filters', () => {
  test('hold in every view, are counted, and can be taken off one by one', async () => {
    const matching = JSON.parse(klarifyGraph('list', 'status:draft', '--format', 'json'));
    const { page, complaints } = await opener.openHtml(html);
    await page.getByTestId('open-filters').click();
    const draft = page.locator('[data-facet=status] [data-key="is=Draft"]');
    await draft.check();
    const showing = page.getByTestId('showing');
    await expect.poll(() => showing.textContent()).toBe(`Showing ${matching.count} of 167 procedures`);
    for (const view of ['table', 'outline', 'orphans', 'cycles', 'overview']) {
      await page.getByTestId(`tab-${view}`).click();
      await expect.poll(() => new URL(page.url()).hash).toContain(`#/${view}?status=is%3DDraft`);
      expect(await showing.textContent()).toBe(`Showing ${matching.count} of 167 procedures`);
    }
    await page.goBack();
    await expect.poll(() => new URL(page.url()).hash).toContain('#/cycles?');
    await page.getByRole('button', { name: 'Remove the filter Status Draft' }).click();
    await expect.poll(() => showing.count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('the tiles count what matches, and a group that has nothing of it is no tile', async () => {
    const { procedures } = JSON.parse(klarifyGraph('list', 'status:draft', '--format', 'json'));
    const { page } = await opener.openHtml(html, { hash: '#/overview/owner?status=is%3DDraft' });
    const counts = await page.getByTestId('tile').locator('strong').allInnerTexts();
    expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(procedures.length);
    const owners = new Set(procedures.map(({ owner }: { owner: string | null }) => owner));
    expect(counts).toHaveLength(owners.size);
  });

  test('a value’s count is what ticking it leaves', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/table?type=is%3DTask' });
    const value = page.locator('[data-facet=owner] .facet-value').first();
    const count = await value.locator('.count').textContent();
    await value.locator('input').check();
    await expect
      .poll(() => page.getByTestId('showing').textContent())
      .toBe(`Showing ${count} of 167 procedures`);
  });

  test('text is searched in name, id, owner and lane, and typing adds no history', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/table' });
    const length = await page.evaluate(() => history.length);
    await page.getByTestId('filter-text').click();
    await page.keyboard.type('warehouse');
    await expect.poll(() => page.getByTestId('showing').count()).toBe(1);
    expect(new URL(page.url()).hash).toBe('#/table?text=warehouse');
    expect(await page.evaluate(() => history.length)).toBe(length);
  });

  test('leaving out a kind of call changes the answer, and says so', async () => {
    const records = largeOrganisation(400);
    const { page, graph } = await opener.open(
      [
        ...records,
        { id: 'twin', name: 'Sales procedure 1' },
        { id: 'x', name: 'X', called_from: ['Sales procedure 1'] },
      ],
      {
        hash: '#/impact/x',
      },
    );
    const count = page.getByTestId('impact-count');
    const x = graph.indexOf('x')!;
    expect(await count.textContent()).toBe(String(computeImpact(graph, [x]).dependents!.procedures.length));
    expect(withoutAmbiguousCalls(graph).calls.callers.length).toBe(graph.calls.callers.length - 2);
    await page.locator('[data-facet=calls] [data-key=ambiguous]').uncheck();
    await page.getByRole('main').getByText('Nothing depends on it.').waitFor();
    const all = graph.calls.callers.length.toLocaleString('en-US');
    const rest = (graph.calls.callers.length - 2).toLocaleString('en-US');
    expect(await page.getByTestId('showing-calls').textContent()).toBe(`Counting ${rest} of ${all} calls`);
    expect(buildGraph(records).procedures).toHaveLength(400);
  });
});
