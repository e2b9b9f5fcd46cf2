import { computeRetirement } from '../analysis/compute-retirement.js';
import type { OrphanOptions } from '../analysis/find-orphans.js';
import type { OwnerGroup } from '../analysis/group-owners.js';
import { inheritOwners } from '../analysis/inherit-owners.js';
import { callAttributes } from '../graph/graphology-shape.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import type { CallKind } from '../model/procedure.js';
import type { OrphanSummary } from './orphans-report.js';
import { type ProcedureSummary, summarise } from './procedure-summary.js';

/** A procedure with the owners that it inherits, where it has none of its own. */
export interface OwnedSummary extends ProcedureSummary {
  readonly ownersInherited?: readonly string[];
}

/** A call to a procedure that goes, from one that stays. */
export interface DanglingCall {
  readonly caller: string;
  readonly callee: string;
  readonly kinds: readonly CallKind[];
  /** Present where only ambiguous references state the call. */
  readonly ambiguous?: true;
}

export interface UncontainedSummary extends OwnedSummary {
  /** Ids of what contains it and goes. */
  readonly parents: readonly string[];
  /** How many other procedures contain it and stay. */
  readonly remainingParents: number;
}

/** What retiring the targets leaves behind; see {@link computeRetirement}. */
export interface RetirementReport {
  readonly dangling: readonly DanglingCall[];
  readonly orphaned: readonly (OrphanSummary & OwnedSummary)[];
  readonly uncontained: readonly UncontainedSummary[];
  /** Procedures that nothing calls any more and that count as entry points. */
  readonly newEntryPoints: readonly OwnedSummary[];
  /** Whom to ask, own owners and inherited ones. */
  readonly owners: readonly OwnerGroup[];
  /** The procedures that stay and whose calls dangle, by name then id. */
  readonly callers: readonly OwnedSummary[];
}

/** Reports what retiring procedures leaves behind; see {@link computeRetirement}. */
export function retirementReport(
  graph: ProcedureGraph,
  nodes: readonly number[],
  options?: OrphanOptions,
): RetirementReport {
  const found = computeRetirement(graph, nodes, options);
  const inherited = inheritOwners(graph);
  const { procedures, calls } = graph;
  const idOf = (node: number) => procedures[node]!.id;
  const owned = (node: number) => summariseOwned(graph, node, inherited);
  return {
    dangling: found.dangling.map((call) => {
      const { kinds, ambiguous } = callAttributes(graph, call);
      const [caller, callee] = [calls.callers[call]!, calls.callees[call]!];
      return { caller: idOf(caller), callee: idOf(callee), kinds, ...(ambiguous && { ambiguous }) };
    }),
    orphaned: found.orphaned.map(({ node, reason }) => ({ ...owned(node), reason })),
    uncontained: found.uncontained.map(({ node, parents, remainingParents }) => ({
      ...owned(node),
      parents: parents.map(idOf),
      remainingParents,
    })),
    newEntryPoints: found.newEntryPoints.map(owned),
    owners: found.owners,
    callers: [...new Set(found.dangling.map((call) => calls.callers[call]!))].map(owned),
  };
}

/** A procedure with the owners that it inherits; the key is absent where there are none. */
export function summariseOwned(
  graph: ProcedureGraph,
  node: number,
  inherited: readonly (readonly string[])[],
): OwnedSummary {
  const ownersInherited = inherited[node]!;
  return {
    ...summarise(graph.procedures[node]!),
    ...(ownersInherited.length > 0 && { ownersInherited }),
  };
}
