import type { KlarifyGraphError } from '@klarify-graph/core';
import { nearestOf, RULES } from '@klarify-graph/core/rules';
import * as v from 'valibot';
import { type Config, ConfigSchema, keysAt } from './schema.js';
import { type ConfigPath, type ConfigSource, configError } from './source.js';

/**
 * Checks a configuration.
 * @throws KlarifyGraphError `invalid-config` with the file, the place in it, and the nearest right key, rule or value.
 */
export function checkConfig(source: ConfigSource): Config {
  const { value } = source;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const what = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;
    throw configError(source, [], `it is ${what}, not an object.`);
  }
  refuseLists(source, value);
  const result = v.safeParse(ConfigSchema, value);
  if (!result.success) throw issueError(source, deepestIssue(result.issues));
  checkNames(source, result.output);
  return result.output;
}

/** The library takes a list for an object whose keys are numbers. */
function refuseLists(source: ConfigSource, value: object): void {
  if (!('rules' in value) || typeof value.rules !== 'object' || value.rules === null) return;
  if (Array.isArray(value.rules)) {
    throw configError(source, ['rules'], '"rules" must be an object, not a list.');
  }
  for (const [name, entry] of Object.entries(value.rules)) {
    if (!Array.isArray(entry) || !Array.isArray(entry[1])) continue;
    const path = ['rules', name, 1];
    throw configError(source, path, `"${shownPath(path)}" must be an object of options, not a list.`);
  }
}

type Issue = v.BaseIssue<unknown>;

/**
 * Of a union's alternatives the one that what was written comes closest to: where the fault lies deepest. A key that does
 * not exist comes before one that is not there: it is the same, misspelt.
 */
function deepestIssue(issues: readonly Issue[]): Issue {
  const first = issues.find(isUnknownKey) ?? issues[0];
  const within = first?.issues ?? [];
  if (first === undefined || within.length === 0) return first!;
  const deepest = [...within].sort((a, b) => pathOf(b).length - pathOf(a).length)[0]!;
  // A list of the wrong length is none of the alternatives, whichever it comes closest to.
  if (deepest.expected === 'never' && !isUnknownKey(deepest)) return first;
  const found = deepestIssue([deepest]);
  // A list without anything in it is none of the alternatives either.
  if (found.input === undefined && found.type !== 'strict_object') return first;
  const outer = first.path ?? [];
  return pathOf(found).length === 0
    ? first
    : { ...found, path: [...outer, ...(found.path ?? [])] as Issue['path'] };
}

function isUnknownKey({ type, expected }: Issue): boolean {
  return type === 'strict_object' && expected === 'never';
}

function pathOf(issue: Issue): ConfigPath {
  return (issue.path ?? []).map(({ key }) => key as PropertyKey);
}

function issueError(source: ConfigSource, issue: Issue): KlarifyGraphError {
  const path = pathOf(issue);
  const last = issue.path?.at(-1);
  const key = String(last?.key ?? '');
  const parent = path.slice(0, -1);
  const where = shownPath(parent);
  if (isUnknownKey(issue)) {
    const what =
      parent.length === 1 && parent[0] === 'rules'
        ? `there is no rule "${key}"`
        : `${where === '' ? 'it' : `"${where}"`} has no key "${key}"`;
    return configError(source, path, `${what}${meant(key, keysAt(parent))}`, 'key');
  }
  if (issue.type === 'strict_object' && last !== undefined && last.value === undefined) {
    return configError(source, parent, `"${where}" has no "${key}", which it must have.`);
  }
  return configError(source, path, `"${shownPath(path)}" ${problemOf(issue)}`);
}

function problemOf({ expected, received, input, message }: Issue): string {
  const choices = [...(expected ?? '').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, choice]) => choice ?? '');
  if (choices.length > 0 && typeof input === 'string') return `cannot be ${received}${meant(input, choices)}`;
  if (message.startsWith('Invalid ')) {
    const wanted = choices.length > 0 ? `one of ${choices.map((one) => `"${one}"`).join(', ')}` : expected;
    return `must be ${KINDS[expected ?? ''] ?? wanted ?? 'something else'}, not ${kindOf(input) ?? received}.`;
  }
  // The error of a selector says more, in lines of its own.
  return message.startsWith('The selector') ? `holds a wrong selector. ${message}` : `${message}.`;
}

const KINDS: Readonly<Record<string, string>> = {
  Array: 'a list',
  Object: 'an object',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

function kindOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  return Array.isArray(input) ? 'a list' : 'an object';
}

function meant(text: string, choices: readonly string[]): string {
  return choices.length === 0 ? '.' : `; did you mean "${nearestOf(text, choices)}"?`;
}

function shownPath(path: ConfigPath): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${String(step)}`))
    .join('');
}

/** What hangs together across the configuration: the names of relations and of what exceptions speak of. */
function checkNames(source: ConfigSource, { relations = [], accept = [] }: Config): void {
  const names = RULES.map(({ name }) => name);
  for (const [index, { name }] of relations.entries()) {
    if (names.includes(name)) {
      throw configError(
        source,
        ['relations', index, 'name'],
        `the name "${name}" is taken; give the relation another.`,
      );
    }
    names.push(name);
  }
  for (const [index, { rule }] of accept.entries()) {
    if (names.includes(rule)) continue;
    const what = `there is no rule or relation "${rule}"${meant(rule, names)}`;
    throw configError(source, ['accept', index, 'rule'], what);
  }
}
