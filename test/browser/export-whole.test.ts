import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { largeOrganisation } from './organisations.js';
import { exportedRows, klarifyGraph, runCli } from './run-cli.js';

const opener = useOpener();
let html: string;
beforeAll(() => {
  html = klarifyGraph('export', '--format', 'html');
});

describe('the data of a view is whole, and no more than the view', () => {
  test('of a large organisation is not saved before it is known', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'klarify-graph-browser-'));
    try {
      const snapshot = join(folder, 'large.json');
      writeFileSync(snapshot, JSON.stringify(largeOrganisation(20_000)));
      const large = runCli('--snapshot', snapshot, 'export', '--format', 'html');
      const { page } = await opener.openHtml(large, { hash: '#/table' });
      const [head = '', ...rows] = await exportedRows(page);
      expect(head).toContain('dependents,dependencies,updatedAt,problems');
      expect(rows.length).toBeGreaterThanOrEqual(20_000);
      expect(rows.filter((row) => /,,,[^,]*,[^,]*$/.test(row)).length).toBe(0);
      const { orphans } = JSON.parse(
        runCli('--snapshot', snapshot, 'orphans', '--format', 'json', '--exit-zero'),
      );
      const told = rows.filter((row) => /orphan/i.test(row.slice(row.lastIndexOf(',')))).length;
      expect(told).toBe(orphans.length);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('of what breaks when a procedure is archived is what the command line says', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/impact/12100?show=retire' });
    const { retire } = JSON.parse(klarifyGraph('impact', 'id:12100', '--retire', '--format', 'json'));
    const [, ...rows] = await exportedRows(page);
    const ids = (what: string) =>
      rows.filter((row) => row.startsWith(`${what},`)).map((row) => row.split(',')[1]);
    expect(ids('dangling')).toEqual(retire.dangling.map(({ caller }: { caller: string }) => caller));
    const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id);
    expect(ids('orphaned')).toEqual(idsOf(retire.orphaned));
    expect(ids('uncontained')).toEqual(idsOf(retire.uncontained));
    expect(ids('newEntryPoint')).toEqual(idsOf(retire.newEntryPoints));
    expect(rows.length).toBeGreaterThan(0);
  });

  test('of an outline is what its procedure leads to', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/outline/12100' });
    const { dependencies } = JSON.parse(klarifyGraph('impact', 'id:12100', '--format', 'json'));
    const [, ...rows] = await exportedRows(page);
    expect(rows.length).toBe(dependencies.count + 1);
  });

  test('of an impact holds what the filter lets through', async () => {
    const { page } = await opener.openHtml(html, { hash: '#/impact/12100?owner=is%3DSales%20Director' });
    const { dependents, dependencies } = JSON.parse(klarifyGraph('impact', 'id:12100', '--format', 'json'));
    const wanted = [...dependents.procedures, ...dependencies.procedures].filter(
      ({ owner }: { owner: string | null }) => owner === 'Sales Director',
    );
    const [, ...rows] = await exportedRows(page);
    expect(wanted.length).toBeGreaterThan(0);
    expect(rows.length).toBe(wanted.length);
  });
});

test('where ambiguous calls were left out, nothing is called unambiguous', async () => {
  const without = klarifyGraph('--ignore-ambiguous', 'export', '--format', 'html');
  const { page } = await opener.openHtml(without, { hash: '#/ambiguous' });
  const said = page.getByTestId('ambiguous');
  await said.waitFor();
  expect(await said.textContent()).toContain('1 reference may mean several procedures');
  expect(await page.getByText('each reference leads to one procedure').count()).toBe(0);
  const { page: filtered } = await opener.openHtml(html, { hash: '#/ambiguous?without=ambiguous' });
  await filtered.getByTestId('ambiguous').waitFor();
  expect(await filtered.getByTestId('ambiguous').textContent()).toContain('1 ambiguous reference');
});

test('the strip of the filter counts missing procedures apart', async () => {
  const { page } = await opener.openHtml(html, { hash: '#/table?problem=missing' });
  await expect
    .poll(() => page.getByTestId('showing').textContent())
    .toBe('Showing 0 of 167 procedures and 2 missing');
});
