import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built CLI's entry, run by this same Node without a shell in between. */
export const CLI_ENTRY = fileURLToPath(new URL('../../packages/cli/bin/klarify-graph.js', import.meta.url));

/** Wall-clock milliseconds of one run of Node as a whole process. */
export function timeNode(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) resolve(performance.now() - started);
      else reject(new Error(`node ${args.join(' ')} ended with ${status}`));
    });
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs two things in turn, so that a drift of the machine's speed meets both, and gives the medians. */
export async function paired(
  runs: number,
  first: () => Promise<number>,
  second: () => Promise<number>,
): Promise<{
  readonly first: number;
  readonly second: number;
  readonly ratio: number;
  readonly difference: number;
}> {
  const pairs: (readonly [number, number])[] = [];
  await first();
  await second();
  for (let run = 0; run < runs; run++) pairs.push([await first(), await second()]);
  return {
    first: median(pairs.map(([a]) => a)),
    second: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
    difference: median(pairs.map(([a, b]) => a - b)),
  };
}
