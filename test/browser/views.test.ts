import { beforeAll, describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { largeOrganisation, SMALL_ORGANISATION } from './organisations.js';
import { idsWithin, klarifyGraph, savedBy } from './run-cli.js';

const opener = useOpener();
let html: string;
beforeAll(() => {
  html = klarifyGraph('export', '--format', 'html');
});

describe('the table', () => {
  test('sorts by the counts that the CLI gives, and saves what it shows', async () => {
    const { top } = JSON.parse(klarifyGraph('stats', '--top', '12', '--format', 'json'));
    const { page, complaints } = await opener.openHtml(html, {
      hash: '#/table',
      context: { acceptDownloads: true },
    });
    await page.locator('[data-testid=table] thead [data-column=dependents]').click();
    await expect.poll(() => new URL(page.url()).hash).toBe('#/table?sort=-dependents');
    const rows = page.locator('[data-testid=table] tbody tr[data-procedure-id]');
    const shown = await rows.evaluateAll((all) =>
      all.slice(0, 12).map((row) => ({
        id: row.getAttribute('data-procedure-id'),
        dependents: Number(row.querySelector('[data-column=dependents]')?.textContent),
        dependencies: Number(row.querySelector('[data-column=dependencies]')?.textContent),
      })),
    );
    expect(shown).toEqual(
      top.map(({ id, dependents, dependencies }: (typeof shown)[number]) => ({
        id,
        dependents,
        dependencies,
      })),
    );
    const { name, text } = await savedBy(page, () => page.getByRole('button', { name: 'CSV' }).click());
    expect(name).toBe('procedures.csv');
    expect(text.split('\n')[1]).toContain(shown[0]!.id!);
    expect(text.trimEnd().split('\n')).toHaveLength(170);
    expect(complaints).toEqual([]);
  });

  test('draws a few of many rows, and all of them can be reached by keyboard', async () => {
    const { page } = await opener.open(largeOrganisation(3000), { hash: '#/table' });
    const table = page.getByTestId('table').locator('table');
    await table.waitFor();
    expect(await table.getAttribute('aria-rowcount')).toBe('3001');
    expect(await table.locator('tbody tr').count()).toBeLessThan(100);
    await page.getByRole('region', { name: 'Procedures, sorted' }).focus();
    await page.keyboard.press('End');
    await table.locator('tr[aria-rowindex="3001"]').waitFor();
  });

  test('writes no cell that a spreadsheet takes for a formula', async () => {
    const { page } = await opener.open(
      [
        { id: '=1', name: '=HYPERLINK("x")' },
        { id: '+2', name: '@b,"c"' },
      ],
      {
        hash: '#/table',
        context: { acceptDownloads: true },
      },
    );
    const { text } = await savedBy(page, () => page.getByRole('button', { name: 'CSV' }).click());
    expect(text).toContain('\'=1,"\'=HYPERLINK(""x"")"');
    expect(text).toContain('\'+2,"\'@b,""c"""');
  });
});

describe('the outline', () => {
  test('is a tree that keys open, close and walk, and holds what the CLI’s tree holds', async () => {
    const { root } = JSON.parse(klarifyGraph('tree', 'id:12210', '--depth', '1', '--format', 'json'));
    const { page, complaints } = await opener.openHtml(html, { hash: '#/outline/12210' });
    const tree = page.getByTestId('tree');
    await expect
      .poll(() => idsWithin(page, '[data-testid=tree]'))
      .toEqual([root.id, ...root.children.map(({ id }: { id: string }) => id)]);
    await tree.focus();
    const active = async () => {
      const id = await tree.getAttribute('aria-activedescendant');
      return page.locator(`[id="${id}"]`).getAttribute('data-procedure-id');
    };
    await page.keyboard.press('ArrowDown');
    expect(await active()).toBe(root.children[0].id);
    const before = await tree.getByRole('treeitem').count();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => tree.getByRole('treeitem').count()).toBeGreaterThan(before);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    expect(await active()).toBe(root.children[0].id);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => tree.getByRole('treeitem').count()).toBe(before);
    await page.keyboard.press('End');
    expect(await active()).toBe(root.children.at(-1).id);
    await page.keyboard.press('Enter');
    await page.locator(`[data-testid=focus][data-procedure-id="${root.children.at(-1).id}"]`).waitFor();
    expect(complaints).toEqual([]);
  });

  test('of the organisation reaches every procedure, rings and missing ones too', async () => {
    const { page, graph } = await opener.open(
      [
        ...SMALL_ORGANISATION,
        { id: 'r1', name: 'Ring 1', called_from: ['Ring 2'] },
        { id: 'r2', name: 'Ring 2', called_from: ['Ring 1'] },
      ],
      { hash: '#/outline' },
    );
    await page.getByRole('button', { name: 'Open all' }).click();
    await expect
      .poll(async () => [...new Set(await idsWithin(page, '[data-testid=tree]'))].sort())
      .toEqual(graph.procedures.map(({ id }) => id).sort());
    expect(await page.getByText('closes a cycle').count()).toBeGreaterThan(0);
  });
});

describe('the path', () => {
  test('loses no end where the second is chosen before the browser tells of the new address', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/path' });
    await page.evaluate(async () => {
      for (const [field, id] of [
        ['path-from', '10001'],
        ['path-to', '12383'],
      ]) {
        const input = document.querySelector<HTMLInputElement>(`[data-testid=${field}]`)!;
        input.value = id!;
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        // Drawn within the same task, before an event of the browser's own can come.
        for (let turn = 0; turn < 50; turn++) await Promise.resolve();
        input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
        for (let turn = 0; turn < 50; turn++) await Promise.resolve();
      }
    });
    await expect.poll(() => new URL(page.url()).hash).toBe('#/path/10001/12383');
  });

  test('is what the CLI finds: chosen by keyboard, every chain’s procedures told', async () => {
    const answer = JSON.parse(klarifyGraph('path', 'id:10001', 'id:12383', '--all', '--format', 'json'));
    const { page, complaints } = await opener.openHtml(html, { hash: '#/path' });
    for (const [field, id] of [
      ['path-from', '10001'],
      ['path-to', '12383'],
    ] as const) {
      await page.getByTestId(field).focus();
      await page.keyboard.type(id);
      await page.getByRole('listbox').getByRole('option').first().waitFor();
      await page.keyboard.press('Enter');
    }
    await page.getByTestId('path-details').waitFor();
    expect(new URL(page.url()).hash).toBe('#/path/10001/12383');
    expect(await idsWithin(page, '[data-testid=must-pass]')).toEqual(
      answer.mustPass.map(({ id }: { id: string }) => id),
    );
    const chains: string[][] = answer.paths;
    const shortest = chains.filter(({ length }) => length === answer.path.length);
    expect([...(await idsWithin(page, '[data-testid=path-steps]'))].sort()).toEqual(
      [...new Set(shortest.flat())].sort(),
    );
    expect(await page.getByTestId('path-summary').textContent()).toContain(
      `${shortest.length} shortest chain${shortest.length === 1 ? '' : 's'} of ${answer.path.length - 1} calls`,
    );
    await page.getByRole('button', { name: 'Swap' }).click();
    await page.getByRole('heading', { name: 'No chain' }).waitFor();
    expect(complaints).toEqual([]);
  });
});
