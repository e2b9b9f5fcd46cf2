import { findCycles } from '../analysis/find-cycles.js';
import { type ProcedureSummary, summarise } from './procedure-summary.js';
import { type Envelope, envelope, type Subject } from './source.js';

export interface CycleSummary {
  readonly size: number;
  readonly procedures: readonly ProcedureSummary[];
  /** Ids along a shortest loop, in call order. */
  readonly shortest: readonly string[];
  /** Calls whose removal leaves the cycle's procedures acyclic. */
  readonly cut: readonly { readonly caller: string; readonly callee: string }[];
  /** True when it is proved that no smaller cut exists. */
  readonly cutIsMinimal: boolean;
  /** True when it is no cycle without ambiguous calls. */
  readonly ambiguous: boolean;
}

export interface CyclesReport extends Envelope<'cycles'> {
  readonly count: number;
  readonly cycles: readonly CycleSummary[];
}

/** Reports every cycle; see {@link findCycles}. */
export function cyclesReport(subject: Subject): CyclesReport {
  const { procedures } = subject.graph;
  const idOf = (node: number) => procedures[node]!.id;
  const cycles = findCycles(subject.graph).map((cycle) => ({
    size: cycle.nodes.length,
    procedures: cycle.nodes.map((node) => summarise(procedures[node]!)),
    shortest: cycle.shortest.map(idOf),
    cut: cycle.cut.map(({ caller, callee }) => ({ caller: idOf(caller), callee: idOf(callee) })),
    cutIsMinimal: cycle.cutIsMinimal,
    ambiguous: cycle.ambiguous,
  }));
  return { ...envelope(subject, 'cycles'), count: cycles.length, cycles };
}
