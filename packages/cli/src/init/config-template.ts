import { RULES } from '@klarify-graph/core/rules';

/** A commented configuration that says nothing but the defaults: a start to change from. */
export function configTemplate(): string {
  const rules = RULES.map(({ name, defaultSetting, description }) => {
    const entry = `"${name}": "${defaultSetting}",`;
    return `    // ${description}\n    ${defaultSetting === 'off' ? `// ${entry}` : entry}`;
  });
  return `{
  // Completion and checks in editors, where the package is installed in this folder.
  "$schema": "./node_modules/klarify-graph/schemas/config.schema.json",

  // Where work begins; without any, whatever calls another, is called by none and is no subprocess, task or
  // instructions. Selectors, such as
  // "entryPoints": ["type:PROCESS_MODEL,lane:Sales", "id:12345"],

  // Procedures that no rule speaks of.
  // "ignore": ["status:draft"],

  // off, info, warn or error; only new errors fail. With options: ["error", { "reasons": ["isolated"] }]
  "rules": {
${rules.join('\n')}
  },

  // Who may not, or has to, call whom.
  // "relations": [
  //   { "name": "finance-never-calls-drafts", "from": "lane:Finance", "to": "status:draft", "allowed": false }
  // ],

  // Violations that someone has accepted. The reason must be there; past its last day one returns.
  // "accept": [
  //   { "rule": "no-cycles", "procedures": ["id:1", "id:2"], "reason": "…", "approvedBy": "…", "expires": "2027-06-30" }
  // ],
}
`;
}
