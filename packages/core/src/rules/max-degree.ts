import * as v from 'valibot';
import type { Adjacency } from '../graph/adjacency.js';
import { withoutAmbiguousCalls } from '../graph/narrow-graph.js';
import { countOf } from '../model/text.js';
import { IgnoreOption, wholeNumberOption } from './option-schemas.js';
import { defineRule, type Finding, type Rule } from './rule.js';
import { marked, named } from './wording.js';

/** Procedures that too many others call. Cost: O(V + E). */
export const maxCallers = maxDegree({
  name: 'max-callers',
  description: 'A procedure must not be called by too many others.',
  details:
    'What many rest on is dear to change. Counted are the procedures that call or contain it, itself excluded, missing ones included.',
  side: 'callers',
  most: 50,
  verb: 'is called by',
});

/** Procedures that call too many others. Cost: O(V + E). */
export const maxCallees = maxDegree({
  name: 'max-callees',
  description: 'A procedure must not call too many others.',
  details:
    'What calls many does too much. Counted are the procedures that it calls or contains, itself excluded. Missing procedures are not judged.',
  side: 'callees',
  most: 50,
  verb: 'calls',
});

interface DegreeRule {
  readonly name: string;
  readonly description: string;
  readonly details: string;
  readonly side: 'callers' | 'callees';
  readonly most: number;
  readonly verb: string;
}

function maxDegree({ side, most, verb, ...about }: DegreeRule): Rule {
  return defineRule({
    ...about,
    defaultSetting: 'off',
    options: v.strictObject({
      max: wholeNumberOption(`how many ${side} it may have`, most),
      ignore: IgnoreOption,
    }),
    find: (graph, { max, ignore }, { isIgnored, select }) => {
      const isLeftAlone = select(ignore);
      const certain = withoutAmbiguousCalls(graph)[side];
      const findings: Finding[] = [];
      for (let node = 0; node < graph.listed; node++) {
        const others = countOthers(graph[side], node);
        if (others <= max || isIgnored(node) || isLeftAlone(node)) continue;
        const tell = () => `${named(graph, node)} ${verb} ${countOf(others, 'procedure')}, more than ${max}.`;
        findings.push(marked(countOthers(certain, node) <= max, { tell, nodes: [node] }));
      }
      return findings;
    },
  });
}

function countOthers({ offsets, targets }: Adjacency, node: number): number {
  let others = 0;
  for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) if (targets[slot] !== node) others++;
  return others;
}
