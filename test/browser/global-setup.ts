import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

/** The browser to launch and what it needs in its environment. */
export interface InstalledChromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

declare module 'vitest' {
  export interface ProvidedContext {
    readonly chromium: InstalledChromium;
    readonly viewerTemplate: string;
  }
}

const TEMPLATE = fileURLToPath(new URL('../../apps/viewer/dist/index.html', import.meta.url));

let unpackedTo: string | undefined;

/** Provides a browser: the one that `CHROMIUM_PATH` names, else the one of the npm package, unpacked once. */
export async function setup(project: TestProject): Promise<void> {
  if (!existsSync(TEMPLATE)) throw new Error(`${TEMPLATE} is missing: run \`pnpm run build\` first.`);
  project.provide('viewerTemplate', TEMPLATE);
  const path = process.env['CHROMIUM_PATH'];
  project.provide('chromium', path ? { executablePath: path, env: {} } : await unpackChromium());
}

export async function teardown(): Promise<void> {
  if (unpackedTo !== undefined) await rm(unpackedTo, { recursive: true, force: true });
}

/** The package unpacks into TMPDIR and changes the environment; both are put back. */
async function unpackChromium(): Promise<InstalledChromium> {
  const folder = await mkdtemp(join(tmpdir(), 'klarify-graph-chromium-'));
  unpackedTo = folder;
  const before = { ...process.env };
  process.env['TMPDIR'] = folder;
  if (!hasNssLibraries()) process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x';
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const executablePath = await chromium.executablePath();
    const env: Record<string, string> = {};
    for (const name of ['LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
      const value = process.env[name];
      if (value !== undefined) env[name] = value;
    }
    return { executablePath, env };
  } finally {
    process.env = before;
  }
}

function hasNssLibraries(): boolean {
  try {
    const path = `${process.env['PATH'] ?? ''}:/sbin:/usr/sbin`;
    return execFileSync('ldconfig', ['-p'], { encoding: 'utf8', env: { PATH: path } }).includes('libnss3.so');
  } catch {
    return false;
  }
}
