import type { Procedure } from '@klarify-graph/core';
import { keyValue } from '../state/filter.js';
import { FIELDS, type Field, indexValues, type ValueIndex } from './facets.js';

/** What the overview can gather procedures by. */
export const GROUPINGS = [...FIELDS] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The procedures of one tile; `name: null` gathers those without a lane, owner, type or status. */
export interface Group {
  readonly name: string | null;
  readonly nodes: readonly number[];
}

export function isGrouping(text: string | undefined): text is Grouping {
  return GROUPINGS.some((grouping) => grouping === text);
}

export function isField(grouping: Grouping): grouping is Field {
  return FIELDS.some((field) => field === grouping);
}

/**
 * Gathers procedures, the largest group first, then by name, `null` last. A procedure with several lanes is in the group
 * of each. Types and statuses are gathered without regard to case. Cost: O(V).
 */
export function groupProcedures(
  procedures: readonly Procedure[],
  grouping: Field,
  index: ValueIndex = indexValues(procedures, grouping),
): readonly Group[] {
  return gatherGroups(index, procedures.length, (node) => !procedures[node]!.missing);
}

/** Gathers the nodes by their values; groups that stay empty are left out. Cost: O(V). */
export function gatherGroups(
  { keys, offsets, values }: ValueIndex,
  size: number,
  isWanted: (node: number) => boolean,
): readonly Group[] {
  const groups = keys.map((key) => ({ name: keyValue(key), nodes: [] as number[] }));
  for (let node = 0; node < size; node++) {
    if (!isWanted(node)) continue;
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++)
      groups[values[slot]!]!.nodes.push(node);
  }
  return groups.filter(({ nodes }) => nodes.length > 0);
}
