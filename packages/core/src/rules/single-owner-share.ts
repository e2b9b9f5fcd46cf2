import * as v from 'valibot';
import { compareByNameThenId, compareText, countOf, normaliseName } from '../model/text.js';
import { defineRule } from './rule.js';

/** Owners of too large a share of the procedures. Cost: O(V), their procedures sorted. */
export const singleOwnerShare = defineRule({
  name: 'single-owner-share',
  description: 'No one may own too large a share of the procedures.',
  details:
    'Where one owner leaves, all that is theirs is unowned. The share is of all procedures, also those without an owner; missing and ignored ones do not count. Owners are the same when they differ in case and white space only. An owner has no id, so in a baseline the violation is known by how many owners are beyond the share.',
  defaultSetting: 'off',
  options: v.strictObject({
    max: v.optional(
      v.pipe(
        v.number(),
        v.minValue(0, 'must be a share from 0 to 1'),
        v.maxValue(1, 'must be a share from 0 to 1'),
        v.description('the share that one owner may have'),
      ),
      0.5,
    ),
  }),
  find: (graph, { max }, { isIgnored }) => {
    const owned = new Map<string, number[]>();
    const keys = new Map<string, string>();
    let all = 0;
    for (let node = 0; node < graph.listed; node++) {
      if (isIgnored(node)) continue;
      all++;
      const owner = graph.procedures[node]!.owner ?? '';
      const key = keys.get(owner) ?? normaliseName(owner);
      keys.set(owner, key);
      if (key === '') continue;
      const nodes = owned.get(key);
      if (nodes === undefined) owned.set(key, [node]);
      else nodes.push(node);
    }
    return [...owned.values()]
      .filter(({ length }) => length / all > max)
      .map((nodes) => {
        const owner = nodes.map((node) => graph.procedures[node]!.owner!).sort(compareText)[0]!;
        return {
          tell: () =>
            `"${owner}" owns ${nodes.length} of ${countOf(all, 'procedure')} (${percent(nodes.length / all)} %), more than ${percent(max)} %.`,
          nodes: nodes.sort((a, b) => compareByNameThenId(graph.procedures[a]!, graph.procedures[b]!)),
          identity: { nodes: [] },
        };
      });
  },
});

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
