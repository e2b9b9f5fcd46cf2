import { findPath } from '../analysis/find-path.js';
import { listChains } from '../analysis/list-chains.js';
import { compareByNameThenId } from '../model/text.js';
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
  /** Ids along each chain, the shortest first, where they were asked for. */
  readonly paths?: readonly (readonly string[])[];
  /** Beside `paths`: true when there are more chains, or the search for more ended at its limit. */
  readonly truncated?: boolean;
  /** Beside `paths`: the procedures along them, by name then id. */
  readonly mentioned?: readonly ProcedureSummary[];
}

export interface PathReportOptions {
  /** How many chains to list, at most; none unless this is given. */
  readonly maxChains?: number | undefined;
}

/** Reports how a chain of calls leads from one procedure to another; see {@link findPath} and {@link listChains}. */
export function pathReport(
  subject: Subject,
  from: number,
  to: number,
  options: PathReportOptions = {},
): PathReport {
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
    ...(options.maxChains !== undefined && chainsBetween(subject, from, to, options.maxChains)),
  };
}

function chainsBetween(subject: Subject, from: number, to: number, limit: number) {
  const { procedures } = subject.graph;
  const { chains, truncated } = listChains(subject.graph, from, to, { limit });
  return {
    paths: chains.map((chain) => chain.map((node) => procedures[node]!.id)),
    truncated,
    mentioned: [...new Set(chains.flat())]
      .map((node) => summarise(procedures[node]!))
      .sort(compareByNameThenId),
  };
}
