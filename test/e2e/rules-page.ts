import { RELATION_KEYS, RelationSchema, RULES, type Rule } from '@klarify-graph/core/rules';
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';

interface OptionSchema {
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: OptionSchema;
  readonly anyOf?: readonly OptionSchema[];
}

/** The page on the rules, from what the rules say of themselves. */
export function rulesPage(): string {
  return `# Rules

\`klarify-graph check\` holds an organisation against these rules. Each is \`off\`, \`info\`, \`warn\` or \`error\`; only a
new violation of severity \`error\` ends with exit status 1. A rule is set by its severity, or by a list of severity and
options:

\`\`\`jsonc
{ "rules": { "no-unowned": "error", "no-orphans": ["error", { "reasons": ["isolated"] }] } }
\`\`\`

What is not set keeps its default. Procedures that \`ignore\` selects are spoken of by no rule.

| rule | default | demands |
| --- | --- | --- |
${RULES.map(({ name, defaultSetting, description }) => `| [${name}](#${name}) | ${defaultSetting} | ${description} |`).join('\n')}
| [relations](#relations) | error | Procedures of one selector must not call, or have to call, those of another. |

${RULES.map(ruleSection).join('\n\n')}

## relations

Who may not, or has to, call whom: the procedures of two selectors. \`"allowed": false\` forbids calls from the one to
the other, \`"required": true\` wants each procedure of \`from\` to call one of \`to\`. With \`"reachable": true\` chains of
calls count as well: forbidden is told once for each procedure of \`from\`, with the shortest chain to the nearest of
\`to\`. Chains pass through ignored procedures, but do not begin or end there. A violation bears the name of the relation.

\`\`\`jsonc
{
  "relations": [
    { "name": "finance-never-calls-drafts", "from": "lane:Finance", "to": "status:draft", "allowed": false },
    { "name": "payments-are-audited", "from": "name:*Payment*", "to": "name:Audit*", "required": true, "reachable": true }
  ]
}
\`\`\`

${optionTable(RELATION_KEYS, propertiesOf(RelationSchema))}

<!-- Made from the rules' own words by test/e2e/published-files.test.ts; change them there. -->
`;
}

function ruleSection({ name, description, details, defaultSetting, options }: Rule): string {
  const keys = Object.keys(options.entries);
  const table = keys.length === 0 ? 'It has no options.' : optionTable(keys, propertiesOf(options));
  return `## ${name}\n\n${description} Default: \`${defaultSetting}\`.\n\n${details}\n\n${table}`;
}

function propertiesOf(schema: v.GenericSchema): Readonly<Record<string, OptionSchema>> {
  const { properties } = toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' });
  return (properties ?? {}) as Record<string, OptionSchema>;
}

function optionTable(keys: readonly string[], properties: Readonly<Record<string, OptionSchema>>): string {
  const rows = keys.map((key) => {
    const option = properties[key] ?? {};
    const fallback = option.default === undefined ? '' : `\`${JSON.stringify(option.default)}\``;
    return `| \`${key}\` | ${typeOf(option)} | ${fallback} | ${option.description ?? ''} |`;
  });
  return `| option | type | default | means |\n| --- | --- | --- | --- |\n${rows.join('\n')}`;
}

function typeOf({ type, const: only, enum: choices, items, anyOf }: OptionSchema): string {
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (choices !== undefined) return choices.map((choice) => `\`${JSON.stringify(choice)}\``).join(', ');
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' or ');
  return type === 'array' ? `list of ${typeOf(items ?? {})}` : (type ?? 'any');
}
