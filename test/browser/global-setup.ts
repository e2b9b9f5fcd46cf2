import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { findChromium, type InstalledChromium } from './installed-chromium.js';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly chromium: InstalledChromium;
    readonly viewerTemplate: string;
  }
}

const TEMPLATE = fileURLToPath(new URL('../../apps/viewer/dist/index.html', import.meta.url));

let removeUnpacked: (() => Promise<void>) | undefined;

/** Provides a browser: the one that `CHROMIUM_PATH` names, else the one of the npm package, unpacked once. */
export async function setup(project: TestProject): Promise<void> {
  if (!existsSync(TEMPLATE)) throw new Error(`${TEMPLATE} is missing: run \`pnpm run build\` first.`);
  project.provide('viewerTemplate', TEMPLATE);
  const { chromium, remove } = await findChromium();
  removeUnpacked = remove;
  project.provide('chromium', chromium);
}

export async function teardown(): Promise<void> {
  await removeUnpacked?.();
}
