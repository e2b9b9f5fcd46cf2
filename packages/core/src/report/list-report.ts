import { type SelectOptions, selectProcedures } from '../selection/select-procedures.js';
import { type ProcedureSummary, summarise } from './procedure-summary.js';
import { type Envelope, envelope, type Subject } from './source.js';

export interface ListReport extends Envelope<'list'> {
  readonly count: number;
  readonly procedures: readonly ProcedureSummary[];
}

/** Reports the procedures that the selectors match; throws and costs what {@link selectProcedures} does. */
export function listReport(
  subject: Subject,
  selectors: readonly string[],
  options?: SelectOptions,
): ListReport {
  const nodes = selectProcedures(subject.graph, selectors, options);
  return {
    ...envelope(subject, 'list'),
    count: nodes.length,
    procedures: nodes.map((node) => summarise(subject.graph.procedures[node]!)),
  };
}
