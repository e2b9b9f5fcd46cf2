import { keyValue } from '../state/filter.js';
import { FIELDS, type ValueIndex } from './facets.js';

/** What the overview can gather procedures by. */
export const GROUPINGS = [...FIELDS, 'root', 'community'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What the groups of each grouping are called, one and many, and what it means to be in none. */
export const GROUPING_WORDS: Readonly<
  Record<Grouping, { readonly one: string; readonly many: string; readonly none: string }>
> = {
  lane: { one: 'lane', many: 'lanes', none: 'No lane' },
  owner: { one: 'owner', many: 'owners', none: 'No owner' },
  type: { one: 'type', many: 'types', none: 'No type' },
  status: { one: 'status', many: 'statuses', none: 'No status' },
  root: { one: 'root process', many: 'root processes', none: 'No root process' },
  community: { one: 'community', many: 'communities', none: 'No community' },
};

/** The procedures of one tile; `name: null` gathers those without a lane, owner, type, status, root or community. */
export interface Group {
  /** The number of its value in the index that it was gathered by. */
  readonly value: number;
  /** The value; of roots and communities the id of the procedure that stands for the group. */
  readonly name: string | null;
  readonly nodes: readonly number[];
}

export function isGrouping(text: string | undefined): text is Grouping {
  return GROUPINGS.some((grouping) => grouping === text);
}

/**
 * Gathers the nodes by their values, in the order of these; groups that stay empty are left out. A procedure with several
 * lanes is in the group of each. Cost: O(V).
 */
export function gatherGroups(
  { keys, offsets, values }: ValueIndex,
  size: number,
  isWanted: (node: number) => boolean,
): readonly Group[] {
  const groups = keys.map((key, value) => ({ value, name: keyValue(key), nodes: [] as number[] }));
  for (let node = 0; node < size; node++) {
    if (!isWanted(node)) continue;
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++)
      groups[values[slot]!]!.nodes.push(node);
  }
  return groups.filter(({ nodes }) => nodes.length > 0);
}
