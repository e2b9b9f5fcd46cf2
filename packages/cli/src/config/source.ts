import { KlarifyGraphError } from '@klarify-graph/core';
import type { Node } from 'jsonc-parser';

/** Keys and positions that lead to a value of the configuration. */
export type ConfigPath = readonly PropertyKey[];

/** A configuration as it was found: its value, and how to say where in its file something stands. */
export interface ConfigSource {
  readonly path: string;
  readonly value: unknown;
  /** " at 3:12" for a value, or for the key that leads to it; empty where the format does not tell. */
  readonly placeOf: (path: ConfigPath, what: 'key' | 'value') => string;
}

/** The error for something wrong in a configuration. */
export function configError(
  source: ConfigSource,
  path: ConfigPath,
  what: string,
  of: 'key' | 'value' = 'value',
) {
  const place = source.placeOf(path, of);
  return new KlarifyGraphError(
    'invalid-config',
    `The configuration ${source.path} is wrong${place}: ${what}`,
  );
}

/** What of a file is the configuration, and which liberties JSON is allowed in it. */
export interface JsonDialect {
  /** The key under which it stands, as in `package.json`. */
  readonly under?: string;
  readonly comments: boolean;
}

/**
 * Reads a configuration from JSON, with comments and trailing commas where the dialect has them. `undefined` where the
 * file has none. Keys such as `__proto__` are ordinary data: values are made without a prototype.
 * @throws KlarifyGraphError `invalid-config` with line and column.
 */
export async function readJson(
  path: string,
  text: string,
  { under, comments }: JsonDialect,
): Promise<ConfigSource | undefined> {
  const content = text.replace(/^\ufeff/, '');
  const { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode } = await import('jsonc-parser');
  const errors: Parameters<typeof parseTree>[1] = [];
  const root = parseTree(content, errors, { allowTrailingComma: comments, disallowComments: !comments });
  const [first] = errors;
  if (first !== undefined || root === undefined) {
    // A name such as CloseBraceExpected.
    const what =
      first === undefined
        ? 'it is empty'
        : printParseErrorCode(first.error).replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    throw new KlarifyGraphError(
      'invalid-config',
      `The configuration ${path} is not valid JSON at ${position(content, first?.offset ?? 0)}: ${what}.`,
    );
  }
  const node = under === undefined ? root : findNodeAtLocation(root, [under]);
  if (node === undefined) return undefined;
  const twice = repeatedKey(node);
  if (twice !== undefined) {
    throw new KlarifyGraphError(
      'invalid-config',
      `The configuration ${path} is wrong at ${position(content, twice.offset)}: the key "${twice.value}" stands there a second time; only one can count.`,
    );
  }
  return {
    path,
    value: getNodeValue(node),
    placeOf: (at, what) => {
      let found: Node = node;
      for (const step of at) {
        const next = findNodeAtLocation(found, [typeof step === 'number' ? step : String(step)]);
        if (next === undefined) break;
        found = next;
      }
      const shown = what === 'key' && found.parent?.type === 'property' ? found.parent : found;
      return ` at ${position(content, shown.offset)}`;
    },
  };
}

/** A key that an object has twice, as a merge leaves it: one of the two would count for nothing, without a word. */
function repeatedKey(root: Node): Node | undefined {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const seen = new Set<unknown>();
    for (const child of node.children ?? []) {
      open.push(child);
      const key = child.type === 'property' ? child.children?.[0] : undefined;
      if (key === undefined) continue;
      if (seen.has(key.value)) return key;
      seen.add(key.value);
    }
  }
  return undefined;
}

function position(content: string, offset: number): string {
  const before = content.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
