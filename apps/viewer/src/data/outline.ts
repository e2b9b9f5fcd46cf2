import {
  type Direction,
  findEntryPoints,
  joinsOther,
  neighbours,
  type ProcedureGraph,
  UNREACHED,
  walkFrom,
} from '@klarify-graph/core';
import { sortByName } from './order.js';

/** A row of the outline: a procedure at one place of the tree. */
export interface OutlineRow {
  readonly node: number;
  readonly parent: OutlineRow | undefined;
  readonly level: number;
  /** Its place among its siblings, from 1, and how many these are. */
  readonly place: number;
  readonly siblings: number;
  readonly below: number;
  /** True where the same procedure stands above: what is below it would go on without end. */
  readonly closesCycle: boolean;
  isOpen: boolean;
}

/**
 * The procedures at which the outline begins, so that every procedure is below one of them: the entry points by name,
 * then all others that nothing leads to, then the first by name of each ring that is still out of reach.
 * Cost: O(V + E) and sorting the roots.
 */
export function outlineRoots(
  graph: ProcedureGraph,
  direction: Direction,
  entryPoints: readonly number[] | undefined,
): readonly number[] {
  const against = neighbours(graph, direction === 'dependencies' ? 'dependents' : 'dependencies');
  const first = direction === 'dependencies' ? findEntryPoints(graph, { entryPoints }) : [];
  const isFirst = new Set(first);
  const starts: number[] = [];
  for (let node = 0; node < graph.procedures.length; node++) {
    if (!joinsOther(against, node) && !isFirst.has(node)) starts.push(node);
  }
  const roots = [...sortByName(graph, first), ...sortByName(graph, starts)];
  const forward = neighbours(graph, direction);
  const { distances } = walkFrom(forward, roots);
  const left = sortByName(
    graph,
    graph.procedures.flatMap((_, node) => (distances[node] === UNREACHED ? node : [])),
  );
  for (const node of left) {
    if (distances[node] !== UNREACHED) continue;
    roots.push(node);
    const open = [node];
    distances[node] = 0;
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (let slot = forward.offsets[next]!; slot < forward.offsets[next + 1]!; slot++) {
        const target = forward.targets[slot]!;
        if (distances[target] !== UNREACHED) continue;
        distances[target] = 0;
        open.push(target);
      }
    }
  }
  return roots;
}

/** The rows of some procedures below a row, or of the roots. */
export function rowsOf(
  graph: ProcedureGraph,
  direction: Direction,
  nodes: readonly number[],
  parent?: OutlineRow,
): OutlineRow[] {
  const { offsets } = neighbours(graph, direction);
  return nodes.map((node, index) => {
    const closesCycle = standsAbove(node, parent);
    return {
      node,
      parent,
      level: (parent?.level ?? 0) + 1,
      place: index + 1,
      siblings: nodes.length,
      below: closesCycle ? 0 : offsets[node + 1]! - offsets[node]!,
      closesCycle,
      isOpen: false,
    };
  });
}

/** The rows directly below a row, by name. */
export function childRows(graph: ProcedureGraph, direction: Direction, row: OutlineRow): OutlineRow[] {
  const { offsets, targets } = neighbours(graph, direction);
  const nodes = targets.subarray(offsets[row.node], offsets[row.node + 1]);
  return rowsOf(graph, direction, sortByName(graph, nodes), row);
}

function standsAbove(node: number, row: OutlineRow | undefined): boolean {
  for (let above = row; above !== undefined; above = above.parent) if (above.node === node) return true;
  return false;
}

/** The place behind the last row below a row that is open. */
export function endOf(rows: readonly OutlineRow[], index: number): number {
  const { level } = rows[index]!;
  let end = index + 1;
  while (end < rows.length && rows[end]!.level > level) end++;
  return end;
}
