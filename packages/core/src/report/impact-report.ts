import { computeImpact, type ImpactOptions, type ImpactSide } from '../analysis/compute-impact.js';
import type { OrphanOptions } from '../analysis/find-orphans.js';
import type { OwnerGroup } from '../analysis/group-owners.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';

export type { OwnerGroup } from '../analysis/group-owners.js';

import { type ProcedureSummary, summarise } from './procedure-summary.js';
import { type OwnedSummary, type RetirementReport, retirementReport } from './retirement-report.js';
import { type Envelope, envelope, type Subject } from './source.js';

export interface ImpactedSummary extends OwnedSummary {
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
  /** Like `byOwner`, but procedures without an owner count for each that they inherit. */
  readonly owners: readonly OwnerGroup[];
}

export interface ImpactReport extends Envelope<'impact'> {
  readonly targets: readonly ProcedureSummary[];
  readonly dependents?: ImpactSideReport;
  readonly dependencies?: ImpactSideReport;
  /** What retiring the targets leaves behind, where that was asked for. */
  readonly retire?: RetirementReport;
}

export interface ImpactReportOptions extends ImpactOptions, OrphanOptions {
  /** Whether to say what retiring the targets leaves behind. */
  readonly retire?: boolean;
}

/**
 * Reports the impact of a change of the targets; see {@link computeImpact}. A direction not asked for is absent, and so is
 * what retiring them leaves behind.
 */
export function impactReport(
  subject: Subject,
  targets: readonly number[],
  options: ImpactReportOptions = {},
): ImpactReport {
  const impact = computeImpact(subject.graph, targets, options);
  const { dependents, dependencies } = impact;
  return {
    ...envelope(subject, 'impact'),
    targets: impact.targets.map((node) => summarise(subject.graph.procedures[node]!)),
    ...(dependents && { dependents: reportSide(subject.graph, dependents) }),
    ...(dependencies && { dependencies: reportSide(subject.graph, dependencies) }),
    ...(options.retire === true && { retire: retirementReport(subject.graph, targets, options) }),
  };
}

function reportSide({ procedures }: ProcedureGraph, side: ImpactSide): ImpactSideReport {
  return {
    count: side.procedures.length,
    procedures: side.procedures.map(({ node, distance, via, ambiguous, ownersInherited }) => {
      // Not spread: there can be as many as the organisation has procedures.
      const { id, name, type, status, owner, lanes, url, missing } = procedures[node]!;
      const place = { distance, via: procedures[via]!.id };
      const shown = { id, name, type, status, owner, lanes, url, missing, ...place };
      if (!ambiguous && ownersInherited.length === 0) return shown;
      return {
        ...shown,
        ...(ambiguous && { ambiguous }),
        ...(ownersInherited.length > 0 && { ownersInherited }),
      };
    }),
    byOwner: side.byOwner.map(({ name, count }) => ({ owner: name, count })),
    byLane: side.byLane.map(({ name, count }) => ({ lane: name, count })),
    owners: side.owners,
  };
}
