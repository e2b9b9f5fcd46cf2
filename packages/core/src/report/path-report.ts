import { findPath } from '../analysis/find-path.js';
import { type ProcedureSummary, summarise } from './procedure-summary.js';
import { type Envelope, envelope, type Subject } from './source.js';

export interface PathReport extends Envelope<'path'> {
  readonly from: ProcedureSummary;
  readonly to: ProcedureSummary;
  readonly found: boolean;
  /** A shortest chain in call order, both ends included; empty where there is none. */
  readonly path: readonly ProcedureSummary[];
  /** On every chain, in call order, without the ends. */
  readonly mustPass: readonly ProcedureSummary[];
  /** Present where every chain passes an ambiguous call. */
  readonly ambiguous?: true;
}

/** Reports how a chain of calls leads from one procedure to another; see {@link findPath}. */
export function pathReport(subject: Subject, from: number, to: number): PathReport {
  const { found, path, mustPass, ambiguous } = findPath(subject.graph, from, to);
  const summaryOf = (node: number) => summarise(subject.graph.procedures[node]!);
  return {
    ...envelope(subject, 'path'),
    from: summaryOf(from),
    to: summaryOf(to),
    found,
    path: path.map(summaryOf),
    mustPass: mustPass.map(summaryOf),
    ...(ambiguous && { ambiguous }),
  };
}
