import * as v from 'valibot';
import { callKinds } from '../graph/procedure-graph.js';
import { IgnoreOption } from './option-schemas.js';
import { defineRule, type Finding } from './rule.js';
import { named } from './wording.js';

/** References to procedures that the list does not hold. Cost: O(V + E). */
export const noMissingReferences = defineRule({
  name: 'no-missing-references',
  description: 'A procedure must not name a caller or parent that is not in the list.',
  details:
    'Each pair of a procedure and a missing one that its record names is a violation. A missing procedure has no id of its own, only the name that references give it, so the violation is known by the procedure whose record holds the reference and by how many such references that holds: in a baseline, one repaired and another broken in the same record cancel each other out.',
  defaultSetting: 'error',
  options: v.strictObject({ ignore: IgnoreOption }),
  find: (graph, { ignore }, { isIgnored, select }) => {
    const isLeftAlone = select(ignore);
    const { offsets, targets, calls } = graph.callees;
    const findings: Finding[] = [];
    for (let caller = 0; caller < graph.procedures.length; caller++) {
      if (!graph.procedures[caller]!.missing || isIgnored(caller) || isLeftAlone(caller)) continue;
      for (let slot = offsets[caller]!; slot < offsets[caller + 1]!; slot++) {
        const callee = targets[slot]!;
        if (isIgnored(callee) || isLeftAlone(callee)) continue;
        const call = calls[slot]!;
        findings.push({
          tell: () =>
            `${named(graph, callee)} names "${graph.procedures[caller]!.name}" in ${callKinds(graph, call).join(' and ')}, which is not in the list.`,
          nodes: [callee, caller],
          calls: [{ caller, callee }],
        });
      }
    }
    return findings;
  },
});
