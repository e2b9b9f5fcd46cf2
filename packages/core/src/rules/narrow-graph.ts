import { CALL_FLAGS } from '../graph/adjacency.js';
import { createGraph, type ProcedureGraph } from '../graph/procedure-graph.js';
import type { CallKind } from '../model/procedure.js';

const FLAGS_OF: Readonly<Record<CallKind, number>> = {
  called_from: CALL_FLAGS.calledFrom | CALL_FLAGS.ambiguousCalledFrom,
  called_within: CALL_FLAGS.calledWithin | CALL_FLAGS.ambiguousCalledWithin,
};

/** The same procedures with the calls of some kinds only. Cost: O(V + E). */
export function onlyKinds(graph: ProcedureGraph, kinds: readonly CallKind[]): ProcedureGraph {
  const wanted = kinds.reduce((flags, kind) => flags | FLAGS_OF[kind], 0);
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

function keepCalls(
  { procedures, calls, diagnostics }: ProcedureGraph,
  isKept: (call: number) => boolean,
  flagsKept = 0xff,
): ProcedureGraph {
  const keep = (_: number, call: number) => isKept(call);
  return createGraph(
    procedures,
    {
      callers: calls.callers.filter(keep),
      callees: calls.callees.filter(keep),
      flags: calls.flags.filter(keep).map((flags) => flags & flagsKept),
    },
    diagnostics,
  );
}
