import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { KlarifyGraphError } from '@klarify-graph/core';
import type { Loaders } from 'lilconfig';
import type { Config } from './schema.js';
import { type ConfigSource, readJson } from './source.js';

/** The files in which a configuration may stand, in the order in which they are looked for. */
export const CONFIG_PLACES = [
  'klarify-graph.config.ts',
  'klarify-graph.config.js',
  'klarify-graph.config.mjs',
  'klarify-graph.config.json',
  '.klarify-graph.json',
  'package.json',
];

/** A configuration and the file it stands in; an empty one where there is no file. */
export interface LoadedConfig {
  readonly config: Config;
  readonly path: string | undefined;
}

/**
 * Loads the configuration: from the file named, else from the nearest of the known places in this folder or above.
 * @throws KlarifyGraphError `invalid-config` that says what is wrong in which file.
 */
export async function loadConfig(path: string | undefined): Promise<LoadedConfig> {
  if (path !== undefined) checkKind(path);
  const { lilconfig } = await import('lilconfig');
  const explorer = lilconfig('klarify-graph', {
    searchPlaces: CONFIG_PLACES,
    packageProp: 'source',
    loaders: LOADERS,
    cache: false,
  });
  const found = await (path === undefined ? explorer.search() : explorer.load(resolve(path))).catch(
    async (error: unknown) => {
      throw await cannotRead(path ?? (await nearestPlace()), error);
    },
  );
  if (path === undefined) await refuseMisnamed(found?.filepath);
  if (found === null) return { config: {}, path: undefined };
  // A file of nothing but white space, or a `package.json` that was named and says nothing of it.
  const source: ConfigSource | undefined = found.config ?? undefined;
  if (source === undefined) return { config: {}, path: found.filepath };
  const { checkConfig } = await import('./check-config.js');
  return { config: checkConfig(source), path: found.filepath };
}

const LOADERS: Loaders = {
  '.json': async (path, content) => {
    if (basename(path) !== 'package.json') return readJson(path, content, { comments: true });
    // lilconfig picks a key out of what it gets for a `package.json`; see `packageProp`.
    return { source: await readJson(path, content, { under: 'klarify-graph', comments: false }) };
  },
  '.jsonc': async (path, content) => readJson(path, content, { comments: true }),
  '.ts': loadModule,
  '.mts': loadModule,
  '.cts': loadModule,
  '.js': loadModule,
  '.mjs': loadModule,
  '.cjs': loadModule,
  noExt: async (path, content) => readJson(path, content, { comments: true }),
};

/** A name tells what a file holds. @throws KlarifyGraphError `invalid-config` where it is nothing that can be read. */
function checkKind(path: string): void {
  const kind = extname(path);
  if (kind === '' || Object.hasOwn(LOADERS, kind)) return;
  const kinds = Object.keys(LOADERS).filter((one) => one.startsWith('.'));
  throw new KlarifyGraphError(
    'invalid-config',
    `Cannot read the configuration ${path}: a ${kind} is none. Its name ends in one of ${kinds.join(', ')}.`,
  );
}

/** Runs a configuration that is code. What it prints is no data, so it goes where messages go. */
async function loadModule(path: string): Promise<ConfigSource> {
  const { createJiti } = await import('jiti');
  const { write } = process.stdout;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    const value = await createJiti(import.meta.url, { moduleCache: false }).import(path, { default: true });
    return { path, value, placeOf: () => '' };
  } catch (error) {
    throw await cannotRead(path, error);
  } finally {
    process.stdout.write = write;
  }
}

/** What somebody may call a configuration. */
const LIKE_CONFIG =
  /^(?:klarify-graph\.config|\.klarify-graph(?:rc)?)\.(?:ya?ml|toml|json[5c]?|[cm]?[jt]s)$|^\.klarify-graphrc$/i;

/**
 * Passing over what is meant for a configuration would check less than is asked for. One that is found counts from its
 * own folder on.
 * @throws KlarifyGraphError `invalid-config`
 */
async function refuseMisnamed(found: string | undefined): Promise<void> {
  for (const folder of foldersAbove()) {
    if (found !== undefined && folder === dirname(found)) return;
    const names = await readdir(folder).catch(() => []);
    const misnamed = names.find((name) => LIKE_CONFIG.test(name) && !CONFIG_PLACES.includes(name));
    if (misnamed === undefined) continue;
    throw new KlarifyGraphError(
      'invalid-config',
      `${join(folder, misnamed)} is not looked at: a configuration is called ${CONFIG_PLACES.slice(0, -1).join(', ')}. Rename it, or name it with --config.`,
    );
  }
}

/** The file that a search would have come to: lilconfig does not say which one it could not read. */
async function nearestPlace(): Promise<string> {
  for (const folder of foldersAbove()) {
    for (const place of CONFIG_PLACES) {
      const path = join(folder, place);
      if (await stat(path).catch(() => undefined)) return path;
    }
  }
  return process.cwd();
}

/** This folder and all those that it is in. */
function* foldersAbove(): Generator<string, void> {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    yield folder;
    if (dirname(folder) === folder) return;
  }
}

async function cannotRead(path: string, error: unknown): Promise<KlarifyGraphError> {
  if (error instanceof KlarifyGraphError) return error;
  const { hasCode, reasonOf } = await import('@klarify-graph/core/node');
  const reason = hasCode(error, 'ENOENT') ? 'there is no such file' : briefly(reasonOf(error));
  return new KlarifyGraphError('invalid-config', `Cannot read the configuration ${path}: ${reason}.`, {
    cause: error,
  });
}

/** The first line of a message, with the place that a fault in the syntax of code has behind it. */
function briefly(message: string): string {
  const [first = '', second = ''] = message.split('\n').map((line) => line.trim());
  const place = /:(\d+:\d+)$/.exec(second)?.[1];
  return place === undefined ? first : `${first} at ${place}`;
}
