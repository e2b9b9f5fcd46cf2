import type { Adjacency } from '../../graph/adjacency.js';

const UNSEEN = -1;

/** Where the number of shortest chains would soon no longer fit a number, a level is scaled down by this power of two. */
const LARGE = 2 ** 400;
const LEAST = 2 ** -400;

/** Space for walks over one adjacency, used anew by every walk; nothing is allocated between. */
export interface ChainSpace {
  /** Steps from the source, `UNSEEN` between the walks. */
  readonly distances: Int32Array;
  /**
   * Shortest chains from the source, scaled within a level; on the way back what a node owes to each chain that leads to
   * it, in their place because one array stays in the processor's cache longer than two.
   */
  readonly chains: Float64Array;
  readonly order: Uint32Array;
  /** The callees one step further, those of each node of `order` after those of the node before. */
  readonly further: Uint32Array;
  /** Where in `further` those of each node of `order` end. */
  readonly furtherEnds: Uint32Array;
  /** Where in `order` each level begins, and by what it was scaled down. */
  readonly levels: number[];
  readonly scales: number[];
}

/** Space for walks over an adjacency of so many nodes and calls. */
export function chainSpace(size: number, calls: number): ChainSpace {
  return {
    distances: new Int32Array(size).fill(UNSEEN),
    chains: new Float64Array(size),
    order: new Uint32Array(size),
    further: new Uint32Array(calls + 1),
    furtherEnds: new Uint32Array(size),
    levels: [],
    scales: [],
  };
}

/**
 * Adds to `sums`, for each node, the share of the shortest chains from the source that pass through it, over all ends.
 * Iterative. Cost: linear in what the source reaches.
 *
 * Source: U. Brandes, "A faster algorithm for betweenness centrality", J. Math. Sociol. 25 (2001), with successors in
 * place of predecessors, written one after the other, so that the way back has no branches.
 */
export function addChainsFrom(
  source: number,
  adjacency: Adjacency,
  space: ChainSpace,
  sums: Float64Array,
): void {
  const { distances, chains, order, further, furtherEnds, levels, scales } = space;
  const reached = walkLevels(source, adjacency, space);
  let level = levels.length - 1;
  for (let at = reached - 1; at > 0; at--) {
    while (at < levels[level]!) level--;
    const node = order[at]!;
    let sum = 0;
    for (let slot = furtherEnds[at - 1]!; slot < furtherEnds[at]!; slot++) sum += chains[further[slot]!]!;
    const through = chains[node]! * sum;
    sums[node]! += through;
    chains[node] = (1 + through) / (chains[node]! * scales[level]!);
  }
  for (let at = 0; at < reached; at++) distances[order[at]!] = UNSEEN;
}

/** Counts the shortest chains to all that the source reaches, level by level. Returns how many are reached. */
function walkLevels(source: number, { offsets, targets }: Adjacency, space: ChainSpace): number {
  const { distances, chains, order, further, furtherEnds, levels, scales } = space;
  levels.length = 0;
  scales.length = 0;
  distances[source] = 0;
  chains[source] = 1;
  order[0] = source;
  let reached = 1;
  let steps = 0;
  for (let start = 0; start < reached; ) {
    const end = reached;
    const distance = levels.push(start);
    scales.push(scaleDown(chains, order, start, end));
    for (let at = start; at < end; at++) {
      const node = order[at]!;
      const count = chains[node]!;
      for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
        const target = targets[slot]!;
        if (distances[target] === UNSEEN) {
          distances[target] = distance;
          chains[target] = 0;
          order[reached++] = target;
        }
        if (distances[target] !== distance) continue;
        chains[target]! += count;
        further[steps++] = target;
      }
      furtherEnds[at] = steps;
    }
    start = end;
  }
  return reached;
}

/**
 * Scales a level down when one of its counts is large: only ratios of counts matter, and a row of 1,100 forks that join
 * again has more chains than a number holds. Returns the scale, which is 1 for almost every level there is.
 */
function scaleDown(chains: Float64Array, order: Uint32Array, start: number, end: number): number {
  let most = 0;
  for (let at = start; at < end; at++) most = Math.max(most, chains[order[at]!]!);
  if (most < LARGE) return 1;
  for (let at = start; at < end; at++) {
    const node = order[at]!;
    chains[node] = Math.max(chains[node]! / LARGE, LEAST);
  }
  return LARGE;
}
