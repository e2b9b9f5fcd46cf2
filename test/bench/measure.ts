import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built CLI's entry, run by this same Node without a shell in between. */
export const CLI_ENTRY = pathTo('../../packages/cli/bin/klarify-graph.js');

/** Preloaded into Node, it tells on descriptor 3 what the process has used. */
const TELL_USAGE = pathTo('tell-usage.cjs');

/** Does the same at the end of what it is asked, see there. */
export const PEERS = pathTo('peers.py');

/** One run of a whole process. */
export interface Usage {
  /** User and system time of all its threads: what others do on the machine at the same time hardly shows in it. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** The most memory that was resident at once. */
  readonly residentMb: number;
  readonly output: string;
}

export type Case = () => Promise<Usage>;

export function runNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Usage> {
  return run(process.execPath, ['--require', TELL_USAGE, ...args], env);
}

export function runCli(...args: readonly string[]): Promise<Usage> {
  return runNode([CLI_ENTRY, '--quiet', '--format', 'json', ...args]);
}

export function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Usage> {
  const started = performance.now();
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
  });
  const [output, told] = [gather(child.stdio[1]), gather(child.stdio[3])];
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      const wallMs = performance.now() - started;
      const [cpuMs = Number.NaN, residentMb = Number.NaN] = told().split(' ').map(Number);
      if (status === 0) resolve({ cpuMs, wallMs, residentMb, output: output() });
      else reject(new Error(`${command} ${args.join(' ')} ended with ${status}`));
    });
  });
}

function gather(stream: unknown): () => string {
  const pieces: Buffer[] = [];
  if (stream instanceof Object && 'on' in stream && typeof stream.on === 'function') {
    stream.on('data', (piece: Buffer) => pieces.push(piece));
  }
  return () => Buffer.concat(pieces).toString('utf8');
}

/** Runs each once unmeasured, then all in turn, so that a drift of the machine's speed meets all of them. */
export async function inTurn<Name extends string>(
  runs: number,
  cases: Readonly<Record<Name, Case>>,
): Promise<Readonly<Record<Name, readonly Usage[]>>> {
  const names = Object.keys(cases) as Name[];
  const usages = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Usage[]>;
  if (runs > 1) for (const name of names) await cases[name]();
  for (let round = 0; round < runs; round++) {
    for (const name of names) usages[name].push(await cases[name]());
  }
  return usages;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function cpuOf(usages: readonly Usage[]): number {
  return median(usages.map(({ cpuMs }) => cpuMs));
}

/** The median of what the runs took against those made in the same rounds. */
export function ratioOf(usages: readonly Usage[], others: readonly Usage[]): number {
  return median(usages.map(({ cpuMs }, round) => cpuMs / (others[round]?.cpuMs ?? Number.NaN)));
}

/** CPU milliseconds of something done in this process: the median of some runs. */
export function cpuHere(runs: number, work: () => unknown): number {
  const times: number[] = [];
  for (let round = 0; round <= runs; round++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    // The first warms up.
    if (round > 0) times.push((user + system) / 1000);
  }
  return median(times);
}

function pathTo(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
