import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildGraph, graphDocument, type ProcedureGraph } from '@klarify-graph/core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { launchChromium } from './installed-chromium.js';

/** A page with a graph, and everything that went wrong or went out while it was open. */
export interface OpenGraph {
  readonly page: Page;
  readonly graph: ProcedureGraph;
  /** Every request but that for the page itself. */
  readonly requests: readonly string[];
  /** Errors, warnings and violations of the content security policy. */
  readonly complaints: readonly string[];
}

export interface OpenOptions {
  readonly hash?: string;
  readonly complete?: boolean;
  readonly context?: BrowserContextOptions;
}

export async function launchBrowser(): Promise<Browser> {
  return launchChromium(inject('chromium'));
}

/** A browser for the tests of a file: started before them, closed after them. */
export function useOpener(): GraphOpener {
  const opener = new GraphOpener();
  beforeAll(() => opener.start());
  afterAll(() => opener.stop());
  return opener;
}

/** Opens graphs in one browser, from files in a folder of its own. */
class GraphOpener {
  private browser!: Browser;
  private folder!: string;

  async start(): Promise<void> {
    this.browser = await launchBrowser();
    this.folder = await mkdtemp(join(tmpdir(), 'klarify-graph-browser-'));
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Fills the template as the export does, with the graph of these records, and opens the file. */
  async open(records: readonly unknown[], options: OpenOptions = {}): Promise<OpenGraph> {
    const graph = buildGraph(records);
    const { complete = true } = options;
    const fetchedAt = '2026-11-02T06:00:00.000Z';
    const source = { kind: 'api', fetchedAt, complete, procedures: graph.listed } as const;
    const opened = await this.openHtml(
      fillTemplate(JSON.stringify(graphDocument({ graph, source }))),
      options,
    );
    return { ...opened, graph };
  }

  /** A page that is not offline, for what a web server serves. */
  async newPage(): Promise<Page> {
    return (await this.browser.newContext()).newPage();
  }

  async openHtml(html: string, { hash = '', context }: OpenOptions = {}): Promise<Omit<OpenGraph, 'graph'>> {
    const file = join(this.folder, `graph-${Math.random().toString(36).slice(2)}.html`);
    await writeFile(file, html);
    const address = pathToFileURL(file).href;
    const page = await (await this.browser.newContext({ offline: true, ...context })).newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(address) && !url.startsWith('data:')) requests.push(url);
    });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => undefined);
    });
    await page.goto(`${address}${hash}`);
    // A key pressed while the graph is still being read goes nowhere.
    await page.locator('.opening').waitFor({ state: 'detached' });
    return { page, requests, complaints };
  }
}

/** Puts the data where the template has its placeholder, in a form that no markup can end. */
export function fillTemplate(json: string): string {
  const safe = json
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return readFileSync(inject('viewerTemplate'), 'utf8').replace('__KLARIFY_GRAPH_DATA__', () => safe);
}
