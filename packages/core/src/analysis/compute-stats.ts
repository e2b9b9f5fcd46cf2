import { directedDensity } from 'graphology-metrics/graph/density.js';
import { condense } from '../graph/condensation.js';
import { cyclicComponents } from '../graph/cyclic-components.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { compareByNameThenId } from '../model/text.js';
import { orderById } from './centrality/order-by-id.js';
import { type BetweennessOptions, computeBetweenness } from './compute-betweenness.js';
import { computePagerank } from './compute-pagerank.js';
import { countReachable } from './count-reachable.js';
import { findEntryPoints } from './find-entry-points.js';
import { findOrphans } from './find-orphans.js';
import { measureDepth } from './measure-depth.js';

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
}

export interface StatsOptions extends BetweennessOptions {
  /** Procedures in `top`, at most. */
  readonly top?: number;
  /** Numbers of the procedures that the configured `entryPoints` match; absent where none are configured. */
  readonly entryPoints?: readonly number[] | undefined;
}

export const DEFAULT_STATS_OPTIONS = { top: 10 } as const;

/**
 * Computes the figures of the whole graph, and of the procedures on which most others rest. Missing procedures can be
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
  const mostDependents = Array.from(procedures.keys()).sort(
    (a, b) => dependents[b]! - dependents[a]! || compareByNameThenId(procedures[a]!, procedures[b]!),
  );
  return {
    procedures: listed,
    calls: calls.callers.length,
    missing: procedures.length - listed,
    entryPoints: findEntryPoints(graph, options).length,
    orphans: findOrphans(graph, options).length,
    cycles: cycles.length,
    largestCycle: cycles.reduce((largest, { length }) => Math.max(largest, length), 0),
    maxDepth: measureDepth(graph, condensation),
    density: directedDensity(procedures.length, calls.callers.length),
    betweennessIsExact: betweenness.isExact,
    top: mostDependents.slice(0, top).map((node) => ({
      node,
      callers: degree(graph.callers.offsets, node),
      callees: degree(graph.callees.offsets, node),
      dependents: dependents[node]!,
      dependencies: dependencies[node]!,
      pagerank: pagerank[node]!,
      betweenness: betweenness.values[node]!,
    })),
  };
}

function degree(offsets: Uint32Array, node: number): number {
  return offsets[node + 1]! - offsets[node]!;
}
