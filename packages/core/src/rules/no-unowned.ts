import * as v from 'valibot';
import { IgnoreOption } from './option-schemas.js';
import { defineRule, type Finding, findingsOf } from './rule.js';
import { named } from './wording.js';

/** Procedures without an owner. Cost: O(V). */
export const noUnowned = defineRule({
  name: 'no-unowned',
  description: 'Every procedure must have an owner.',
  details: 'An owner of nothing but white space is none. Missing procedures do not count.',
  defaultSetting: 'warn',
  options: v.strictObject({ ignore: IgnoreOption }),
  find: (graph, { ignore }, { isIgnored, select }) => {
    const isLeftAlone = select(ignore);
    const tell = ({ nodes }: Finding) => `${named(graph, nodes[0]!)} has no owner.`;
    const unowned: number[] = [];
    for (let node = 0; node < graph.listed; node++) {
      if ((graph.procedures[node]!.owner ?? '').trim() !== '') continue;
      if (isIgnored(node) || isLeftAlone(node)) continue;
      unowned.push(node);
    }
    return findingsOf(unowned, tell);
  },
});
