import { resolve } from 'node:path';
import { KlarifyGraphError } from '@klarify-graph/core';
import type { ParseError } from 'jsonc-parser';
import type { Loaders } from 'lilconfig';
import { type Config, checkConfig } from './schema.js';

const PLACES = [
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
  const { lilconfig } = await import('lilconfig');
  const explorer = lilconfig('klarify-graph', {
    searchPlaces: PLACES,
    packageProp: 'klarify-graph',
    loaders: LOADERS,
    cache: false,
  });
  const found = await (path === undefined ? explorer.search() : explorer.load(resolve(path))).catch(
    (error: unknown) => {
      throw cannotRead(path, error);
    },
  );
  if (found === null || found.isEmpty === true) return { config: {}, path: found?.filepath };
  return { config: checkConfig(found.config, found.filepath), path: found.filepath };
}

const LOADERS: Loaders = {
  '.json': async (path, content) =>
    path.endsWith('package.json') ? JSON.parse(content.replace(/^\ufeff/, '')) : parseJsonc(path, content),
  '.ts': loadModule,
  '.js': loadModule,
  '.mjs': loadModule,
  noExt: async (path, content) => parseJsonc(path, content),
};

async function parseJsonc(path: string, text: string): Promise<unknown> {
  const content = text.replace(/^\ufeff/, '');
  const { parse, printParseErrorCode } = await import('jsonc-parser');
  const errors: ParseError[] = [];
  const value: unknown = parse(content, errors, { allowTrailingComma: true });
  const first = errors[0];
  if (first === undefined) return value;
  const before = content.slice(0, first.offset).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  throw new KlarifyGraphError(
    'invalid-config',
    `The configuration ${path} is not valid JSON at ${place}: ${printParseErrorCode(first.error)}.`,
  );
}

async function loadModule(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  return createJiti(import.meta.url, { moduleCache: false }).import(path, { default: true });
}

function cannotRead(path: string | undefined, error: unknown): KlarifyGraphError {
  if (error instanceof KlarifyGraphError) return error;
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
  const what = path === undefined ? 'the configuration' : `the configuration ${path}`;
  return new KlarifyGraphError('invalid-config', `Cannot read ${what}: ${reason}.`, { cause: error });
}
