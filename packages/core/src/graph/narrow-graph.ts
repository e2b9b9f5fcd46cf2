import type { CallKind } from '../model/procedure.js';
import { KIND_FLAGS } from './adjacency.js';
import { createGraph, hasAmbiguousCalls, isAmbiguousCall, type ProcedureGraph } from './procedure-graph.js';

/** The same procedures with the calls of some kinds only. Cost: O(V + E). */
export function onlyKinds(graph: ProcedureGraph, kinds: readonly CallKind[]): ProcedureGraph {
  const wanted = kinds.reduce((flags, kind) => flags | KIND_FLAGS[kind], 0);
  const { flags } = graph.calls;
  if (flags.every((flag) => (flag & ~wanted) === 0)) return graph;
  return keepCalls(graph, (call) => (flags[call]! & wanted) !== 0, wanted);
}

/** The same procedures without the calls to or from some of them. Cost: O(V + E). */
export function withoutCallsOf(graph: ProcedureGraph, isOut: (node: number) => boolean): ProcedureGraph {
  const { callers, callees } = graph.calls;
  const out = new Uint8Array(graph.procedures.length);
  for (let node = 0; node < out.length; node++) if (isOut(node)) out[node] = 1;
  if (!out.includes(1)) return graph;
  return keepCalls(graph, (call) => (out[callers[call]!]! | out[callees[call]!]!) === 0);
}

const certainGraphs = new WeakMap<ProcedureGraph, ProcedureGraph>();

/**
 * The same procedures, missing ones included, without the calls that only ambiguous references state; the graph itself
 * where there are none. Kept with the graph: a second time it costs nothing. Never throws. Cost: O(V + E).
 */
export function withoutAmbiguousCalls(graph: ProcedureGraph): ProcedureGraph {
  const known = certainGraphs.get(graph);
  if (known !== undefined) return known;
  const certain = hasAmbiguousCalls(graph)
    ? keepCalls(graph, (call) => !isAmbiguousCall(graph, call))
    : graph;
  certainGraphs.set(graph, certain);
  return certain;
}

/**
 * The same procedures, numbered alike, with some of the calls, of which only some flags may be kept. Never throws.
 * Cost: O(V + E).
 */
export function keepCalls(
  graph: ProcedureGraph,
  isKept: (call: number) => boolean,
  flagsKept = 0xff,
): ProcedureGraph {
  const { callers, callees, flags } = graph.calls;
  const keep = (_: number, call: number) => isKept(call);
  return createGraph(
    graph.procedures,
    {
      callers: callers.filter(keep),
      callees: callees.filter(keep),
      flags: flags.filter(keep).map((flag) => flag & flagsKept),
    },
    graph.diagnostics,
    graph,
  );
}
