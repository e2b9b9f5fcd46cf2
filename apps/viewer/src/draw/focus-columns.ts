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
  /** How many of the nodes stand there before it is expanded. */
  readonly base: number;
  readonly total: number;
  /** How many of those that it has no room for match the filter; absent while nothing is filtered. */
  readonly hiddenMatches?: number;
}

/** A column that the reader asked to show more of: `rows` more than it has room for at first. */
export interface ExpandedColumn extends ColumnPlace {
  readonly rows: number;
}

export interface FocusOptions {
  /** Calls away from the focused procedure, at most. */
  readonly steps: number;
  readonly perColumn: number;
  readonly expanded?: readonly ExpandedColumn[];
  /** Absent while nothing is filtered. */
  readonly isMatch?: ((node: number) => boolean) | undefined;
}

/** Rows that a tile adds at once. */
const EXPAND_BY = 24;
/** Rows added in all, so that the drawing stays smooth; what is beyond is listed. */
export const MOST_EXPANDED = 240;

/**
 * The columns on both sides of a procedure, nearest first. A procedure that both calls it and is called by it, over any
 * way, stands on both sides. Where a column has no room for all, those joined to what the column before shows come first,
 * then the order is by name; with a filter all that match come before all that do not. Expanding a column adds rows below those it has and moves none, in no column.
 * Cost: O(V + E) and sorting what is reached.
 */
export function focusColumns(graph: ProcedureGraph, focus: number, options: FocusOptions): readonly Column[] {
  return [...sideColumns(graph, focus, 'callers', options), ...sideColumns(graph, focus, 'callees', options)];
}

/** All procedures of a column, by name. */
export function listColumn(graph: ProcedureGraph, focus: number, { side, distance }: ColumnPlace): number[] {
  return sortByName(graph, levelsOf(graph, focus, side, distance)[distance - 1] ?? []);
}

/** How many more rows a column can be expanded by; 0 where all are shown or the drawing is full. */
export function roomToExpand(columns: readonly Column[], { nodes, total }: Column): number {
  const added = columns.reduce((sum, column) => sum + column.nodes.length - column.base, 0);
  return Math.max(0, Math.min(EXPAND_BY, total - nodes.length, MOST_EXPANDED - added));
}

/** The expanded columns with `rows` more, or all that were added taken away again. */
export function expandColumn(
  before: readonly ExpandedColumn[],
  { side, distance }: ColumnPlace,
  rows: number | 'none',
): readonly ExpandedColumn[] {
  const isThis = (column: ColumnPlace) => column.side === side && column.distance === distance;
  const others = before.filter((column) => !isThis(column));
  if (rows === 'none') return others;
  return [...others, { side, distance, rows: (before.find(isThis)?.rows ?? 0) + rows }];
}

function sideColumns(
  graph: ProcedureGraph,
  focus: number,
  side: Side,
  options: FocusOptions,
): readonly Column[] {
  const { isMatch } = options;
  const back = neighbours(graph, side === 'callers' ? 'dependencies' : 'dependents');
  let rowOf = new Map([[focus, 0]]);
  return levelsOf(graph, focus, side, options.steps).map((level, index) => {
    const place = (node: number) => meanRow(back, rowOf, node);
    const byName = sortByName(graph, level);
    const placeOf = new Map(byName.map((node) => [node, place(node)]));
    const joined = byName.filter((node) => placeOf.get(node) !== undefined);
    const others = byName.filter((node) => placeOf.get(node) === undefined);
    const wanted = matchingFirst([...joined, ...others], isMatch);
    const byRow = wanted.slice(0, options.perColumn);
    if (index > 0) byRow.sort((a, b) => (placeOf.get(a) ?? Infinity) - (placeOf.get(b) ?? Infinity) || 0);
    const first = matchingFirst(byRow, isMatch);
    // Only by the rows that stand there anyway: or expanding this column would move the boxes of the next.
    rowOf = new Map(first.map((node, row) => [node, row]));
    const distance = index + 1;
    const rows = options.expanded?.find((c) => c.side === side && c.distance === distance)?.rows ?? 0;
    const added = wanted.slice(options.perColumn, options.perColumn + rows);
    const hidden = wanted.slice(first.length + added.length);
    return {
      side,
      distance,
      nodes: [...first, ...added],
      base: first.length,
      total: level.length,
      ...(isMatch && { hiddenMatches: hidden.filter(isMatch).length }),
    };
  });
}

/** Those that match before those that do not, each in their order. */
function matchingFirst(nodes: readonly number[], isMatch: FocusOptions['isMatch']): number[] {
  if (isMatch === undefined) return [...nodes];
  return [...nodes.filter(isMatch), ...nodes.filter((node) => !isMatch(node))];
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
