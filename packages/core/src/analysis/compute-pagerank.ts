import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { byNode, type OrderedCalls, orderById } from './centrality/order-by-id.js';

export interface PagerankOptions {
  /** The share of a rank that follows the calls; the rest is spread over all procedures. */
  readonly damping?: number;
  /** The ranks stand when a round changes them by less than this, all together. */
  readonly tolerance?: number;
  /** Rounds at most; with the defaults some 170 are enough for any graph. */
  readonly maxRounds?: number;
}

export const DEFAULT_PAGERANK_OPTIONS = { damping: 0.85, tolerance: 1e-12, maxRounds: 1000 } as const;

/**
 * Computes the PageRank of every procedure, by node; the ranks add up to 1. Rank flows with the calls, from caller to
 * callee: high is what much called procedures call. A self-call gives back to its procedure; what calls nothing spreads
 * its rank evenly over all; missing procedures take part like any other. An empty graph gives an empty column.
 * Never throws. Cost: O(V + E) a round. The answer does not hang on the order of the list.
 *
 * Source: L. Page, S. Brin, R. Motwani, T. Winograd, "The PageRank citation ranking" (1999), by power iteration, as
 * NetworkX and graphology-metrics compute it.
 */
export function computePagerank(
  graph: ProcedureGraph,
  options: PagerankOptions = {},
  ordered: OrderedCalls = orderById(graph),
): Float64Array {
  const { damping, tolerance, maxRounds } = { ...DEFAULT_PAGERANK_OPTIONS, ...options };
  const { offsets, targets } = ordered.callees;
  const size = ordered.nodes.length;
  let ranks = new Float64Array(size).fill(1 / size);
  let next = new Float64Array(size);
  for (let round = 0, change = Number.POSITIVE_INFINITY; round < maxRounds && change >= tolerance; round++) {
    let stranded = 0;
    for (let node = 0; node < size; node++) if (offsets[node] === offsets[node + 1]) stranded += ranks[node]!;
    next.fill((1 - damping + damping * stranded) / size);
    for (let node = 0; node < size; node++) {
      const first = offsets[node]!;
      const end = offsets[node + 1]!;
      const share = (damping * ranks[node]!) / (end - first);
      for (let slot = first; slot < end; slot++) next[targets[slot]!]! += share;
    }
    change = 0;
    for (let node = 0; node < size; node++) change += Math.abs(next[node]! - ranks[node]!);
    [ranks, next] = [next, ranks];
  }
  return byNode(ordered, ranks);
}
