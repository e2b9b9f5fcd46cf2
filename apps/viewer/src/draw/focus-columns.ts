import { neighbours, type ProcedureGraph, UNREACHED, walkFrom } from '@klarify-graph/core';
import { sortByName } from '../data/order.js';

export type Side = 'callers' | 'callees';

/** Names a column: the procedures at one distance on one side of the focused one. */
export interface ColumnPlace {
  readonly side: Side;
  readonly distance: number;
}

/** A column of the focus view; `total` counts also those it has no room for. */
export interface Column extends ColumnPlace {
  readonly nodes: readonly number[];
  readonly total: number;
}

export interface FocusOptions {
  /** Calls away from the focused procedure, at most. */
  readonly steps: number;
  readonly perColumn: number;
}

/**
 * The columns on both sides of a procedure, nearest first. A procedure that both calls it and is called by it, over any
 * way, stands on both sides. Where a column has no room for all, those joined to what the column before shows come first,
 * then the order is by name. Cost: O(V + E) and sorting what is reached.
 */
export function focusColumns(graph: ProcedureGraph, focus: number, options: FocusOptions): readonly Column[] {
  return [...sideColumns(graph, focus, 'callers', options), ...sideColumns(graph, focus, 'callees', options)];
}

/** All procedures of a column, by name. */
export function listColumn(graph: ProcedureGraph, focus: number, { side, distance }: ColumnPlace): number[] {
  return sortByName(graph, levelsOf(graph, focus, side, distance)[distance - 1] ?? []);
}

function sideColumns(
  graph: ProcedureGraph,
  focus: number,
  side: Side,
  options: FocusOptions,
): readonly Column[] {
  const back = neighbours(graph, side === 'callers' ? 'dependencies' : 'dependents');
  let rowOf = new Map([[focus, 0]]);
  return levelsOf(graph, focus, side, options.steps).map((level, index) => {
    const place = (node: number) => meanRow(back, rowOf, node);
    const byName = sortByName(graph, level);
    const placeOf = new Map(byName.map((node) => [node, place(node)]));
    const joined = byName.filter((node) => placeOf.get(node) !== undefined);
    const others = byName.filter((node) => placeOf.get(node) === undefined);
    const nodes = [...joined, ...others].slice(0, options.perColumn);
    if (index > 0) nodes.sort((a, b) => (placeOf.get(a) ?? Infinity) - (placeOf.get(b) ?? Infinity) || 0);
    rowOf = new Map(nodes.map((node, row) => [node, row]));
    return { side, distance: index + 1, nodes, total: level.length };
  });
}

/** The nodes at distance 1, 2, … that a side has. */
function levelsOf(graph: ProcedureGraph, focus: number, side: Side, steps: number): readonly number[][] {
  const away = neighbours(graph, side === 'callers' ? 'dependents' : 'dependencies');
  const { distances, order } = walkFrom(away, [focus], steps);
  const levels: number[][] = [];
  for (const node of order) {
    const distance = distances[node] ?? UNREACHED;
    if (distance === 0 || distance === UNREACHED) continue;
    levels[distance - 1] ??= [];
    levels[distance - 1]?.push(node);
  }
  return levels;
}

/** The mean row of those that the column before shows and this node is joined to; few crossings follow. */
function meanRow(
  { offsets, targets }: ReturnType<typeof neighbours>,
  rowOf: ReadonlyMap<number, number>,
  node: number,
): number | undefined {
  let sum = 0;
  let count = 0;
  for (let slot = offsets[node] ?? 0; slot < (offsets[node + 1] ?? 0); slot++) {
    const row = rowOf.get(targets[slot] ?? -1);
    if (row === undefined) continue;
    sum += row;
    count++;
  }
  return count === 0 ? undefined : sum / count;
}
