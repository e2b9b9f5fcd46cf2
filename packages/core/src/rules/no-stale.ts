import * as v from 'valibot';
import { countOf } from '../model/text.js';
import { parseTime } from '../model/time.js';
import { IgnoreOption, wholeNumberOption } from './option-schemas.js';
import { defineRule, type Finding, findingsOf } from './rule.js';
import { named } from './wording.js';

const DAY = 86_400_000;

/** Procedures that were not updated for long. Cost: O(V). */
export const noStale = defineRule({
  name: 'no-stale',
  description: 'Every procedure must have been updated lately.',
  details:
    'Days are counted back from now, or from `check --as-of`. A procedure without a readable time of its last update cannot be judged and is left alone, and so are missing ones.',
  defaultSetting: 'off',
  options: v.strictObject({
    days: wholeNumberOption('how old the last update may be', 365),
    ignore: IgnoreOption,
  }),
  find: (graph, { days, ignore }, { now, isIgnored, select }) => {
    const isLeftAlone = select(ignore);
    const age = countOf(days, 'day');
    const dayOf = dayTexts();
    const updateOf = (node: number) => {
      const { updatedAt } = graph.procedures[node]!;
      return updatedAt === null ? Number.NaN : parseTime(updatedAt);
    };
    const tell = ({ nodes: [node] }: Finding) =>
      `${named(graph, node!)} was last updated on ${dayOf(updateOf(node!))}, more than ${age} ago.`;
    const stale: number[] = [];
    for (let node = 0; node < graph.listed; node++) {
      if (!(now - updateOf(node) > days * DAY) || isIgnored(node) || isLeftAlone(node)) continue;
      stale.push(node);
    }
    return findingsOf(stale, tell);
  },
});

/** The day of a time (UTC) as text, each day made once: many procedures were updated on the same. */
function dayTexts(): (time: number) => string {
  const texts = new Map<number, string>();
  return (time) => {
    const day = Math.floor(time / DAY);
    const known = texts.get(day);
    if (known !== undefined) return known;
    const text = new Date(day * DAY).toISOString().slice(0, 10);
    texts.set(day, text);
    return text;
  };
}
