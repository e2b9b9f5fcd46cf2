import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildGraph, neighbours, type ProcedureGraph, walkFrom } from '@klarify-graph/core';
import type { Browser, Page } from 'playwright-core';
import { findChromium, launchChromium } from '../browser/installed-chromium.js';
import { generateOrganisation, toRecords } from '../double/index.js';
import { CLI_ENTRY, median } from './measure.js';
import type { Row } from './table.js';
import { PAGE_CLOCK, timeHover, timeKey, timeNavigation, timePan } from './viewer-timing.js';
import { wholeGraphPages } from './whole-graph.js';

/** What the design asks for; `file` in MB. */
const SIZES = [
  { procedures: 1247, interactive: 1000, keystroke: 16, file: undefined, rivals: true },
  { procedures: 20_000, interactive: 1300, keystroke: 16, file: 1.2, rivals: true },
  { procedures: 100_000, interactive: 2000, keystroke: 50, file: 4.2, rivals: false },
] as const;
const RUNS = 5;
/** Boxes that a drawing is to show, and so many drawings. */
const SHOWN = 40;
const FOCUSES = 10;
const CANDIDATES = 1500;
const WORDS = ['aud', 'bu', 'con', 'cu', 'inv', 've', 'of'];
const RIVAL_PATIENCE = 60_000;

/** Measures the view in headless Chromium, beside libraries that draw the whole graph, in one run. */
export async function measureView(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'klarify-graph-bench-'));
  const { chromium, remove } = await findChromium();
  const browser = await launchChromium(chromium);
  try {
    const rows: Row[] = [];
    for (const size of SIZES) rows.push(...(await measureSize(browser, folder, size)));
    return rows;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
    await remove();
  }
}

async function measureSize(
  browser: Browser,
  folder: string,
  { procedures, interactive, keystroke, file, rivals }: (typeof SIZES)[number],
): Promise<readonly Row[]> {
  const records = toRecords(generateOrganisation({ procedures, callsPerProcedure: 3, seed: 2 }), 'a');
  const graph = buildGraph(records);
  const [snapshot, html] = [join(folder, `view-${procedures}.json`), join(folder, `view-${procedures}.html`)];
  writeFileSync(snapshot, JSON.stringify(records));
  execFileSync(process.execPath, [
    CLI_ENTRY,
    '--snapshot',
    snapshot,
    '--quiet',
    'export',
    '--format',
    'html',
    '--out',
    html,
  ]);
  const address = pathToFileURL(html).href;
  const name = `${procedures.toLocaleString('en-US')} procedures`;
  const row = (what: string, measured: string, goal: string, share: number): Row => ({
    figure: `${name}, ${what}`,
    measured,
    goal,
    share,
  });

  const navigation: number[] = [];
  const others = rivals ? wholeGraphPages(graph) : [];
  const firstPaints = new Map<string, number[]>(others.map((rival) => [rival.name, []]));
  for (let run = 0; run < RUNS; run++) {
    navigation.push(await inPage(browser, (page) => timeNavigation(page, address, '[data-testid=tile]')));
    // The large ones once: a single picture takes long.
    if (run > 0 && procedures > 2000) continue;
    for (const { name: rival, page: content } of others) {
      if (content === undefined) continue;
      const path = join(folder, `${rival}.html`);
      writeFileSync(path, content);
      firstPaints.get(rival)!.push(await timeRival(browser, pathToFileURL(path).href));
    }
  }
  const opening = median(navigation);
  const besides = others.map(({ name: rival, page }) => {
    const times = firstPaints.get(rival)!;
    if (page === undefined) return `${rival} is not installed`;
    const paint = median(times);
    return Number.isFinite(paint)
      ? `${rival} draws all in ${ms(paint)} (${(opening / paint).toFixed(2)} ×)`
      : `${rival} drew nothing within ${RIVAL_PATIENCE / 1000} s`;
  });
  const { page, close } = await openPage(browser);
  try {
    await timeNavigation(page, address, '[data-testid=tile]');
    const focus = await measureFocus(page, address, graph);
    const keys = await measureSearch(page);
    const size = fileSize(html);
    return [
      row(
        'from opening the file to tiles that can be used',
        [ms(opening), ...besides].join('; '),
        `at most ${ms(interactive)}`,
        opening / interactive,
      ),
      row(
        'focus on another procedure, key to paint',
        `${spread(focus.painted)}, ${focus.boxes} boxes and lines`,
        'at most 150 ms',
        median(focus.painted) / 150,
      ),
      row(
        'search, key to list',
        `${spread(keys.inDocument)}; painted ${spread(keys.painted)}`,
        `at most ${ms(keystroke)}`,
        median(keys.inDocument) / keystroke,
      ),
      // Frames come 16.7 ms apart, rounded by a tenth or two.
      row('pan, between frames', spread(focus.pan), 'median 17 ms, p95 33 ms', median(focus.pan) / 17),
      row('hover, work for a move', spread(focus.hover), 'at most 4 ms', median(focus.hover) / 4),
      row(
        'whole file',
        `${size.whole.toFixed(2)} MB, ${size.beyond.toFixed(0)} kB by gzip beyond the data`,
        file === undefined ? 'beyond the data at most 160 kB by gzip' : `at most ${file} MB`,
        file === undefined ? size.beyond / 160 : size.whole / file,
      ),
    ];
  } finally {
    await close();
  }
}

