import type { ProcedureGraph } from '../graph/procedure-graph.js';

const NEVER_ENTRY_TYPES: ReadonlySet<string> = new Set(['SUBPROCESS', 'TASK', 'TASK_INSTRUCTIONS']);

/**
 * The procedures where work begins: those that the configuration matches or, where it names none, every procedure that
 * is not missing, has no caller other than itself, calls another procedure and is not of type `SUBPROCESS`, `TASK` or
 * `TASK_INSTRUCTIONS` (without regard to case). In node order. Never throws. Cost: O(V).
 */
export function findEntryPoints(
  graph: ProcedureGraph,
  options: { readonly entryPoints?: readonly number[] | undefined } = {},
): readonly number[] {
  if (options.entryPoints !== undefined) return options.entryPoints;
  const found: number[] = [];
  for (let node = 0; node < graph.listed; node++) {
    if (joinsOther(graph.callers, node) || !joinsOther(graph.callees, node)) continue;
    const type = graph.typeOf(node);
    if (type === null || !NEVER_ENTRY_TYPES.has(type.toUpperCase())) found.push(node);
  }
  return found;
}

/** True when a call joins the node to a node other than itself in this adjacency. Never throws. Cost: O(1), calls being merged. */
export function joinsOther({ offsets, targets }: ProcedureGraph['callers'], node: number): boolean {
  const count = offsets[node + 1]! - offsets[node]!;
  return count > 1 || (count === 1 && targets[offsets[node]!] !== node);
}
