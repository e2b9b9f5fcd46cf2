import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The CLI as a user calls it after a build. */
export const CLI = fileURLToPath(new URL('../../node_modules/.bin/klarify-graph', import.meta.url));

const { PATH = '', HOME = '' } = process.env;

/** What a command needs of the environment, without anything of the developer's own: the default store is empty too. */
export const BARE_ENV = { PATH, HOME, XDG_DATA_HOME: join(tmpdir(), 'klarify-graph-no-data') } as const;

export interface RunResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  readonly cwd?: string;
  /** Ctrl-C once this is fulfilled. */
  readonly interruptWhen?: Promise<void>;
  /** Ctrl-C once standard error says this. */
  readonly interruptOn?: string;
}

/** Runs the built CLI in a child process, with an environment that holds nothing of the developer's own. */
export function runCli(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const child = spawn(CLI, args, {
    cwd: options.cwd ?? tmpdir(),
    env: { ...BARE_ENV, ...options.env },
  });
  options.interruptWhen?.then(() => child.kill('SIGINT'));
  let awaited = options.interruptOn;
  let said = '';
  child.stderr.on('data', (piece: Buffer) => {
    // Once: a second Ctrl-C ends the process before it has said what became of the work.
    if (awaited === undefined) return;
    said += piece.toString('utf8');
    if (!said.includes(awaited)) return;
    awaited = undefined;
    child.kill('SIGINT');
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.stdin);
  return outcomeOf(child);
}

/** What a child process wrote and how it ended. */
export function outcomeOf(child: ChildProcessWithoutNullStreams): Promise<RunResult> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => stdout.push(piece));
  child.stderr.on('data', (piece: Buffer) => stderr.push(piece));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      resolve({
        status,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      });
    });
  });
}

/** Runs with a folder that is gone afterwards. */
export async function withFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'klarify-graph-e2e-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
