import {
  computeStats,
  type ProcedureFigures,
  type Stats,
  type StatsOptions,
} from '../analysis/compute-stats.js';
import { type ProcedureSummary, summarise } from './procedure-summary.js';
import { type Envelope, envelope, type Subject } from './source.js';

export interface ProcedureFiguresSummary extends ProcedureSummary, Omit<ProcedureFigures, 'node'> {}

export interface StatsReport extends Envelope<'stats'>, Omit<Stats, 'top'> {
  readonly top: readonly ProcedureFiguresSummary[];
}

/** Reports the figures of the graph and of its hot spots; see {@link computeStats}. */
export function statsReport(subject: Subject, options?: StatsOptions): StatsReport {
  const { top, ...figures } = computeStats(subject.graph, options);
  return {
    ...envelope(subject, 'stats'),
    ...figures,
    top: top.map(({ node, ...own }) => ({ ...summarise(subject.graph.procedures[node]!), ...own })),
  };
}
