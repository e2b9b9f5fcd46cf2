import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { ConfigSchema } from '../../packages/cli/src/config/schema.js';
import { rulesPage } from './rules-page.js';

/** What editors complete and check configurations with; `$schema` of a configuration may name it. */
function configSchema(): Record<string, unknown> {
  const { $schema, ...schema } = toJsonSchema(ConfigSchema, { typeMode: 'input', errorMode: 'ignore' });
  return { $schema, title: 'The configuration of klarify-graph', ...schema };
}

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
  const validate = new Ajv({ strict: false }).compile(configSchema());

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
  ])('says %s to %j', (valid, config) => {
    expect(validate(config)).toBe(valid);
  });
});
