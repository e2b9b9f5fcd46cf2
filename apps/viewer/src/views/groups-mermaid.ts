import { MERMAID_TARGET, mermaidLabel } from '@klarify-graph/core';
import { countMatrix } from '../data/group-calls.js';
import { GROUPING_WORDS, type Group } from '../data/groups.js';
import { countOf } from '../data/text.js';
import type { Groups } from '../state/groups.js';
import type { Store } from '../state/store.js';
import { groupName } from './group-name.js';

/** More boxes than that nobody reads. */
const MOST_GROUPS = 40;
/** Mermaid refuses a flowchart of more than 500 calls. */
const MOST_CALLS = 400;

/**
 * The overview as a Mermaid flowchart: the largest groups with their numbers of procedures, and between them the calls with
 * theirs, all or those of the chosen tile; what is left out stands in it as comments. Cost: O(V + E), calls sorted.
 */
export function groupsAsMermaid({ graph, route }: Store, found: Groups): string {
  const { grouping, index, groups, isWanted } = found;
  const { value } = route;
  const wanted = value.view === 'overview' && !value.matrix ? value.calls : undefined;
  const chosen = wanted === undefined ? undefined : groups.find(({ name }) => name === wanted);
  const shown = largest(groups, chosen);
  const { counts, size } = countMatrix(graph, index, shown, isWanted);
  const calls = shown
    .flatMap((from, row) => shown.map((to, column) => ({ from, to, row, column })))
    .map((pair) => ({ ...pair, count: counts[pair.row * size + pair.column]! }))
    .filter(({ from, to, count }) => count > 0 && from !== to)
    .filter(({ from, to }) => chosen === undefined || from === chosen || to === chosen);
  const drawn = calls.toSorted((a, b) => b.count - a.count).slice(0, MOST_CALLS);
  const { one, many } = GROUPING_WORDS[grouping];
  const left = (count: number, singular: string, plural: string) =>
    count === 0 ? [] : [`  %% not drawn: ${countOf(count, singular, plural)}`];
  const lines = [
    'flowchart LR',
    ...shown.map(({ name, nodes }, at) => {
      const inside = counts[at * size + at]!;
      const words = `${countOf(nodes.length, 'procedure')}${inside === 0 ? '' : `, ${countOf(inside, 'call')} inside`}`;
      return `  n${at}["${mermaidLabel(groupName(graph, name, grouping))} (${words})"]`;
    }),
    ...drawn.map(({ row, column, count }) => `  n${row} -->|${count}| n${column}`),
    ...(chosen === undefined
      ? []
      : [`  classDef target ${MERMAID_TARGET}`, `  class n${shown.indexOf(chosen)} target`]),
    ...left(groups.length - shown.length, `more ${one}`, `more ${many}`),
    ...left(
      calls.length - drawn.length,
      `more pair of ${many} with fewer calls`,
      `more pairs of ${many} with fewer calls`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** The first groups, and the chosen one wherever it stands. */
function largest(groups: readonly Group[], chosen: Group | undefined): readonly Group[] {
  const first = groups.slice(0, MOST_GROUPS);
  return chosen === undefined || first.includes(chosen) ? first : [...first.slice(0, -1), chosen];
}
