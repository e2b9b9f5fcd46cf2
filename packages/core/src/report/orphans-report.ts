import { findOrphans, type OrphanOptions, type OrphanReason } from '../analysis/find-orphans.js';
import { type ProcedureSummary, summarise } from './procedure-summary.js';
import { type Envelope, envelope, type Subject } from './source.js';

export interface OrphanSummary extends ProcedureSummary {
  readonly reason: OrphanReason;
}

export interface OrphansReport extends Envelope<'orphans'> {
  readonly count: number;
  readonly orphans: readonly OrphanSummary[];
}

/** Reports every orphan with its reason; see {@link findOrphans}, also for the cost. Never throws. */
export function orphansReport(subject: Subject, options?: OrphanOptions): OrphansReport {
  const orphans = findOrphans(subject.graph, options).map(({ node, reason }) => ({
    ...summarise(subject.graph.procedures[node]!),
    reason,
  }));
  return { ...envelope(subject, 'orphans'), count: orphans.length, orphans };
}
