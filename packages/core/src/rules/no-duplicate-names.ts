import * as v from 'valibot';
import { compareByNameThenId, normaliseName } from '../model/text.js';
import { IgnoreOption } from './option-schemas.js';
import { defineRule } from './rule.js';
import { namedAll } from './wording.js';

/** Procedures that share a name. Cost: O(V) and normalising every name. */
export const noDuplicateNames = defineRule({
  name: 'no-duplicate-names',
  description: 'No two procedures may have the same name.',
  details:
    'Names are the same when they differ in case and white space only. All procedures of a name are one violation. Missing procedures do not count: they take the name that a reference gives.',
  defaultSetting: 'warn',
  options: v.strictObject({ ignore: IgnoreOption }),
  find: (graph, { ignore }, { isIgnored, select }) => {
    const isLeftAlone = select(ignore);
    const groups = new Map<string, number | number[]>();
    for (let node = 0; node < graph.listed; node++) {
      if (isIgnored(node) || isLeftAlone(node)) continue;
      const name = normaliseName(graph.procedures[node]!.name);
      const group = groups.get(name);
      if (group === undefined) groups.set(name, node);
      else if (typeof group === 'number') groups.set(name, [group, node]);
      else group.push(node);
    }
    return [...groups.values()].flatMap((group) => {
      if (typeof group === 'number') return [];
      const nodes = group.sort((a, b) => compareByNameThenId(graph.procedures[a]!, graph.procedures[b]!));
      const tell = () => `${nodes.length} procedures share a name: ${namedAll(graph, nodes)}.`;
      return [{ tell, nodes }];
    });
  },
});
