import { join } from 'node:path';
import {
  type DoubleOptions,
  generateOrganisation,
  type KlarifyDouble,
  startDouble,
} from '../double/index.js';
import { type RunOptions, type RunResult, runCli, withFolder } from './run-cli.js';

/** Three pages, the last of them half full. */
export const organisation = generateOrganisation({ procedures: 250, seed: 7 });

/** A double with a folder, a store and an environment of its own. */
export interface Place {
  readonly double: KlarifyDouble;
  readonly folder: string;
  readonly store: string;
  readonly env: Readonly<Record<string, string>>;
  /** The same environment without the access key. */
  readonly keyless: Readonly<Record<string, string>>;
  /** Runs the CLI against the double. */
  readonly klarify: (...args: string[]) => Promise<RunResult>;
  /** The same, with options; its `env` is added to that of the place. */
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<RunResult>;
}

export async function at<Result>(
  options: DoubleOptions,
  use: (place: Place) => Promise<Result>,
): Promise<Result> {
  const double = await startDouble(options);
  try {
    return await withFolder((folder) => use(placeAt(double, folder)));
  } finally {
    await double.close();
  }
}

function placeAt(double: KlarifyDouble, folder: string): Place {
  const store = join(folder, 'store');
  const keyless = { KLARIFY_API_URL: double.url, KLARIFY_GRAPH_STORE: store };
  const env = { ...keyless, KLARIFY_ACCESS_KEY: double.accessKey };
  const run: Place['run'] = (args, options = {}) =>
    runCli(args, { ...options, env: { ...env, ...options.env } });
  return { double, folder, store, env, keyless, run, klarify: (...args) => run(args) };
}

/** A moment after so many more requests have arrived: the answer is then under way, or being waited for. */
export function afterRequests(double: KlarifyDouble, more: number): Promise<void> {
  const asked = double.requests.length;
  return new Promise((resolve) => {
    const stop = double.onRequest(() => {
      if (double.requests.length < asked + more) return;
      stop();
      setTimeout(resolve, 50);
    });
  });
}

/** The records that the double serves now; the requests for them are logged like any other. */
export async function recordsOf(double: KlarifyDouble): Promise<Record<string, unknown>[]> {
  const records: Record<string, unknown>[] = [];
  for (let page = 0; ; page++) {
    const query = new URLSearchParams({
      access_key: double.accessKey,
      pageSize: '100000',
      page: String(page),
    });
    const answer: unknown = await (await fetch(`${double.url}?${query}`)).json();
    const { data, hasNext } = answer as { data: Record<string, unknown>[]; hasNext: boolean };
    records.push(...data);
    if (!hasNext) return records;
  }
}
