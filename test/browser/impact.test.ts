import { beforeAll, describe, expect, test } from 'vitest';
import { useOpener } from './open-graph.js';
import { idsWithin, klarifyGraph, savedBy } from './run-cli.js';

const opener = useOpener();
let html: string;
beforeAll(() => {
  html = klarifyGraph('export', '--format', 'html');
});

interface Listed {
  readonly id: string;
  readonly distance: number;
  readonly via: string;
}

const sorted = (ids: readonly (string | null)[]) => [...new Set(ids)].sort();

describe('impact', () => {
  test('of several procedures is that of the CLI, added by keyboard, in the address', async () => {
    const answer = JSON.parse(
      klarifyGraph('impact', 'id:12100', 'Issue Customer Invoice', '--format', 'json'),
    );
    const { page, complaints, requests } = await opener.openHtml(html, { hash: '#/impact/12100' });
    await page.getByTestId('board').waitFor();
    await page.getByTestId('add-target').focus();
    await page.keyboard.type('issue customer invoice');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => idsWithin(page, '[data-testid=targets]')).toHaveLength(2);
    expect(new URL(page.url()).hash).toMatch(/^#\/impact\/12100\/\d+$/);
    expect(await page.getByTestId('impact-count').textContent()).toBe(String(answer.dependents.count));
    const more = page.getByTestId('board').locator('.more-button');
    while ((await more.count()) > 0) await more.first().click();
    const chips = await page
      .getByTestId('board')
      .locator('.chip')
      .evaluateAll((all) =>
        all.map((chip) => `${chip.getAttribute('data-procedure-id')} ${chip.getAttribute('data-distance')}`),
      );
    expect(sorted(chips)).toEqual(
      sorted(answer.dependents.procedures.map(({ id, distance }: Listed) => `${id} ${distance}`)),
    );
    await page.locator('[data-option=dependencies]').click();
    await expect
      .poll(() => page.getByTestId('impact-count').textContent())
      .toBe(String(answer.dependencies.count));
    await page.goBack();
    await page.locator('[data-testid=impact][data-mode=dependents]').waitFor();
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });

  test('shows the chain of the procedure that is pointed at or focused, as the CLI’s via says', async () => {
    const answer = JSON.parse(klarifyGraph('impact', 'id:12100', '--format', 'json'));
    const { page } = await opener.openHtml(html, { hash: '#/impact/12100?by=lane' });
    const far: Listed = answer.dependents.procedures.at(-1);
    const viaOf = new Map(answer.dependents.procedures.map(({ id, via }: Listed) => [id, via]));
    const chain: string[] = [far.id];
    for (let id = viaOf.get(far.id); typeof id === 'string'; id = viaOf.get(id)) chain.push(id);
    const chip = page.locator(`.chip[data-procedure-id="${far.id}"]`).first();
    await chip.hover();
    await expect.poll(() => idsWithin(page, '[data-testid=chain]')).toEqual(chain);
    await page.mouse.move(5, 5);
    await chip.focus();
    await expect.poll(() => idsWithin(page, '[data-testid=chain]')).toEqual(chain);
    await expect.poll(() => page.locator('.chip.in-chain').count()).toBeGreaterThanOrEqual(chain.length - 1);
  });

  test('names whom to notify, and saves what the CLI writes', async () => {
    const answer = JSON.parse(klarifyGraph('impact', 'id:12100', '--format', 'json'));
    const { page } = await opener.openHtml(html, {
      hash: '#/impact/12100',
      context: { acceptDownloads: true },
    });
    const notified = page.getByTestId('notify-list').locator('li');
    await notified.first().waitFor();
    const owners = await notified.evaluateAll((all) =>
      all.map((item) => [item.querySelector('bdi')?.textContent, Number(item.getAttribute('data-count'))]),
    );
    expect(owners).toEqual(
      answer.dependents.owners.map(({ owner, count }: { owner: string | null; count: number }) => [
        owner ?? 'No owner',
        count,
      ]),
    );
    const procedures = await savedBy(page, () =>
      page.getByRole('button', { name: 'Procedures as CSV' }).click(),
    );
    expect(procedures.text).toBe(klarifyGraph('impact', 'id:12100', '--format', 'csv'));
    const list = await savedBy(page, () => page.getByRole('button', { name: 'Owners as CSV' }).click());
    expect(list.text.split('\n')).toHaveLength(owners.length + 2);
  });

  test('what breaks when a procedure is archived is what the CLI says', async () => {
    const { retire } = JSON.parse(klarifyGraph('impact', 'id:12100', '--retire', '--format', 'json'));
    const { page } = await opener.openHtml(html, { hash: '#/impact/12100?show=retire' });
    await page.getByTestId('retirement').waitFor();
    const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
    expect(await idsWithin(page, '[data-testid=dangling]')).toEqual(
      retire.dangling.map(({ caller }: { caller: string }) => caller),
    );
    expect(await idsWithin(page, '[data-testid=orphaned]')).toEqual(ids(retire.orphaned));
    expect(await idsWithin(page, '[data-testid=uncontained]')).toEqual(ids(retire.uncontained));
    expect(await page.getByTestId('ask-list').locator('li').count()).toBe(retire.owners.length);
  });

  test('the line of the chain lies whole within the view, wherever that is scrolled to', async () => {
    const { page } = await opener.openHtml(html, {
      hash: '#/impact/12100',
      context: { viewport: { width: 1024, height: 768 } },
    });
    await page.getByTestId('chain').waitFor();
    const isWhole = () =>
      page.evaluate(() => {
        const line = document.querySelector('.chain-strip')!.getBoundingClientRect();
        return line.bottom <= document.querySelector('.stage-content')!.getBoundingClientRect().bottom + 1;
      });
    expect(await isWhole()).toBe(true);
    await page.locator('.stage-content').evaluate((stage) => stage.scrollTo(0, stage.scrollHeight));
    expect(await isWhole()).toBe(true);
  });

  test('an id that is no longer there is said, and nothing is asked of it', async () => {
    const { page, complaints } = await opener.openHtml(html, { hash: '#/impact/nobody' });
    await page.getByText('This graph holds no procedure with the id nobody.').waitFor();
    expect(complaints).toEqual([]);
  });
});
