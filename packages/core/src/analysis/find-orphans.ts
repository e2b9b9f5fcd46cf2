import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { UNREACHED, walkFrom } from '../graph/walk.js';
import { compareByNameThenId } from '../model/text.js';
import { findEntryPoints, joinsOther } from './find-entry-points.js';

/**
 * Why a procedure is an orphan: `isolated`, no call joins it to any other; `uncalled`, no caller other than itself and
 * not an entry point; `unreachable`, it has callers but no entry point reaches it.
 */
export type OrphanReason = 'isolated' | 'uncalled' | 'unreachable';

export interface Orphan {
  readonly node: number;
  readonly reason: OrphanReason;
}

export interface OrphanOptions {
  /** Numbers of the procedures that the configured `entryPoints` match; absent where none are configured. */
  readonly entryPoints?: readonly number[] | undefined;
}

/**
 * Finds every procedure that nothing leads to, with the first reason that fits, by name then id. Missing procedures and
 * those that match configured entry points are never orphans. A self-call is no caller.
 * Never throws. Cost: O(V + E) and sorting the orphans.
 */
export function findOrphans(graph: ProcedureGraph, options: OrphanOptions = {}): readonly Orphan[] {
  const entryPoints = findEntryPoints(graph, options);
  const isEntryPoint = new Set(entryPoints);
  const isConfigured = new Set(options.entryPoints ?? []);
  const { distances } = walkFrom(graph.callees, entryPoints);
  const orphans: Orphan[] = [];
  for (let node = 0; node < graph.listed; node++) {
    if (isConfigured.has(node)) continue;
    const called = joinsOther(graph.callers, node);
    if (!called && !joinsOther(graph.callees, node)) orphans.push({ node, reason: 'isolated' });
    else if (!called && !isEntryPoint.has(node)) orphans.push({ node, reason: 'uncalled' });
    else if (distances[node] === UNREACHED) orphans.push({ node, reason: 'unreachable' });
  }
  return orphans.sort((a, b) => compareByNameThenId(graph.procedures[a.node]!, graph.procedures[b.node]!));
}
