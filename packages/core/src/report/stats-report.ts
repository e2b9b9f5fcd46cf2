import { countGroups } from '../analysis/compute-impact.js';
import {
  type CommunityStats,
  computeStats,
  type ProcedureFigures,
  type Stats,
  type StatsOptions,
} from '../analysis/compute-stats.js';
import type { CommunityFigures } from '../analysis/describe-communities.js';
import type { OnlyLink, OnlyWay } from '../analysis/find-single-points.js';
import { compareText } from '../model/text.js';
import { type ProcedureSummary, summarise } from './procedure-summary.js';
import { type Envelope, envelope, type Subject } from './source.js';

export interface ProcedureFiguresSummary extends ProcedureSummary, Omit<ProcedureFigures, 'node'> {}

/** A procedure that is the only way from the entry points to so many others. */
export interface OnlyWaySummary extends ProcedureSummary, Omit<OnlyWay, 'node'> {}

/** A procedure that alone holds so many others and the rest together. */
export interface OnlyLinkSummary extends ProcedureSummary, Omit<OnlyLink, 'node'> {}

/** A group of procedures that call each other more than they call the rest. */
export interface CommunitySummary extends Omit<CommunityFigures, 'nodes' | 'hub'> {
  /** As procedures say which community they are in, 1 being the largest. */
  readonly community: number;
  readonly size: number;
  /** The procedure with most calls inside: what the community may be called by. */
  readonly hub: ProcedureSummary;
  readonly byOwner: readonly { readonly owner: string | null; readonly count: number }[];
  /** The ids of its procedures, sorted. */
  readonly procedures: readonly string[];
}

export interface StatsReport
  extends Envelope<'stats'>,
    Omit<Stats, 'top' | 'singlePointsOfFailure' | 'communities'> {
  readonly top: readonly ProcedureFiguresSummary[];
  readonly singlePointsOfFailure: {
    /** Procedures that are the only way from the entry points to others, those to most first. */
    readonly dominators: { readonly count: number; readonly procedures: readonly OnlyWaySummary[] };
    /** Procedures that alone hold others together, those that separate most first. */
    readonly articulationPoints: { readonly count: number; readonly procedures: readonly OnlyLinkSummary[] };
  };
  readonly communities: Omit<CommunityStats, 'largest'> & { readonly largest: readonly CommunitySummary[] };
}

/**
 * Reports the figures of the graph, its hot spots, single points of failure and communities; see {@link computeStats}, also
 * for the cost. Never throws.
 */
export function statsReport(subject: Subject, options?: StatsOptions): StatsReport {
  const { top, singlePointsOfFailure, communities, ...figures } = computeStats(subject.graph, options);
  const { dominators, articulationPoints } = singlePointsOfFailure;
  const withSummary = <Item extends { readonly node: number }>({ node, ...own }: Item) => ({
    ...summarise(subject.graph.procedures[node]!),
    ...own,
  });
  return {
    ...envelope(subject, 'stats'),
    ...figures,
    top: top.map(withSummary),
    singlePointsOfFailure: {
      dominators: { count: dominators.count, procedures: dominators.worst.map(withSummary) },
      articulationPoints: {
        count: articulationPoints.count,
        procedures: articulationPoints.worst.map(withSummary),
      },
    },
    communities: {
      ...communities,
      largest: communities.largest.map((one, at) => communitySummary(subject, one, at + 1)),
    },
  };
}

function communitySummary(
  { graph }: Subject,
  { nodes, hub, ...calls }: CommunityFigures,
  community: number,
): CommunitySummary {
  // A community can be most of the organisation, of whose procedures no more is wanted than this.
  const owners = countGroups(nodes.map((node) => [graph.ownerOf(node)]));
  return {
    community,
    size: nodes.length,
    hub: summarise(graph.procedures[hub]!),
    ...calls,
    byOwner: owners.map(({ name, count }) => ({ owner: name, count })),
    procedures: nodes.map(graph.idOf).sort(compareText),
  };
}
