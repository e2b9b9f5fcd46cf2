import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { type OrderedCalls, orderById } from './centrality/order-by-id.js';
import { drawTogether, type LevelGraph, withoutDirections } from './communities/level-graph.js';
import { moveNodes } from './communities/move-nodes.js';
import { renumber, splitGroups } from './communities/split-groups.js';

/**
 * The search settles within so many looks at calls in an organisation of some 20,000. Beyond, it stops on each level when
 * these are used up and every call was looked at once.
 */
export const COMMUNITY_WORK_LIMIT = 4_000_000;

const MOST_LEVELS = 64;

export interface CommunitiesOptions {
  /** Looks at calls after which the search is cut short. */
  readonly workLimit?: number;
}

export const DEFAULT_COMMUNITIES_OPTIONS = { workLimit: COMMUNITY_WORK_LIMIT } as const;

/** Procedures grouped so that calls run inside the groups more than between them. */
export interface Communities {
  /** Communities, those of one procedure included. */
  readonly count: number;
  /** By node; the largest community is 0, of two alike the one with the first id. */
  readonly communityOf: Uint32Array;
  /** Procedures in each. */
  readonly sizes: Uint32Array;
  /**
   * The share of calls inside communities less what chance would put there, from −0.5 to 1: 0 is no structure at all,
   * from about 0.3 on groups are plain to see. 0 where nothing calls another.
   */
  readonly modularity: number;
  /** False when the search ended because the work was used up. */
  readonly isSettled: boolean;
}

/**
 * Finds communities: procedures that call each other more than they call the rest. Directions do not matter, two calls
 * between the same two procedures count twice, self-calls not at all; missing procedures take part like any other. Each
 * community holds together by calls inside it. A procedure that no call joins to another is a community of its own.
 * The answer is one of many that are nearly as good: always the same, whatever the order of the list. An empty graph has
 * none. Never throws. Iterative. Cost: O(V log V + `workLimit`) and, at worst 64 times, O(V + E).
 *
 * Source: V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, "Fast unfolding of communities in large networks",
 * J. Stat. Mech. (2008), for the modularity of M. E. J. Newman, M. Girvan, Phys. Rev. E 69 (2004); with the queue of, and
 * whole communities as in, V. A. Traag, L. Waltman, N. J. van Eck, "From Louvain to Leiden", Scientific Reports 9 (2019),
 * but without random choices.
 */
export function findCommunities(
  graph: ProcedureGraph,
  options: CommunitiesOptions = {},
  ordered: OrderedCalls = orderById(graph),
): Communities {
  const { workLimit } = { ...DEFAULT_COMMUNITIES_OPTIONS, ...options };
  const whole = withoutDirections(ordered.callees);
  const { groupOf, isSettled } = search(whole, workLimit);
  const found = bySize(groupOf);
  const communityOf = new Uint32Array(ordered.nodes.length);
  for (const [number, node] of ordered.nodes.entries()) communityOf[node] = found.groupOf[number]!;
  return {
    count: found.sizes.length,
    communityOf,
    sizes: found.sizes,
    modularity: modularityOf(whole, found.groupOf, found.sizes.length),
    isSettled,
  };
}

interface Search {
  readonly groupOf: Uint32Array;
  readonly isSettled: boolean;
}

/**
 * Moves nodes, draws the groups together and goes on with these as nodes until nothing moves; then begins again with the
 * groups found, split where a procedure that left has torn one, and the procedures as nodes, which improves what the
 * levels above could no longer reach.
 */
function search(whole: LevelGraph, workLimit: number): Search {
  let found: Uint32Array = Uint32Array.from(whole.strengths.keys());
  let left = workLimit;
  for (let level = 0; level < MOST_LEVELS; ) {
    let graph = whole;
    let groupOf = found.slice();
    let nodeOf: Uint32Array | null = null;
    for (; level < MOST_LEVELS; level++) {
      const moves = moveNodes(graph, groupOf, Math.max(left / 2, graph.targets.length));
      left -= moves.looks;
      if (!moves.moved) break;
      const groups = renumber(groupOf);
      nodeOf = nodeOf === null ? groups.groupOf : nodeOf.map((node) => groups.groupOf[node]!);
      graph = drawTogether(graph, groups.groupOf, groups.count);
      groupOf = Uint32Array.from({ length: groups.count }, (_, group) => group);
    }
    if (nodeOf === null) return { groupOf: found, isSettled: true };
    found = splitGroups(whole, nodeOf).groupOf;
    if (left <= 0) break;
  }
  return { groupOf: found, isSettled: false };
}

/** Numbers groups by size, largest first, then by their first members. */
function bySize(groups: Uint32Array): { readonly groupOf: Uint32Array; readonly sizes: Uint32Array } {
  const { count, groupOf } = renumber(groups);
  const sizes = new Uint32Array(count);
  for (const group of groupOf) sizes[group]!++;
  const order = Uint32Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const places = new Uint32Array(count);
  for (const [place, group] of order.entries()) places[group] = place;
  return { groupOf: groupOf.map((group) => places[group]!), sizes: order.map((group) => sizes[group]!) };
}

function modularityOf(
  { offsets, targets, strengths, total }: LevelGraph,
  groupOf: Uint32Array,
  count: number,
) {
  if (total === 0) return 0;
  const groupStrengths = new Float64Array(count);
  let inside = 0;
  for (let node = 0; node < groupOf.length; node++) {
    const group = groupOf[node]!;
    groupStrengths[group]! += strengths[node]!;
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
      if (groupOf[targets[slot]!] === group) inside++;
    }
  }
  return groupStrengths.reduce((sum, strength) => sum - (strength / total) ** 2, inside / total);
}
