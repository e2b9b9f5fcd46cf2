import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const CLI = fileURLToPath(new URL('../../node_modules/.bin/klarify-graph', import.meta.url));

/** What the built CLI writes to standard output, asked about the sample organisation. */
export function klarifyGraph(...args: string[]): string {
  return runCli('--sample', ...args);
}

/** What the built CLI writes to standard output. */
export function runCli(...args: string[]): string {
  return execFileSync(CLI, ['--quiet', ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** The ids of the procedures that an element shows, in order. */
export function idsWithin(page: Page, selector: string): Promise<readonly (string | null)[]> {
  return page
    .locator(`${selector} [data-procedure-id]`)
    .evaluateAll((items) => items.map((item) => item.getAttribute('data-procedure-id')));
}

/** The text of the file that a click saves. */
export async function savedBy(
  page: Page,
  click: () => Promise<void>,
): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString('utf8') };
}

/** The rows of the CSV that the export menu saves; the first has the names of the columns. */
export async function exportedRows(page: Page): Promise<readonly string[]> {
  await page.getByTestId('export-menu').click();
  const { text } = await savedBy(page, () => page.getByRole('menuitem', { name: /CSV/ }).click());
  return text.trimEnd().split('\n');
}