/** Moves from procedure to procedure by keyboard, about 40 boxes each, then pans and hovers over the last drawing. */
async function measureFocus(page: Page, address: string, graph: ProcedureGraph) {
  const painted: number[] = [];
  const elements: number[] = [];
  for (const id of crowded(graph)) {
    await page.goto(`${address}#/focus/${id}?steps=2`);
    await page.locator(`[data-testid=focus][data-procedure-id="${id}"]`).waitFor();
    await page.waitForTimeout(700);
    const canvas = page.getByTestId('canvas');
    await canvas.focus();
    await page.keyboard.press('ArrowLeft');
    await page.waitForTimeout(300);
    // The canvas notes how many lines it has when the drawing is on it.
    const timing = await timeKey(page, 'Enter', '#canvas', 'data-edges');
    if (timing === null) continue;
    painted.push(timing.painted);
    elements.push(
      Number(await canvas.getAttribute('data-nodes')) + Number(await canvas.getAttribute('data-edges')),
    );
  }
  await page.waitForTimeout(800);
  return { painted, boxes: median(elements), pan: await timePan(page), hover: await timeHover(page) };
}

/** Ids of procedures whose callers are themselves surrounded by about 40 procedures within two steps. */
function crowded(graph: ProcedureGraph): readonly string[] {
  const shownAround = (node: number) =>
    (['dependents', 'dependencies'] as const).reduce((sum, direction) => {
      const { distances, order } = walkFrom(neighbours(graph, direction), [node], 2);
      const at = [1, 2].map((distance) => order.filter((other) => distances[other] === distance).length);
      return sum + at.reduce((shown, count) => shown + Math.min(12, count), 0);
    }, 1);
  const found: { readonly id: string; readonly away: number }[] = [];
  for (let node = 7; node < graph.listed && found.length < CANDIDATES; node += 3) {
    const from = graph.callers.offsets[node]!;
    if (graph.callers.offsets[node + 1]! - from !== 1) continue;
    const around = shownAround(graph.callers.targets[from]!);
    found.push({ id: graph.procedures[node]!.id, away: Math.abs(around - SHOWN) });
  }
  return found
    .sort((a, b) => a.away - b.away)
    .slice(0, FOCUSES)
    .map(({ id }) => id);
}

/** The first letters of words, which find most, typed as one types. */
async function measureSearch(page: Page) {
  const [inDocument, painted]: [number[], number[]] = [[], []];
  for (const word of WORDS) {
    await page.getByTestId('search').fill('');
    await page.getByTestId('search').focus();
    for (const letter of word) {
      const timing = await timeKey(page, letter, '.sidebar, .sidebar *');
      await page.waitForTimeout(60);
      // What is found may be the same after another letter.
      if (timing === null) continue;
      inDocument.push(timing.inDocument);
      painted.push(timing.painted);
    }
  }
  return { inDocument, painted };
}

async function timeRival(browser: Browser, address: string): Promise<number> {
  return inPage(browser, (page) =>
    Promise.race([
      timeNavigation(page, address, '#drawn'),
      new Promise<number>((done) => setTimeout(() => done(Number.POSITIVE_INFINITY), RIVAL_PATIENCE)),
    ]).catch(() => Number.POSITIVE_INFINITY),
  );
}

async function inPage<Result>(browser: Browser, work: (page: Page) => Promise<Result>): Promise<Result> {
  const { page, close } = await openPage(browser);
  try {
    return await work(page);
  } finally {
    await close();
  }
}

/** Reduced motion: what is timed is the drawing itself, not the way to it. */
async function openPage(browser: Browser) {
  const viewport = { width: 1440, height: 900 };
  const context = await browser.newContext({ offline: true, viewport, reducedMotion: 'reduce' });
  await context.addInitScript(PAGE_CLOCK);
  const page = await context.newPage();
  page.setDefaultTimeout(RIVAL_PATIENCE + 10_000);
  return { page, close: () => context.close() };
}

const ms = (time: number) => `${time.toFixed(time < 10 ? 1 : 0)} ms`;

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  return `median ${ms(median(times))}, p95 ${ms(sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN)}`;
}

/** The whole file in MB, and by gzip without its data in kB. */
function fileSize(html: string): { readonly whole: number; readonly beyond: number } {
  const page = readFileSync(html, 'utf8').replace(
    /(<script type="application\/json" id="klarify-graph-data">)[\s\S]*?(<\/script>)/,
    '$1$2',
  );
  return { whole: statSync(html).size / 1e6, beyond: gzipSync(page, { level: 9 }).length / 1000 };
}
