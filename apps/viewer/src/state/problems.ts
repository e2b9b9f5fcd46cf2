import type { Cycle, Orphan, OrphanReason, ProcedureGraph } from '@klarify-graph/core';
import { AMBIGUOUS_FLAGS } from '../data/ambiguous.js';

/** What is wrong with a procedure; several may hold at once. The names are those of the filter and its address. */
export const PROBLEMS = [
  { name: 'cycle', flag: 1, title: 'In a cycle', analysed: true },
  { name: 'isolated', flag: 2, title: 'Orphan: isolated', analysed: true },
  { name: 'uncalled', flag: 4, title: 'Orphan: uncalled', analysed: true },
  { name: 'unreachable', flag: 8, title: 'Orphan: unreachable', analysed: true },
  { name: 'missing-caller', flag: 16, title: 'A caller is missing', analysed: false },
  { name: 'missing', flag: 32, title: 'Missing itself', analysed: false },
  { name: 'ambiguous', flag: 64, title: 'Ambiguous reference', analysed: false },
  { name: 'unowned', flag: 128, title: 'No owner', analysed: false },
  { name: 'stale', flag: 256, title: 'Stale: long not updated', analysed: false },
] as const;
export type ProblemName = (typeof PROBLEMS)[number]['name'];

export const PROBLEM = {
  inCycle: 1,
  orphan: 2 | 4 | 8,
  missingCaller: 16,
  missing: 32,
  ambiguous: 64,
  unowned: 128,
  stale: 256,
} as const;

const ORPHAN_FLAGS: Readonly<Record<OrphanReason, number>> = { isolated: 2, uncalled: 4, unreachable: 8 };
/** What the tiles and their bars speak of; having no owner or being old breaks nothing. */
const BREAKING = PROBLEM.inCycle | PROBLEM.orphan | PROBLEM.missingCaller;

/** For each node the {@link PROBLEM} flags that hold. */
export type Problems = Uint16Array;

export interface ProblemCounts {
  readonly inCycles: number;
  readonly orphans: number;
  readonly missingCallers: number;
  /** Procedures with at least one of them. */
  readonly affected: number;
}

interface Findings {
  readonly cycles: readonly Cycle[] | undefined;
  readonly orphans: readonly Orphan[] | undefined;
  /** When the data was fetched: what is old is measured from then on. */
  readonly fetchedAt: string | null;
  readonly staleMonths: number;
}

/** Notes node by node what is wrong, as far as the findings are there. Cost: O(V + E) and linear in the findings. */
export function markProblems(
  graph: ProcedureGraph,
  { cycles = [], orphans = [], fetchedAt, staleMonths }: Findings,
): Problems {
  const flags = new Uint16Array(graph.procedures.length);
  const mark = (node: number, flag: number) => {
    flags[node] = (flags[node] ?? 0) | flag;
  };
  for (const { nodes } of cycles) for (const node of nodes) mark(node, PROBLEM.inCycle);
  for (const { node, reason } of orphans) mark(node, ORPHAN_FLAGS[reason]);
  const { offsets, targets } = graph.callees;
  const oldest = monthsBefore(fetchedAt, staleMonths);
  for (const [node, { missing, owner, updatedAt }] of graph.procedures.entries()) {
    if (missing) {
      mark(node, PROBLEM.missing);
      for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++)
        mark(targets[slot]!, PROBLEM.missingCaller);
      continue;
    }
    if (owner === null || owner.trim() === '') mark(node, PROBLEM.unowned);
    if (updatedAt !== null && updatedAt < oldest && /^\d{4}-/.test(updatedAt)) mark(node, PROBLEM.stale);
  }
  const { callees, flags: callFlags } = graph.calls;
  for (let call = 0; call < callFlags.length; call++) {
    if ((callFlags[call]! & AMBIGUOUS_FLAGS) !== 0) mark(callees[call]!, PROBLEM.ambiguous);
  }
  return flags;
}

/** The same day some months before, as ISO 8601 text sorts; before everything where the time is unknown. */
export function monthsBefore(time: string | null, months: number): string {
  const parts = time === null ? undefined : /^(\d{4})-(\d{2})(-.*)$/.exec(time);
  if (!parts) return '';
  const month = Number(parts[1]) * 12 + Number(parts[2]) - 1 - months;
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}${parts[3]}`;
}

/** Counts the problems of some nodes. */
export function countProblems(problems: Problems, nodes: Iterable<number>): ProblemCounts {
  let inCycles = 0;
  let orphans = 0;
  let missingCallers = 0;
  let affected = 0;
  for (const node of nodes) {
    const flags = problems[node] ?? 0;
    if (flags & PROBLEM.inCycle) inCycles++;
    if (flags & PROBLEM.orphan) orphans++;
    if (flags & PROBLEM.missingCaller) missingCallers++;
    if (flags & BREAKING) affected++;
  }
  return { inCycles, orphans, missingCallers, affected };
}
