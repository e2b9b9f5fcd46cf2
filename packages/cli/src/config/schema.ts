import {
  ACCEPTANCE_KEYS,
  AcceptanceSchema,
  RELATION_KEYS,
  RelationSchema,
  RULES,
  type Rule,
  SETTINGS,
  selectors,
} from '@klarify-graph/core/rules';
import * as v from 'valibot';

const Setting = v.picklist(SETTINGS);

function settingOf({ options, description, defaultSetting }: Rule) {
  return v.pipe(
    v.union(
      [Setting, v.strictTuple([Setting]), v.strictTuple([Setting, options])],
      'must be a severity, or a list of a severity and options',
    ),
    v.description(`${description} Default: ${defaultSetting}.`),
  );
}

/** What a configuration may say. Its JSON Schema is published from this. */
export const ConfigSchema = v.strictObject({
  $schema: v.optional(v.pipe(v.string(), v.description('where editors find this schema'))),
  entryPoints: v.optional(selectors('selectors of the procedures where work begins')),
  ignore: v.optional(selectors('selectors of the procedures that no rule speaks of')),
  rules: v.optional(
    v.pipe(
      v.strictObject(Object.fromEntries(RULES.map((rule) => [rule.name, v.optional(settingOf(rule))]))),
      v.description(
        'a severity for each rule, or a list of severity and options; the others keep their defaults',
      ),
    ),
  ),
  relations: v.optional(v.pipe(v.array(RelationSchema), v.description('who may not, or has to, call whom'))),
  accept: v.optional(
    v.pipe(v.array(AcceptanceSchema), v.description('violations that someone has accepted, with a reason')),
  ),
});

/** What a configuration says, checked. */
export type Config = v.InferOutput<typeof ConfigSchema>;

/** The keys that an object at a place of the configuration may have. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  const [first, second, third] = path;
  if (first === undefined) return Object.keys(ConfigSchema.entries);
  if (first === 'relations') return RELATION_KEYS;
  if (first === 'accept') return ACCEPTANCE_KEYS;
  if (first !== 'rules') return [];
  if (second === undefined) return RULES.map(({ name }) => name);
  const rule = RULES.find(({ name }) => name === second);
  return third === 1 && rule !== undefined ? Object.keys(rule.options.entries) : [];
}
