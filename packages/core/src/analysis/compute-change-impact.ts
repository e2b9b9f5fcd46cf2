import { findCall } from '../graph/find-call.js';
import { withoutAmbiguousCalls } from '../graph/narrow-graph.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { UNREACHED, walkFrom } from '../graph/walk.js';
import { compareByNameThenId } from '../model/text.js';
import type { CallIds, GraphDifference } from './diff-snapshots.js';

/** A procedure that did not change itself but leads to what did. */
export interface AffectedProcedure {
  /** Its number after. */
  readonly node: number;
  /** Calls to the nearest change: 1 where what it calls, or that it calls it, has changed. */
  readonly distance: number;
  /** The id of the next procedure on a shortest chain to the change; one that is gone may be among them. */
  readonly via: string;
  /** True when every chain to a change passes, or is, a call that only an ambiguous reference states. */
  readonly ambiguous: boolean;
}

/**
 * Computes who is affected by a difference: every procedure that leads to one that was added or changed, or that calls
 * what it did not call before, seen in the graph after; and every one that led to one that was removed, or called what it
 * no longer calls, seen in the graph before. What was added, removed or changed is not listed itself, nor what is gone;
 * missing procedures count like any other. A self-call that came or went affects its procedure. Nearest first, then by
 * name, then by id; none where nothing differs.
 * Never throws for a difference of these graphs. Cost: O(V + E) over both graphs, the logarithm of its callees for each
 * call that differs, and sorting what is affected.
 */
export function computeChangeImpact(
  before: ProcedureGraph,
  after: ProcedureGraph,
  { procedures, calls }: GraphDifference,
): readonly AffectedProcedure[] {
  const sides = [
    sideOf(before, [...procedures.removed, ...procedures.changed.map((one) => one.before)], calls.removed),
    sideOf(after, [...procedures.added, ...procedures.changed.map((one) => one.after)], calls.added),
  ];
  const isChanged = new Set([...procedures.added, ...procedures.changed.map((one) => one.after)]);
  const removed = new Set(procedures.removed.map((node) => before.procedures[node]!.id));
  const affected: AffectedProcedure[] = [];
  for (const [node, { id }] of after.procedures.entries()) {
    if (isChanged.has(node) || removed.has(id)) continue;
    const places = sides.flatMap((side) => {
      const place = side.graph === after ? node : side.graph.indexOf(id);
      return place === undefined || distanceAt(side, place) === UNREACHED ? [] : [{ side, place }];
    });
    if (places.length === 0) continue;
    const distance = Math.min(...places.map(({ side, place }) => distanceAt(side, place)));
    const nearest = places.filter(({ side, place }) => distanceAt(side, place) === distance);
    const [next] = nearest
      .map(({ side, place }) => side.graph.procedures[nextAt(side, place)]!)
      .sort(compareByNameThenId);
    affected.push({
      node,
      distance,
      via: next!.id,
      ambiguous: places.every(({ side, place }) => !side.isCertain(place)),
    });
  }
  return affected.sort(
    (a, b) =>
      a.distance - b.distance || compareByNameThenId(after.procedures[a.node]!, after.procedures[b.node]!),
  );
}

/** The changes as they show in one of the two graphs. */
interface Side {
  readonly graph: ProcedureGraph;
  /** Calls from a node to the nearest procedure that changed. */
  readonly toProcedure: Uint32Array;
  /** Calls from a node to the nearest one that calls what it did not, or no longer calls what it did. */
  readonly toCaller: Uint32Array;
  /** What those nodes call anew, or called: the first by name, then id. */
  readonly calleeOf: ReadonlyMap<number, number>;
  readonly isCertain: (node: number) => boolean;
}

function sideOf(graph: ProcedureGraph, changed: readonly number[], calls: readonly CallIds[]): Side {
  const numbered = calls.map(({ caller, callee }) => ({
    caller: graph.indexOf(caller)!,
    callee: graph.indexOf(callee)!,
  }));
  const calleeOf = new Map<number, number>();
  for (const { caller, callee } of numbered) {
    const other = calleeOf.get(caller);
    const first = other === undefined || compareNodes(graph, callee, other) < 0 ? callee : other;
    calleeOf.set(caller, first);
  }
  return {
    graph,
    toProcedure: walkFrom(graph.callers, changed).distances,
    toCaller: walkFrom(graph.callers, [...calleeOf.keys()]).distances,
    calleeOf,
    isCertain: certainly(graph, changed, numbered),
  };
}

/** Tells whether a node leads to a change without ambiguous calls. */
function certainly(
  graph: ProcedureGraph,
  changed: readonly number[],
  calls: readonly { readonly caller: number; readonly callee: number }[],
): (node: number) => boolean {
  const certain = withoutAmbiguousCalls(graph);
  if (certain === graph) return () => true;
  const callers = calls
    .filter(({ caller, callee }) => findCall(certain, caller, callee) !== undefined)
    .map(({ caller }) => caller);
  const { distances } = walkFrom(certain.callers, [...changed, ...callers]);
  return (node) => distances[node] !== UNREACHED;
}

/** A call that changed is one call away from its caller. */
function distanceAt({ toProcedure, toCaller }: Side, node: number): number {
  return Math.min(toProcedure[node]!, toCaller[node]! === UNREACHED ? UNREACHED : toCaller[node]! + 1);
}

/** The next procedure on a shortest chain to a change: of several the first by name, then id. */
function nextAt(side: Side, node: number): number {
  const { graph, toCaller, calleeOf } = side;
  const distance = distanceAt(side, node);
  const { offsets, targets } = graph.callees;
  let best = distance === 1 && toCaller[node] === 0 ? calleeOf.get(node)! : -1;
  for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
    const next = targets[slot]!;
    if (distanceAt(side, next) !== distance - 1) continue;
    if (best === -1 || compareNodes(graph, next, best) < 0) best = next;
  }
  return best;
}

function compareNodes({ procedures }: ProcedureGraph, a: number, b: number): number {
  return compareByNameThenId(procedures[a]!, procedures[b]!);
}
