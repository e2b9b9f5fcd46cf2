import { expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { largeOrganisation } from './organisations.js';

const opener = useOpener();

test('20,000 procedures and 60,000 calls open, are searched and focused, a few hundred elements live', async () => {
  const { page, graph, complaints } = await opener.open(largeOrganisation(20_000));
  expect(graph.calls.callers.length).toBeGreaterThan(60_000);
  await page.getByTestId('tile').first().waitFor();
  await expect.poll(() => page.getByTestId('cycles-count').textContent()).not.toBe('…');

  await page.keyboard.press('/');
  await page.keyboard.type('finance procedure 1778');
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  expect(await page.getByRole('listbox').getByRole('option').first().textContent()).toContain(
    'Finance procedure 1778',
  );
  await page.keyboard.press('Enter');
  await page.locator('[data-testid=focus][data-procedure-id="1778"]').waitFor();

  await page.getByRole('button', { name: '3', exact: true }).click();
  const canvas = page.getByTestId('canvas');
  const live = async () =>
    Number(await canvas.getAttribute('data-nodes')) + Number(await canvas.getAttribute('data-edges'));
  await expect.poll(live).toBeGreaterThan(30);
  expect(await live()).toBeLessThanOrEqual(600);
  expect(complaints).toEqual([]);
});
