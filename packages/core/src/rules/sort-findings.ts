import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { compareByNameThenId } from '../model/text.js';
import type { Finding } from './rule.js';

/**
 * Sorts findings by the names then ids of their procedures, then of their calls. The procedures are ranked once, so that
 * findings compare numbers. Cost: O(n log n) and the procedures they name, sorted.
 */
export function sortFindings(
  { procedures }: ProcedureGraph,
  findings: readonly Finding[],
): readonly Finding[] {
  const ranks = new Uint32Array(procedures.length);
  const isNamed = new Uint8Array(procedures.length);
  for (const { nodes, calls = [] } of findings) {
    for (const node of nodes) isNamed[node] = 1;
    for (const { caller, callee } of calls) isNamed[caller] = isNamed[callee] = 1;
  }
  const named: number[] = [];
  for (let node = 0; node < isNamed.length; node++) if (isNamed[node] === 1) named.push(node);
  named.sort((a, b) => compareByNameThenId(procedures[a]!, procedures[b]!));
  for (const [rank, node] of named.entries()) ranks[node] = rank;
  const compareNodes = (a: number, b: number) => ranks[a]! - ranks[b]!;
  return [...findings].sort(
    (a, b) =>
      compareLists(a.nodes, b.nodes, compareNodes) ||
      compareLists(
        a.calls ?? [],
        b.calls ?? [],
        (one, other) => compareNodes(one.caller, other.caller) || compareNodes(one.callee, other.callee),
      ),
  );
}

function compareLists<Item>(
  a: readonly Item[],
  b: readonly Item[],
  compare: (a: Item, b: Item) => number,
): number {
  for (let at = 0; at < a.length && at < b.length; at++) {
    const order = compare(a[at]!, b[at]!);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
