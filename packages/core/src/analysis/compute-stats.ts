import { directedDensity } from 'graphology-metrics/graph/density.js';
import { condense } from '../graph/condensation.js';
import { cyclicComponents } from '../graph/cyclic-components.js';
import { compareNodes, type ProcedureGraph } from '../graph/procedure-graph.js';
import { orderById } from './centrality/order-by-id.js';
import { type BetweennessOptions, computeBetweenness } from './compute-betweenness.js';
import { computePagerank } from './compute-pagerank.js';
import { countReachable } from './count-reachable.js';
import { type CommunityFigures, describeCommunities } from './describe-communities.js';
import { type Communities, findCommunities } from './find-communities.js';
import { findEntryPoints } from './find-entry-points.js';
import { findOrphans } from './find-orphans.js';
import { findSinglePoints, type SinglePoints } from './find-single-points.js';
import { measureDepth } from './measure-depth.js';
import { firstInOrder } from './rank-nodes.js';

/** A procedure and its figures. */
export interface ProcedureFigures {
  readonly node: number;
  /** Calls to it, a self-call included: its in-degree. */
  readonly callers: number;
  /** Calls from it, a self-call included: its out-degree. */
  readonly callees: number;
  /** Procedures that lead to it, transitively; see {@link countReachable}. */
  readonly dependents: number;
  /** Procedures that it leads to, transitively. */
  readonly dependencies: number;
  /** See {@link computePagerank}. */
  readonly pagerank: number;
  /** See {@link computeBetweenness}. */
  readonly betweenness: number;
  /** Other procedures that every chain from an entry point reaches only through it. */
  readonly dominates: number;
  /** Procedures that are joined to the rest only through it. */
  readonly separates: number;
  /** The number of its community, 1 being the largest; `null` where it stands alone. */
  readonly community: number | null;
}

export interface Stats {
  /** Missing ones excluded. */
  readonly procedures: number;
  /** Those of missing procedures and self-calls included. */
  readonly calls: number;
  readonly missing: number;
  readonly entryPoints: number;
  readonly orphans: number;
  readonly cycles: number;
  /** Procedures in the largest cycle; 0 where there is none. */
  readonly largestCycle: number;
  /** See {@link measureDepth}. */
  readonly maxDepth: number;
  /** Calls for each ordered pair of two procedures, missing ones included. */
  readonly density: number;
  readonly betweennessIsExact: boolean;
  /** By dependents, most first, then by name, then by id. */
  readonly top: readonly ProcedureFigures[];
  /** See {@link findSinglePoints}. */
  readonly singlePointsOfFailure: Omit<SinglePoints, 'dominates' | 'separates'>;
  readonly communities: CommunityStats;
}

/** See {@link findCommunities}. */
export interface CommunityStats {
  /** Communities of two or more procedures. */
  readonly count: number;
  /** Procedures in none of these, missing ones included. */
  readonly alone: number;
  readonly modularity: number;
  readonly isSettled: boolean;
  /** Largest first, so many as procedures in `top`. */
  readonly largest: readonly CommunityFigures[];
}

export interface StatsOptions extends BetweennessOptions {
  /** Procedures in `top`, single points of failure of either kind and communities, at most. */
  readonly top?: number;
  /** Numbers of the procedures that the configured `entryPoints` match; absent where none are configured. */
  readonly entryPoints?: readonly number[] | undefined;
}

export const DEFAULT_STATS_OPTIONS = { top: 10 } as const;

/**
 * Computes the figures of the whole graph, of the procedures on which most others rest, of the single points of failure
 * and of the communities. Missing procedures can be
 * among these; nothing calls them, so they have no dependents. Density counts them too and is calls / (n · (n − 1)), 0
 * for fewer than two procedures, as graphology and NetworkX have it: self-calls are in it, so that a small graph full of
 * them can pass 1. On an empty graph every figure is 0.
 * Never throws. Cost: that of {@link countReachable} and {@link computeBetweenness}; the rest is O(V log V + E).
 */
export function computeStats(graph: ProcedureGraph, options: StatsOptions = {}): Stats {
  const { top } = { ...DEFAULT_STATS_OPTIONS, ...options };
  const { procedures, listed, calls } = graph;
  const condensation = condense(graph);
  const cycles = cyclicComponents(graph, condensation);
  const ordered = orderById(graph);
  const { dependents, dependencies } = countReachable(graph, condensation);
  const pagerank = computePagerank(graph, {}, ordered);
  const betweenness = computeBetweenness(graph, options, ordered);
  const mostDependents = firstInOrder(
    procedures.length,
    top,
    (a, b) => dependents[b]! - dependents[a]! || compareNodes(graph, a, b),
  );
  const entryPoints = findEntryPoints(graph, options);
  const { dominates, separates, ...singlePointsOfFailure } = findSinglePoints(graph, entryPoints, top);
  const communities = findCommunities(graph, {}, ordered);
  const alone = communities.sizes.reduce((count, size) => count + (size === 1 ? 1 : 0), 0);
  return {
    procedures: listed,
    calls: calls.callers.length,
    missing: procedures.length - listed,
    entryPoints: entryPoints.length,
    orphans: findOrphans(graph, options).length,
    cycles: cycles.length,
    largestCycle: cycles.reduce((largest, { length }) => Math.max(largest, length), 0),
    maxDepth: measureDepth(graph, condensation),
    density: directedDensity(procedures.length, calls.callers.length),
    betweennessIsExact: betweenness.isExact,
    top: mostDependents.map((node) => ({
      node,
      callers: degree(graph.callers.offsets, node),
      callees: degree(graph.callees.offsets, node),
      dependents: dependents[node]!,
      dependencies: dependencies[node]!,
      pagerank: pagerank[node]!,
      betweenness: betweenness.values[node]!,
      dominates: dominates[node]!,
      separates: separates[node]!,
      community: communityNumber(communities, node),
    })),
    singlePointsOfFailure,
    communities: {
      count: communities.count - alone,
      alone,
      modularity: communities.modularity,
      isSettled: communities.isSettled,
      largest: describeCommunities(graph, communities, top),
    },
  };
}

function communityNumber({ communityOf, sizes }: Communities, node: number): number | null {
  const community = communityOf[node]!;
  return sizes[community] === 1 ? null : community + 1;
}

function degree(offsets: Uint32Array, node: number): number {
  return offsets[node + 1]! - offsets[node]!;
}
