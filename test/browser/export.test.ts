import { expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { idsWithin, klarifyGraph } from './run-cli.js';

interface Listed {
  readonly id: string;
  readonly distance: number;
}

const opener = useOpener();

test('the page that the CLI writes opens from disk, is searched and focused, and tells the same impact as the CLI', async () => {
  const answer = JSON.parse(klarifyGraph('impact', 'Sales Pipeline Process', '--format', 'json'));
  const { page, complaints, requests } = await opener.openHtml(klarifyGraph('export', '--format', 'html'));
  await page.keyboard.press('/');
  await page.keyboard.type('sales pipline');
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[data-testid=focus][data-procedure-id="12100"]').waitFor();
  expect(await page.getByTestId('procedure-name').textContent()).toContain('Sales Pipeline Process');

  for (const side of ['dependents', 'dependencies'] as const) {
    expect(await page.getByTestId(`${side}-count`).textContent()).toBe(String(answer[side].count));
    const list = page.getByTestId(`${side}-list`);
    if (side === 'dependencies') await page.getByText(/dependencies · /).click();
    const more = list.getByRole('button', { name: /more/ });
    while ((await more.count()) > 0) await more.first().click();
    const shown = await list
      .locator('[data-procedure-id][data-distance]')
      .evaluateAll((items) =>
        items.map((item) => [item.getAttribute('data-procedure-id'), item.getAttribute('data-distance')]),
      );
    expect(shown).toEqual(answer[side].procedures.map(({ id, distance }: Listed) => [id, String(distance)]));
  }
  expect(complaints).toEqual([]);
  expect(requests).toEqual([]);
});

test('it counts the same cycles and orphans as the CLI', async () => {
  const cycles = JSON.parse(klarifyGraph('cycles', '--exit-zero', '--format', 'json'));
  const orphans = JSON.parse(klarifyGraph('orphans', '--exit-zero', '--format', 'json'));
  const { page } = await opener.openHtml(klarifyGraph('export', '--format', 'html'));
  await expect.poll(() => page.getByTestId('cycles-count').textContent()).toBe(String(cycles.count));
  expect(await page.getByTestId('orphans-count').textContent()).toBe(String(orphans.count));
  await page.getByTestId('tab-orphans').click();
  const ids = await idsWithin(page, '[data-testid=orphans-list]');
  expect([...ids].sort()).toEqual(orphans.orphans.map(({ id }: Listed) => id).sort());
});
