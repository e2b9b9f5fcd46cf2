import { spawn, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { BARE_ENV, CLI } from './run-cli.js';

/** Whether this machine has the command that gives a child process a terminal of its own. */
export const HAS_TERMINALS = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

export interface TerminalRun {
  readonly status: number | null;
  /** Standard output and standard error, as the terminal shows them. */
  readonly shown: string;
}

export interface TerminalOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly columns: number;
  readonly cwd?: string;
  /** Keys to press, each once the terminal shows something anew. */
  readonly keys?: readonly { readonly after: string; readonly press: string }[];
}

/** Runs the built CLI on a terminal. */
export function runOnTerminal(
  args: readonly string[],
  { env, columns, cwd = tmpdir(), keys = [] }: TerminalOptions,
): Promise<TerminalRun> {
  const words = [CLI, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const child = spawn('script', ['-qec', `stty cols ${columns} rows 24; exec ${words}`, '/dev/null'], {
    cwd,
    env: { ...BARE_ENV, TERM: 'xterm', SHELL: '/bin/sh', ...env },
  });
  let shown = '';
  let looked = 0;
  const left = [...keys];
  const take = (piece: Buffer) => {
    shown += piece.toString('utf8');
    const at = left[0] === undefined ? -1 : shown.indexOf(left[0].after, looked);
    if (at !== -1) {
      looked = shown.length;
      child.stdin.write(left.shift()!.press);
    }
    // More than any answer: something draws without end.
    if (shown.length > 1 << 20) child.kill('SIGKILL');
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, shown }));
  });
}
