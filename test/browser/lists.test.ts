import { findCycles, findOrphans } from '@klarify-graph/core';
import { describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { largeOrganisation, SMALL_ORGANISATION } from './organisations.js';

const opener = useOpener();

describe('the lists', () => {
  test('the counts are those of the analyses', async () => {
    const { page, graph } = await opener.open(largeOrganisation(2000));
    await expect
      .poll(() => page.getByTestId('cycles-count').textContent())
      .toBe(String(findCycles(graph).length));
    expect(await page.getByTestId('orphans-count').textContent()).toBe(String(findOrphans(graph).length));
    expect(await page.getByTestId('missing-count').textContent()).toBe('0');
  });

  test('a cycle is drawn, its cut is named with both owners, its members can be chosen', async () => {
    const { page, graph, complaints } = await opener.open(SMALL_ORGANISATION);
    await page.getByTestId('tab-cycles').click();
    await page.getByTestId('cycles-list').getByRole('link').first().click();
    await expect.poll(() => page.getByTestId('canvas').getAttribute('data-nodes')).toBe('2');
    expect(await page.getByTestId('canvas').getAttribute('data-edges')).toBe('2');
    const [cycle] = findCycles(graph);
    const [cut] = cycle!.cut;
    const shownCut = page.getByTestId('cut-list').locator('li');
    expect(await shownCut.getAttribute('data-caller-id')).toBe(graph.procedures[cut!.caller]!.id);
    expect(await shownCut.getAttribute('data-callee-id')).toBe(graph.procedures[cut!.callee]!.id);
    expect(await shownCut.textContent()).toContain('Credit Manager');
    expect(await shownCut.textContent()).toContain('Finance Director');
    const loop = page.getByTestId('loop-list').locator('li');
    expect(
      await loop.evaluateAll((items) => items.map((item) => item.getAttribute('data-procedure-id'))),
    ).toEqual(cycle!.shortest.map((node) => graph.procedures[node]!.id));
    await loop.first().getByRole('link').click();
    expect(await page.getByTestId('procedure-details').getAttribute('data-procedure-id')).toBe('4');
    await page.getByRole('button', { name: 'Back to the cycle' }).click();
    await page.getByTestId('cut-list').waitFor();
    expect(complaints).toEqual([]);
  });

  test('a cycle has an address', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION, { hash: '#/cycles/4' });
    await page.getByTestId('cycle').waitFor();
    expect(await page.getByTestId('cycles-list').locator('[aria-current]').count()).toBe(1);
  });

  test('an orphan has its reason, and choosing it focuses it', async () => {
    const { page, graph } = await opener.open(SMALL_ORGANISATION);
    await page.getByTestId('tab-orphans').click();
    const listed = await page
      .getByTestId('orphans-list')
      .locator('section')
      .evaluateAll((sections) =>
        sections
          .filter((section) => section.hasAttribute('data-reason'))
          .flatMap((section) =>
            [...section.querySelectorAll('li')].map(
              (item) => `${item.getAttribute('data-procedure-id')} ${section.getAttribute('data-reason')}`,
            ),
          ),
      );
    expect(listed).toEqual(
      findOrphans(graph).map(({ node, reason }) => `${graph.procedures[node]!.id} ${reason}`),
    );
    await page.getByTestId('orphans-list').getByText('Forgotten Task').click();
    await page.locator('[data-testid=focus][data-procedure-id="6"]').waitFor();
    await page.getByText('Orphan: isolated.').waitFor();
    expect(await page.getByTestId('tab-orphans').getAttribute('aria-current')).toBe('page');
  });

  test('a missing procedure is listed with those that name it, and drawn when chosen', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION, { hash: '#/missing' });
    const item = page.getByTestId('missing-list').locator('li');
    expect(await item.textContent()).toContain('Named by Ship Order');
    await item.getByRole('link').click();
    await page.locator('[data-testid=focus][data-procedure-id="missing:Old Portal"]').waitFor();
    expect(await page.getByTestId('details').textContent()).toContain('Missing procedure');
  });

  test('a tile opens the list of its procedures', async () => {
    const { page } = await opener.open(SMALL_ORGANISATION);
    await page.getByTestId('tile').filter({ hasText: 'Finance' }).click();
    const rows = page.getByTestId('group').locator('tbody tr');
    expect(await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-procedure-id')))).toEqual([
      '4',
      '3',
    ]);
    await page.goBack();
    await page.locator('[data-option=owner]').click();
    await expect.poll(() => page.getByTestId('tile').last().textContent()).toContain('No owner');
    expect(new URL(page.url()).hash).toBe('#/overview/owner');
  });

  test('a long list says what it holds back', async () => {
    const { page } = await opener.open(largeOrganisation(2000), { hash: '#/overview/type/is=Task' });
    const rows = page.getByTestId('group').locator('tbody tr');
    const total = Number(
      (await page.getByTestId('group').locator('.hint').textContent())?.replace(/\D/g, ''),
    );
    expect(await rows.count()).toBe(100);
    const more = page.getByTestId('group').locator('.more-button');
    expect(await more.textContent()).toBe(`+${(total - 100).toLocaleString('en-US')} more`);
    await more.click();
    await expect.poll(() => rows.count()).toBe(300);
  });
});
