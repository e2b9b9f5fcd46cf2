import { computeImpact, type ImpactOptions, type ImpactSide } from '../analysis/compute-impact.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { type ProcedureSummary, summarise } from './procedure-summary.js';
import { type Envelope, envelope, type Subject } from './source.js';

export interface ImpactedSummary extends ProcedureSummary {
  /** Calls to the nearest target. */
  readonly distance: number;
  /** The id of the next procedure on a shortest chain towards the target. */
  readonly via: string;
  /** Present where every chain passes an ambiguous call. */
  readonly ambiguous?: true;
}

export interface ImpactSideReport {
  readonly count: number;
  readonly procedures: readonly ImpactedSummary[];
  readonly byOwner: readonly { readonly owner: string | null; readonly count: number }[];
  readonly byLane: readonly { readonly lane: string | null; readonly count: number }[];
}

export interface ImpactReport extends Envelope<'impact'> {
  readonly targets: readonly ProcedureSummary[];
  readonly dependents?: ImpactSideReport;
  readonly dependencies?: ImpactSideReport;
}

/** Reports the impact of a change of the targets; see {@link computeImpact}. A direction not asked for is absent. */
export function impactReport(
  subject: Subject,
  targets: readonly number[],
  options?: ImpactOptions,
): ImpactReport {
  const impact = computeImpact(subject.graph, targets, options);
  const { dependents, dependencies } = impact;
  return {
    ...envelope(subject, 'impact'),
    targets: impact.targets.map((node) => summarise(subject.graph.procedures[node]!)),
    ...(dependents && { dependents: reportSide(subject.graph, dependents) }),
    ...(dependencies && { dependencies: reportSide(subject.graph, dependencies) }),
  };
}

function reportSide({ procedures }: ProcedureGraph, side: ImpactSide): ImpactSideReport {
  return {
    count: side.procedures.length,
    procedures: side.procedures.map(({ node, distance, via, ambiguous }) => ({
      ...summarise(procedures[node]!),
      distance,
      via: procedures[via]!.id,
      ...(ambiguous && { ambiguous }),
    })),
    byOwner: side.byOwner.map(({ name, count }) => ({ owner: name, count })),
    byLane: side.byLane.map(({ name, count }) => ({ lane: name, count })),
  };
}
