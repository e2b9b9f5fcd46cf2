import { RelationSchema } from '@klarify-graph/core/rules';
import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { ConfigSchema } from '../../packages/cli/src/config/schema.js';
import { rulesPage } from './rules-page.js';

/** What editors complete and check configurations with; `$schema` of a configuration may name it. */
function configSchema(): Record<string, unknown> {
  const { $schema, ...schema } = toJsonSchema(ConfigSchema, {
    typeMode: 'input',
    errorMode: 'ignore',
    // What hangs on two keys together is a function, of which no JSON Schema can be made.
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
      'entries' in valibotSchema && valibotSchema.entries === RelationSchema.entries
        ? { ...jsonSchema, oneOf: EITHER }
        : undefined,
  });
  return { $schema, title: 'The configuration of klarify-graph', ...schema };
}

const EITHER = ['allowed', 'required'].map((key) => ({
  type: 'object' as const,
  properties: { [key]: true },
  required: [key],
}));

describe('files that are made from the code; `vitest -u` makes them anew', () => {
  test('the JSON Schema of the configuration', async () => {
    await expect(`${JSON.stringify(configSchema(), null, 2)}\n`).toMatchFileSnapshot(
      '../../packages/cli/schemas/config.schema.json',
    );
  });

  test('the page on the rules', async () => {
    await expect(rulesPage()).toMatchFileSnapshot('../../docs/rules.md');
  });
});

describe('the JSON Schema of the configuration', () => {
  const validate = new Ajv({ strict: true, strictTypes: true }).compile(configSchema());

  test.each([
    [true, {}],
    [
      true,
      {
        $schema: 'x',
        rules: { 'no-cycles': 'off', 'max-depth': ['warn', { max: 3 }], 'no-orphans': ['info'] },
      },
    ],
    [
      true,
      {
        relations: [
          { name: 'x', from: 'lane:A', to: ['lane:B'], allowed: false, severity: 'warn', comment: 'y' },
        ],
      },
    ],
    [true, { accept: [{ rule: 'no-cycles', procedures: ['id:1'], reason: 'x', expires: '2027-06-30' }] }],
    [false, { rule: {} }],
    [false, { rules: { 'no-cycle': 'error' } }],
    [false, { rules: { 'no-cycles': ['error', { maxsize: 1 }] } }],
    [false, { accept: [{ rule: 'no-cycles', procedures: ['id:1'] }] }],
    [false, { accept: [{ rule: 'no-cycles', procedures: [], reason: 'x' }] }],
    [false, { accept: [{ rule: 'no-cycles', procedures: 'id:1', reason: ' ' }] }],
    [false, { accept: [{ rule: 'no-cycles', procedures: 'id:1', reason: 'x', expires: '30.6.2027' }] }],
    [false, { relations: [{ name: 'x', from: 'id:1', to: 'id:2' }] }],
    [false, { relations: [{ name: 'x', from: 'id:1', to: 'id:2', allowed: false, required: true }] }],
    [false, { relations: [{ name: 'x', from: [], to: 'id:2', allowed: false }] }],
  ])('says %s to %j', (valid, config) => {
    expect(validate(config)).toBe(valid);
  });
});
