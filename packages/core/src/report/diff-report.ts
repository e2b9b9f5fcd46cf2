import { computeChangeImpact } from '../analysis/compute-change-impact.js';
import { countGroups } from '../analysis/compute-impact.js';
import {
  type CallIds,
  type ComparedField,
  type DiffOptions,
  diffGraphs,
  type GraphDifference,
} from '../analysis/diff-snapshots.js';
import type { Orphan } from '../analysis/find-orphans.js';
import { groupOwners, type OwnerGroup } from '../analysis/group-owners.js';
import { inheritOwners } from '../analysis/inherit-owners.js';
import type { Diagnostic } from '../model/procedure.js';
import { compareByNameThenId } from '../model/text.js';
import type { OrphanSummary } from './orphans-report.js';
import { type ProcedureSummary, summarise } from './procedure-summary.js';
import { type OwnedSummary, summariseOwned } from './retirement-report.js';
import { type Envelope, envelope, type Source, type Subject } from './source.js';

export interface ChangedSummary extends ProcedureSummary {
  /** What changed, in the order name, type, status, owner, performers, lanes, url. */
  readonly fields: readonly ComparedField[];
}

/** A procedure that did not change itself but leads to what did. */
export interface AffectedSummary extends OwnedSummary {
  /** Calls to the nearest change, a call that came or went being one call away from its caller. */
  readonly distance: number;
  /** The id of the next procedure on a shortest chain to the change. */
  readonly via: string;
  /** Present where every chain to a change passes, or is, an ambiguous call. */
  readonly ambiguous?: true;
}

/** Who is affected by what was added, removed or changed, and whom to tell. */
export interface ChangeImpactReport {
  readonly count: number;
  readonly procedures: readonly AffectedSummary[];
  readonly byOwner: readonly { readonly owner: string | null; readonly count: number }[];
  readonly byLane: readonly { readonly lane: string | null; readonly count: number }[];
  /** Like `byOwner`, but procedures without an owner count for each that they inherit, as they are after. */
  readonly owners: readonly OwnerGroup[];
}

/** `source` is that of the data after. */
export interface DiffReport extends Envelope<'diff'> {
  /** Where the data before comes from. */
  readonly before: Source;
  readonly procedures: {
    readonly added: readonly ProcedureSummary[];
    readonly removed: readonly ProcedureSummary[];
    /** As they are after. */
    readonly changed: readonly ChangedSummary[];
  };
  readonly calls: { readonly added: readonly CallIds[]; readonly removed: readonly CallIds[] };
  readonly cycles: {
    readonly gained: readonly (readonly string[])[];
    readonly lost: readonly (readonly string[])[];
  };
  readonly orphans: { readonly gained: readonly OrphanSummary[]; readonly lost: readonly OrphanSummary[] };
  /** See {@link computeChangeImpact}. */
  readonly impact: ChangeImpactReport;
  /**
   * The procedures that calls, cycles and the `via` of the impact name by id, as they are after or, where they are gone,
   * were before.
   */
  readonly mentioned: readonly ProcedureSummary[];
}

/**
 * Reports what differs between two snapshots, and whom that affects; see {@link diffGraphs} and
 * {@link computeChangeImpact}, also for the cost. The diagnostics are those of the data after, and of the data before those
 * about its snapshot as a whole. Never throws.
 */
export function diffReport(before: Subject, after: Subject, options?: DiffOptions): DiffReport {
  const difference = diffGraphs(before.graph, after.graph, options);
  const { procedures, calls, cycles, orphans } = difference;
  const impact = impactOf(before, after, difference);
  const summaryIn = (subject: Subject) => (node: number) => summarise(subject.graph.procedures[node]!);
  const orphanIn = (subject: Subject) => (orphan: Orphan) => ({
    ...summaryIn(subject)(orphan.node),
    reason: orphan.reason,
  });
  return {
    ...envelope({ ...after, diagnostics: diffDiagnostics(before, after) }, 'diff'),
    before: before.source,
    procedures: {
      added: procedures.added.map(summaryIn(after)),
      removed: procedures.removed.map(summaryIn(before)),
      changed: procedures.changed.map(({ after: node, fields }) => ({ ...summaryIn(after)(node), fields })),
    },
    calls,
    cycles,
    orphans: { gained: orphans.gained.map(orphanIn(after)), lost: orphans.lost.map(orphanIn(before)) },
    impact,
    mentioned: mentionedIn(after, before, [
      ...[...calls.added, ...calls.removed].flatMap(({ caller, callee }) => [caller, callee]),
      ...[...cycles.gained, ...cycles.lost].flat(),
      ...impact.procedures.map(({ via }) => via),
    ]),
  };
}

function impactOf(before: Subject, after: Subject, difference: GraphDifference): ChangeImpactReport {
  const affected = computeChangeImpact(before.graph, after.graph, difference);
  const inherited = affected.length === 0 ? [] : inheritOwners(after.graph);
  const procedures = affected.map(
    ({ node, distance, via, ambiguous }): AffectedSummary => ({
      ...summariseOwned(after.graph, node, inherited),
      distance,
      via,
      ...(ambiguous && { ambiguous }),
    }),
  );
  const owners = countGroups(procedures.map(({ owner }) => [owner]));
  const lanes = countGroups(
    procedures.map(({ lanes: own }) => (own.length === 0 ? [null] : [...new Set(own)])),
  );
  return {
    count: procedures.length,
    procedures,
    byOwner: owners.map(({ name, count }) => ({ owner: name, count })),
    byLane: lanes.map(({ name, count }) => ({ lane: name, count })),
    owners: groupOwners(
      after.graph,
      affected.map(({ node }) => node),
      inherited,
    ),
  };
}

function mentionedIn(after: Subject, before: Subject, ids: readonly string[]): readonly ProcedureSummary[] {
  const mentioned: ProcedureSummary[] = [];
  for (const id of new Set(ids)) {
    const { graph } = after.graph.indexOf(id) === undefined ? before : after;
    mentioned.push(summarise(graph.procedures[graph.indexOf(id)!]!));
  }
  return mentioned.sort(compareByNameThenId);
}

/** What to tell a reader of the comparison about the two snapshots, beyond the diagnostics of their graphs. */
export function diffDiagnostics(before: Subject, after: Subject): readonly Diagnostic[] {
  const ofBefore = (before.diagnostics ?? []).map((diagnostic) => ({
    ...diagnostic,
    message: `Before: ${diagnostic.message}`,
  }));
  return [...ofBefore, ...(after.diagnostics ?? [])];
}

/** Tells whether the report holds any difference; whom it affects is none. Never throws. Cost: O(1). */
export function hasDifferences({ procedures, calls, cycles, orphans }: DiffReport): boolean {
  return [procedures, calls, cycles, orphans].some((part) =>
    Object.values(part).some(({ length }) => length > 0),
  );
}
