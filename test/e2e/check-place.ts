import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunOptions, type RunResult, runCli, withFolder } from './run-cli.js';

/** What `check --format json` says, as far as tests look at it. */
export interface CheckDocument {
  readonly violations: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly message: string;
    readonly procedures: readonly string[];
    readonly known: boolean;
    readonly fingerprint: string;
  }[];
  readonly summary: Readonly<Record<string, number>>;
}

/** A folder in which a test keeps records and a configuration, and runs `check`. */
export interface CheckPlace {
  readonly folder: string;
  readonly write: (name: string, content: unknown) => Promise<void>;
  readonly read: (name: string) => Promise<string>;
  /** Runs in the folder. */
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<RunResult>;
  /** `check` on `records.json`. */
  readonly check: (...args: string[]) => Promise<RunResult>;
  /** `check --format json` on `records.json`. */
  readonly json: (...args: string[]) => Promise<CheckDocument & { readonly status: number | null }>;
}

export function inCheckPlace(records: unknown, use: (place: CheckPlace) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const write: CheckPlace['write'] = (name, content) =>
      writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    const run: CheckPlace['run'] = (args, options = {}) => runCli(args, { cwd: folder, ...options });
    const check: CheckPlace['check'] = (...args) => run(['--snapshot', 'records.json', 'check', ...args]);
    await write('records.json', records);
    await use({
      folder,
      write,
      read: (name) => readFile(join(folder, name), 'utf8'),
      run,
      check,
      json: async (...args) => {
        const { stdout, status, stderr } = await check('--format', 'json', ...args);
        if (stdout === '') throw new Error(`check wrote nothing: ${stderr}`);
        const document: CheckDocument = JSON.parse(stdout);
        return { ...document, status };
      },
    });
  });
}

/** A configuration in which only some rules are on. */
export function only(rules: Readonly<Record<string, unknown>>, more: object = {}): object {
  const names = [
    'no-cycles',
    'no-orphans',
    'no-missing-references',
    'no-ambiguous-references',
    'no-duplicate-names',
    'no-unowned',
    'no-published-calling-unpublished',
  ];
  return { rules: { ...Object.fromEntries(names.map((name) => [name, 'off'])), ...rules }, ...more };
}
