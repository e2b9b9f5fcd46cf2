import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium as playwright } from 'playwright-core';

/** The browser to launch and what it needs in its environment. */
export interface InstalledChromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A browser, and how to take away what was unpacked for it. */
interface FoundChromium {
  readonly chromium: InstalledChromium;
  remove(): Promise<void>;
}

/** Finds a browser: the one that `CHROMIUM_PATH` names, else the one of the npm package, unpacked. */
export async function findChromium(): Promise<FoundChromium> {
  const path = process.env['CHROMIUM_PATH'];
  if (path) return { chromium: { executablePath: path, env: {} }, remove: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'klarify-graph-chromium-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  return { chromium: await unpackChromium(folder), remove };
}

export function launchChromium({ executablePath, env }: InstalledChromium): Promise<Browser> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]);
  return playwright.launch({
    executablePath,
    args: ['--no-sandbox'],
    env: { ...Object.fromEntries(own), ...env },
  });
}

/** The package unpacks into TMPDIR and changes the environment; both are put back. */
async function unpackChromium(folder: string): Promise<InstalledChromium> {
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
