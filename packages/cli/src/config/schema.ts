import { KlarifyGraphError, parseSelector } from '@klarify-graph/core';
import { distance } from 'fastest-levenshtein';
import * as v from 'valibot';

const Selectors = v.union(
  [
    v.array(v.string()),
    v.pipe(
      v.string(),
      v.transform((selector) => [selector]),
    ),
  ],
  'must be a selector or a list of selectors',
);

const ConfigSchema = v.strictObject({
  $schema: v.optional(v.string()),
  /** Selectors of the procedures where work begins. */
  entryPoints: v.optional(Selectors),
  /** Selectors of the procedures that no rule speaks of. */
  ignore: v.optional(Selectors),
  rules: v.optional(v.record(v.string(), v.unknown())),
  relations: v.optional(v.array(v.looseObject({}))),
  accept: v.optional(v.array(v.looseObject({}))),
});

/** What a configuration may say. */
export type Config = v.InferOutput<typeof ConfigSchema>;

const KEYS = Object.keys(ConfigSchema.entries);

/** Checks a configuration. @throws KlarifyGraphError `invalid-config` with the key, and the nearest right one. */
export function checkConfig(value: unknown, path: string): Config {
  if (Array.isArray(value)) {
    throw new KlarifyGraphError(
      'invalid-config',
      `The configuration ${path} is wrong: it is a list, not an object.`,
    );
  }
  const result = v.safeParse(ConfigSchema, value);
  if (result.success) return checkSelectors(result.output, path);
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  const what = place === null ? issue.message : describe(place, issue);
  throw new KlarifyGraphError('invalid-config', `The configuration ${path} is wrong: ${what}.`);
}

function describe(place: string, issue: v.BaseIssue<unknown>): string {
  const [key = ''] = place.split('.');
  if (KEYS.includes(key))
    return `"${place}" ${issue.message.replace(/^Invalid type: /, 'has a wrong type: ')}`;
  const nearest = [...KEYS].sort((a, b) => distance(a, key) - distance(b, key))[0];
  return `it has no key "${key}"; did you mean "${nearest}"?`;
}

function checkSelectors(config: Config, path: string): Config {
  for (const key of ['entryPoints', 'ignore'] as const) {
    for (const selector of config[key] ?? []) {
      try {
        parseSelector(selector);
      } catch (error) {
        if (!(error instanceof KlarifyGraphError)) throw error;
        throw new KlarifyGraphError(
          'invalid-config',
          `The configuration ${path} is wrong in "${key}": ${error.message}`,
        );
      }
    }
  }
  return config;
}
