import type { Cycle, Orphan, ProcedureGraph } from '@klarify-graph/core';
import type { MissingProcedure } from './missing.js';

/** What is wrong with a procedure; several may hold at once. */
export const PROBLEM = { inCycle: 1, orphan: 2, missingCaller: 4 } as const;

/** For each node the {@link PROBLEM} flags that hold. */
export type Problems = Uint8Array;

export interface ProblemCounts {
  readonly inCycles: number;
  readonly orphans: number;
  readonly missingCallers: number;
  /** Procedures with at least one of them. */
  readonly affected: number;
}

interface Findings {
  readonly cycles: readonly Cycle[];
  readonly orphans: readonly Orphan[];
  readonly missing: readonly MissingProcedure[];
}

/** Notes the findings node by node. Cost: O(V) and linear in the findings. */
export function markProblems(graph: ProcedureGraph, { cycles, orphans, missing }: Findings): Problems {
  const flags = new Uint8Array(graph.procedures.length);
  const mark = (node: number, flag: number) => {
    flags[node] = (flags[node] ?? 0) | flag;
  };
  for (const { nodes } of cycles) for (const node of nodes) mark(node, PROBLEM.inCycle);
  for (const { node } of orphans) mark(node, PROBLEM.orphan);
  for (const { namedBy } of missing) for (const node of namedBy) mark(node, PROBLEM.missingCaller);
  return flags;
}

/** Counts the problems of some nodes. */
export function countProblems(problems: Problems, nodes: readonly number[]): ProblemCounts {
  let inCycles = 0;
  let orphans = 0;
  let missingCallers = 0;
  let affected = 0;
  for (const node of nodes) {
    const flags = problems[node] ?? 0;
    if (flags & PROBLEM.inCycle) inCycles++;
    if (flags & PROBLEM.orphan) orphans++;
    if (flags & PROBLEM.missingCaller) missingCallers++;
    if (flags !== 0) affected++;
  }
  return { inCycles, orphans, missingCallers, affected };
}
