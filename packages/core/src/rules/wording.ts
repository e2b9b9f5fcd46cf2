import type { ProcedureGraph } from '../graph/procedure-graph.js';
import type { CallNodes, Finding } from './rule.js';

/** Names of a list that a message holds at most. */
const SHOWN_NAMES = 10;

/** A procedure as messages name it. */
export function named({ procedures }: ProcedureGraph, node: number): string {
  const { id, name, missing } = procedures[node]!;
  return `"${name}" (${missing ? 'missing' : id})`;
}

/** Several procedures, not too many of them, and how many more there are. */
export function namedAll(graph: ProcedureGraph, nodes: readonly number[], joint = ', '): string {
  const more = nodes.length - SHOWN_NAMES;
  const shown = nodes.slice(0, SHOWN_NAMES).map((node) => named(graph, node));
  return more > 0 ? `${shown.join(joint)} and ${more} more` : shown.join(joint);
}

/** A chain of calls from its first procedure to its last; a long one without its middle. */
export function chained(graph: ProcedureGraph, nodes: readonly number[]): string {
  const half = SHOWN_NAMES / 2;
  const parts =
    nodes.length <= SHOWN_NAMES + 1
      ? nodes.map((node) => named(graph, node))
      : [
          ...nodes.slice(0, half).map((node) => named(graph, node)),
          `${nodes.length - 2 * half} more`,
          ...nodes.slice(-half).map((node) => named(graph, node)),
        ];
  return parts.join(' → ');
}

/** Calls, not too many of them. */
export function namedCalls(graph: ProcedureGraph, calls: readonly CallNodes[]): string {
  const more = calls.length - SHOWN_NAMES;
  const shown = calls
    .slice(0, SHOWN_NAMES)
    .map(({ caller, callee }) => `${named(graph, caller)} → ${named(graph, callee)}`);
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** The finding, marked and saying so where it is none without the calls that only ambiguous references state. */
export function marked(ambiguous: boolean, finding: Finding): Finding {
  if (!ambiguous) return finding;
  const tell = () => `${finding.tell(finding)} It rests on ambiguous references.`;
  return { ...finding, tell, ambiguous };
}
