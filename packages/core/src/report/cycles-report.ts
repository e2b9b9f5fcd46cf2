import { type Cycle, type CyclesOptions, findCycles } from '../analysis/find-cycles.js';
import { ownersOf } from '../analysis/group-owners.js';
import { inheritOwners } from '../analysis/inherit-owners.js';
import { findCall } from '../graph/find-call.js';
import { callKinds, type ProcedureGraph } from '../graph/procedure-graph.js';
import type { CallKind } from '../model/procedure.js';
import { compareText } from '../model/text.js';
import { type OwnedSummary, summariseOwned } from './retirement-report.js';
import { type Envelope, envelope, type Subject } from './source.js';

/** A call to cut, and whom to ask about it: the owners at both ends, inherited where there are none. */
export interface CutCall {
  readonly caller: string;
  readonly callee: string;
  readonly kinds: readonly CallKind[];
  /** Sorted; empty where nobody answers for the caller. */
  readonly callerOwners: readonly string[];
  readonly calleeOwners: readonly string[];
}

export interface CycleSummary {
  readonly size: number;
  readonly procedures: readonly OwnedSummary[];
  /** Ids along a shortest loop, in call order. */
  readonly shortest: readonly string[];
  /** Calls whose removal leaves the cycle's procedures acyclic. */
  readonly cut: readonly CutCall[];
  /** True when it is proved that no smaller cut exists. */
  readonly cutIsMinimal: boolean;
  /** True when it is proved, too, that no cut as small holds fewer containments. */
  readonly cutHasFewestContainments: boolean;
  /** True when it is no cycle without ambiguous calls. */
  readonly ambiguous: boolean;
  /** Whom to ask about the cut, and about how many of its calls: most first, then by name. */
  readonly toAsk: readonly { readonly owner: string; readonly count: number }[];
  /** Ids along each elementary loop, the shortest first, where they were asked for. */
  readonly loops?: readonly (readonly string[])[];
  /** Beside `loops`: true when there are more, or the search for more ended at its limit. */
  readonly truncated?: boolean;
}

export interface CyclesReport extends Envelope<'cycles'> {
  readonly count: number;
  readonly cycles: readonly CycleSummary[];
}

/** Reports every cycle; see {@link findCycles}. */
export function cyclesReport(subject: Subject, options?: CyclesOptions): CyclesReport {
  const { graph } = subject;
  const inherited = inheritOwners(graph);
  const cycles = findCycles(graph, options).map((cycle) => summariseCycle(graph, cycle, inherited));
  return { ...envelope(subject, 'cycles'), count: cycles.length, cycles };
}

function summariseCycle(
  graph: ProcedureGraph,
  cycle: Cycle,
  inherited: readonly (readonly string[])[],
): CycleSummary {
  const { procedures } = graph;
  const idOf = (node: number) => procedures[node]!.id;
  const cut = cycle.cut.map(({ caller, callee }) => ({
    caller: idOf(caller),
    callee: idOf(callee),
    kinds: callKinds(graph, findCall(graph, caller, callee)!),
    callerOwners: ownersOf(graph, caller, inherited),
    calleeOwners: ownersOf(graph, callee, inherited),
  }));
  return {
    size: cycle.nodes.length,
    procedures: cycle.nodes.map((node) => summariseOwned(graph, node, inherited)),
    shortest: cycle.shortest.map(idOf),
    cut,
    cutIsMinimal: cycle.cutIsMinimal,
    cutHasFewestContainments: cycle.cutHasFewestContainments,
    ambiguous: cycle.ambiguous,
    toAsk: countOwners(cut),
    ...(cycle.loops !== undefined && {
      loops: cycle.loops.loops.map((loop) => loop.map(idOf)),
      truncated: cycle.loops.truncated,
    }),
  };
}

function countOwners(cut: readonly CutCall[]): CycleSummary['toAsk'] {
  const counts = new Map<string, number>();
  for (const { callerOwners, calleeOwners } of cut) {
    for (const owner of new Set([...callerOwners, ...calleeOwners])) {
      counts.set(owner, (counts.get(owner) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([owner, count]) => ({ owner, count }))
    .sort((a, b) => b.count - a.count || compareText(a.owner, b.owner));
}
