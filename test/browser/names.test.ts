import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { type OpenGraph, useOpener } from './open-graph.js';
import { record } from './organisations.js';

const opener = useOpener();

const LONG =
  'Rechnungsprüfungsundfreigabeverfahrensdokumentationsvorlagenverwaltung einschließlich der vollständigen Nachverfolgung aller Belege';
const UNBROKEN =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorstandssitzungsprotokoll_v2_final_FINAL';
const ARABIC = 'إدارة طلبات العملاء (المرحلة ١): المراجعة والاعتماد';
const HEBREW = 'תהליך אישור הזמנות – שלב 2 (B2B)';
const JAPANESE = '受注から入金までの一連の業務手順（関東支社・営業本部・与信管理課・共通）';
const FAMILY = '👩‍👩‍👧‍👦 Onboarding 🚀 🇩🇪';
const LONG_OWNER =
  'Leiterin der Abteilung für Rechtsschutzversicherungsangelegenheiten und Unternehmensdienstleistungen';

const ORGANISATION: readonly unknown[] = [
  record(1, LONG, { type: 'PROCESS_MODEL', owner: LONG_OWNER, lanes: [UNBROKEN] }),
  record(2, ARABIC, { callers: [1], owner: 'مدير المبيعات', lanes: ['المبيعات'] }),
  record(3, HEBREW, { callers: [1, 2], owner: 'מנהל אשראי', lanes: ['המכירות', '経理部門'] }),
  record(4, JAPANESE, { callers: [2, 3, 7], type: 'SUBPROCESS', owner: '営業本部長', lanes: ['経理部門'] }),
  record(5, '주문 접수 및 신용 확인 절차', { within: [4], callers: [4], owner: '영업부장', lanes: [] }),
  record(6, FAMILY, { callers: [5, `🦄 ${UNBROKEN}`], owner: '👑 Chief', lanes: ['🏭 Produktion'] }),
  record(7, UNBROKEN, { callers: [4], owner: null, lanes: [] }),
  record(8, 'ไม่มีใครเรียกขั้นตอนนี้', { owner: null, lanes: [] }),
  record(9, 'Twin', { callers: [1], owner: LONG_OWNER }),
  record(10, 'Twin', { callers: [6], owner: '営業本部長' }),
  record(11, 'العملية', { callers: ['Twin', 'العملية المفقودة القديمة'] }),
];

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 820, height: 1180 },
] as const;

const VIEWS = [
  '#/overview',
  '#/overview/owner?calls=none',
  '#/overview/lane?as=matrix',
  '#/overview/community',
  '#/overview/owner/none',
  '#/focus/4?steps=2',
  '#/impact/6',
  '#/impact/1/4?show=retire',
  '#/path/1/6',
  '#/outline',
  '#/table',
  '#/cycles',
  '#/orphans',
  '#/missing',
  '#/ambiguous',
];

/** What is wider than its room: parts of the page that scroll sideways, and texts that run out of their boxes. */
function tooWide(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    // These hold more columns than a page is wide, and scroll in a frame of their own that keys reach.
    const mayScroll = '.table-scroll, .matrix-frame';
    const wrong: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page');
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (!element.checkVisibility() || element.closest('.unseen, .canvas, svg')) continue;
      const { overflowX } = getComputedStyle(element);
      const scrolls = overflowX === 'auto' || overflowX === 'scroll';
      if (scrolls && element.scrollWidth > element.clientWidth + 1 && !element.matches(mayScroll))
        wrong.push(`scrolls: ${element.className}`);
      if (element.closest(mayScroll) || element.childElementCount > 0) continue;
      const part = element.closest('nav, main, aside, header');
      if (part === null) continue;
      const [inner, outer] = [element.getBoundingClientRect(), part.getBoundingClientRect()];
      const isCut = getComputedStyle(element.parentElement!).overflow === 'hidden';
      if (!isCut && (inner.right > outer.right + 1 || inner.left < outer.left - 1))
        wrong.push(`runs out: ${element.className} ${element.textContent?.slice(0, 30)}`);
    }
    return wrong;
  });
}

/** Texts that lie on one another: neighbours in a row of the sidebar's views, and counts beside names. */
function overlapping(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    for (const row of document.querySelectorAll(
      '.tabs a, .count-row, .facet-value, .health-line > a, .tile-count',
    )) {
      const range = document.createRange();
      const boxes = [...row.childNodes]
        .filter((node) => node.textContent?.trim())
        .map((node) => {
          range.selectNodeContents(node);
          return range.getBoundingClientRect();
        });
      for (const [at, box] of boxes.entries())
        for (const other of boxes.slice(at + 1))
          if (
            box.left < other.right - 1 &&
            other.left < box.right - 1 &&
            box.top < other.bottom - 2 &&
            other.top < box.bottom - 2
          )
            wrong.push(row.textContent ?? '');
    }
    return wrong;
  });
}

describe.each(SIZES)('at $width × $height', (viewport) => {
  let opened: OpenGraph;
  beforeAll(async () => {
    opened = await opener.open(ORGANISATION, { context: { viewport } });
    await opened.page.getByTestId('orphans-count').waitFor();
  });

  test.each(VIEWS)('no name is too wide for %s', async (hash) => {
    const { page, complaints } = opened;
    await page.evaluate((next) => {
      location.hash = next;
    }, hash);
    await page.locator(`.stage[data-view=${hash.split(/[/?]/)[1]}]`).waitFor();
    await page.waitForTimeout(50);
    expect(await tooWide(page)).toEqual([]);
    expect(await overlapping(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

test('a right-to-left name is laid out in its own direction and stands where the others stand', async () => {
  const { page } = await opener.open(ORGANISATION, { hash: '#/overview/owner' });
  const names = page.getByTestId('tile').locator('.tile-name');
  await names.first().waitFor();
  const shown = await names.evaluateAll((all) =>
    all.map((name) => ({
      text: name.textContent,
      direction: getComputedStyle(name).direction,
      align: getComputedStyle(name).textAlign,
    })),
  );
  expect(shown.find(({ text }) => text === 'مدير المبيعات')).toMatchObject({
    direction: 'rtl',
    align: 'left',
  });
  expect(shown.find(({ text }) => text === '営業本部長')).toMatchObject({ direction: 'ltr', align: 'left' });
});

test('names are found in their own writing, whole and letter for letter', async () => {
  const { page } = await opener.open(ORGANISATION);
  for (const [typed, name] of [
    ['الاعتماد', ARABIC],
    ['אישור', HEBREW],
    ['受注', JAPANESE],
    ['Onboarding', FAMILY],
  ] as const) {
    await page.getByTestId('search').fill(typed);
    await expect.poll(() => page.getByRole('option').first().locator('.name').textContent()).toBe(name);
  }
});
