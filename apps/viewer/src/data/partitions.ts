import {
  type Communities,
  compareByNameThenId,
  describeCommunities,
  findCommunities,
  findEntryPoints,
  type ProcedureGraph,
} from '@klarify-graph/core';
import { valueKey } from '../state/filter.js';
import type { ValueIndex } from './facets.js';
import { sortByName } from './order.js';

/** For each node the procedure that its group is named after, counted from 1; 0 where it is in no group. */
export type Partition = Uint32Array;

/**
 * Finds for each procedure the entry point that leads to it in the fewest calls; of several equally near, the first by
 * name, then id. An entry point is its own root; what none leads to has none. Cost: O(V + E), and sorting the entry points.
 */
export function nearestRoots(graph: ProcedureGraph, entryPoints: readonly number[] | undefined): Partition {
  const roots = new Uint32Array(graph.procedures.length);
  const queue = new Uint32Array(graph.procedures.length);
  let end = 0;
  for (const node of sortByName(graph, findEntryPoints(graph, { entryPoints }))) {
    roots[node] = node + 1;
    queue[end++] = node;
  }
  const { offsets, targets } = graph.callees;
  // The queue holds each distance in the order of the roots, so the first to arrive is the nearest and the first by name.
  for (let at = 0; at < end; at++) {
    const node = queue[at]!;
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
      const callee = targets[slot]!;
      if (roots[callee] !== 0) continue;
      roots[callee] = roots[node]!;
      queue[end++] = callee;
    }
  }
  return roots;
}

/** Communities by their hubs, and how plain they are to see. */
export interface CommunityPartition extends Pick<Communities, 'modularity' | 'isSettled'> {
  readonly hubs: Partition;
}

/** Gathers procedures that call each other more than they call the rest, as the command line's `stats` tells them. */
export function communityHubs(graph: ProcedureGraph): CommunityPartition {
  const communities = findCommunities(graph);
  const figures = describeCommunities(graph, communities);
  const { communityOf, modularity, isSettled } = communities;
  return {
    hubs: communityOf.map((community) => (figures[community] === undefined ? 0 : figures[community].hub + 1)),
    modularity,
    isSettled,
  };
}

/** A partition as values, named by the ids of the procedures that stand for the groups. Cost: O(V), and sorting the groups. */
export function indexPartition({ procedures }: ProcedureGraph, partition: Partition): ValueIndex {
  const counts = new Uint32Array(procedures.length + 1);
  for (const group of partition) counts[group]!++;
  const groups: number[] = [];
  for (let group = 1; group < counts.length; group++) if (counts[group]! > 0) groups.push(group);
  groups.sort(
    (a, b) => counts[b]! - counts[a]! || compareByNameThenId(procedures[a - 1]!, procedures[b - 1]!),
  );
  const rankOf = new Uint32Array(counts.length).fill(groups.length);
  for (const [rank, group] of groups.entries()) rankOf[group] = rank;
  const offsets = new Uint32Array(procedures.length + 1);
  for (let node = 0; node < offsets.length; node++) offsets[node] = node;
  return {
    keys: [...groups.map((group) => valueKey(procedures[group - 1]!.id)), valueKey(null)],
    offsets,
    values: partition.map((group) => rankOf[group]!),
  };
}
