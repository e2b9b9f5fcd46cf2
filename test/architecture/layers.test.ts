import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CORE = join(ROOT, 'packages/core/src');

/** What each folder of core may import, besides itself. No module imports from its right. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  model: ['errors'],
  api: ['errors', 'model'],
  graph: ['errors', 'model'],
  selection: ['errors', 'model', 'graph'],
  analysis: ['errors', 'model', 'graph'],
  rules: ['errors', 'model', 'graph', 'selection', 'analysis'],
  report: ['errors', 'model', 'graph', 'selection', 'analysis', 'rules'],
  format: ['errors', 'model', 'rules', 'report'],
  node: ['errors', 'model', 'graph', 'report'],
  sample: [],
  // Of the formats the one that the viewer writes too.
  index: ['errors', 'model', 'graph', 'selection', 'analysis', 'report', 'format'],
};

/** Folders that run in a browser too: nothing of Node, no printing. */
const PURE = [
  'errors',
  'model',
  'graph',
  'selection',
  'analysis',
  'rules',
  'report',
  'format',
  'sample',
  'index',
];

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|node_modules|\bdist\b/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

function importsOf(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

function layerOf(path: string): string {
  return relative(CORE, path).split('/')[0]?.replace(/\.ts$/, '') ?? '';
}

describe('the arrows of core', () => {
  const files = sources(CORE).filter((path) => !/testing\/|test-support/.test(path));

  test.each(files.map((path) => relative(CORE, path)))('%s', (name) => {
    const path = join(CORE, name);
    const layer = layerOf(path);
    const allowed = MAY_IMPORT[layer];
    expect(allowed, `${layer} is not in the plan`).toBeDefined();
    for (const imported of importsOf(path)) {
      if (imported.startsWith('.')) {
        const target = layerOf(resolve(dirname(path), imported).replace(/\.js$/, '.ts'));
        if (target !== layer) expect(allowed, `${name} imports ${imported}`).toContain(target);
      } else if (PURE.includes(layer)) {
        expect(imported, `${name} runs in a browser too`).not.toMatch(/^node:|^ofetch|^undici|^env-paths/);
      }
    }
  });
});

describe('the house', () => {
  const files = ['packages', 'apps', 'test'].flatMap((folder) => sources(join(ROOT, folder)));

  test('no file is over 300 lines', () => {
    const long = files.filter((path) => readFileSync(path, 'utf8').split('\n').length > 301);
    expect(long.map((path) => relative(ROOT, path))).toEqual([]);
  });

  test('the pure part of core never touches the process', () => {
    const touching = sources(CORE).filter(
      (path) =>
        !['api', 'node'].includes(layerOf(path)) &&
        /\bprocess\.(?!platform)/.test(readFileSync(path, 'utf8')),
    );
    expect(touching.map((path) => relative(ROOT, path))).toEqual([]);
  });

  test('the viewer reaches core only through its public entry, and never the API', () => {
    for (const path of sources(join(ROOT, 'apps/viewer/src'))) {
      for (const imported of importsOf(path)) {
        if (imported.includes('klarify-graph')) expect(imported).toBe('@klarify-graph/core');
      }
    }
  });
});
