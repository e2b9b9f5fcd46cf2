import * as v from 'valibot';
import { callsItself } from '../graph/cyclic-components.js';
import { defineRule, type Finding } from './rule.js';
import { named } from './wording.js';

/** Procedures that call themselves. Cost: O(V + E). */
export const noSelfCalls = defineRule({
  name: 'no-self-calls',
  description: 'No procedure may call itself.',
  details:
    '`no-cycles` objects to these as well, but not by name where the procedure is part of a larger cycle. With `"no-cycles": ["error", { "maxSize": 1 }]` this rule has them to itself.',
  defaultSetting: 'off',
  options: v.strictObject({}),
  find: (graph, _, { isIgnored }) => {
    const findings: Finding[] = [];
    for (let node = 0; node < graph.procedures.length; node++) {
      if (!callsItself(graph, node) || isIgnored(node)) continue;
      findings.push({
        tell: () => `${named(graph, node)} calls itself.`,
        nodes: [node],
        calls: [{ caller: node, callee: node }],
      });
    }
    return findings;
  },
});
