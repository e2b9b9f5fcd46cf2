import type { ProcedureSummary } from '@klarify-graph/core';
import { CHANGE_CLASSES } from './change-classes.js';
import type { ColumnPlace } from './focus-columns.js';

/** What a click on a drawn element is about. */
export type DrawnTarget =
  | { readonly kind: 'procedure'; readonly node: number }
  | { readonly kind: 'column'; readonly place: ColumnPlace; readonly action: ColumnAction }
  /** What a call that is gone led to; without `node` it is gone itself. */
  | { readonly kind: 'ghost'; readonly procedure: ProcedureSummary; readonly node: number | undefined };

/** What a tile below a column does: show more of it, list all of it in the details, or show what it showed at first. */
export type ColumnAction = 'expand' | 'list' | 'fewer';

/** A box with its middle at `x`, `y`. */
export interface DrawnNode {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly classes: readonly string[];
  /** The widths of the first lines of the label, which are struck through. */
  readonly struck?: readonly number[];
  /** Absent for what is no button, such as a heading. */
  readonly target?: DrawnTarget;
}

/** A line between two boxes; `bend` shapes it relative to the line between its ends. */
export interface DrawnEdge {
  readonly key: string;
  readonly source: string;
  readonly target: string;
  readonly classes: readonly string[];
  readonly bend?: Bend;
  readonly label?: string;
  /** What the label says instead while the line is lit. */
  readonly told?: string;
}

/** Control points: `weights` along the line between the middles of the boxes, `distances` across it. */
export interface Bend {
  readonly weights: readonly number[];
  readonly distances: readonly number[];
}

/** The class of what the reader asked for in addition; the view is not made to fit it. */
export const ADDED = 'added';

/** Everything the canvas shows. */
export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  /** The box to keep in sight when the whole does not fit. */
  readonly anchor?: string;
  /** Two drawings of one scene have the same places: the view stays where the reader moved it. */
  readonly scene?: string;
  /** Calls lead from left to right, and so do the arrow keys along them. */
  readonly readsAlongCalls?: true;
  /** Since when the marked boxes and calls are changed; absent where none is marked. */
  readonly since?: string;
  /** Calls between boxes that are left out because the drawing is full. */
  readonly hiddenCalls?: number;
}

/** Since when it is drawn as changed, where anything is. */
export function sinceOf(
  marks: { readonly since: string } | undefined,
  nodes: readonly DrawnNode[],
  edges: readonly DrawnEdge[],
): Pick<Drawing, 'since'> {
  if (marks === undefined) return {};
  const known = new Set<string>(Object.values(CHANGE_CLASSES));
  const isMarked = [...nodes, ...edges].some(({ classes }) => classes.some((name) => known.has(name)));
  return isMarked ? { since: marks.since } : {};
}

interface Point {
  readonly x: number;
  readonly y: number;
}

type Box = Pick<DrawnNode, 'x' | 'y' | 'width'>;

/** A curve that leaves and arrives horizontally, for calls between ports at the facing sides of two boxes. */
export function horizontalBend(from: Box, to: Box): Bend {
  const way = Math.sign(to.x - from.x);
  const [start, end] = [from.x + (way * from.width) / 2, to.x - (way * to.width) / 2];
  return bendThrough(from, to, [
    { x: start + (end - start) * 0.32, y: from.y },
    { x: start + (end - start) * 0.68, y: to.y },
  ]);
}

/** A bow between the right ports of two boxes in one column, bulging `reach` to the right. */
export function bowBend(from: Box, to: Box, reach: number): Bend {
  return bendThrough(from, to, [{ x: from.x + from.width / 2 + reach, y: (from.y + to.y) / 2 }]);
}

function bendThrough(from: Box, to: Box, points: readonly Point[]): Bend {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  return {
    weights: points.map(({ x, y }) => ((x - from.x) * dx + (y - from.y) * dy) / length ** 2),
    distances: points.map(({ x, y }) => ((y - from.y) * dx - (x - from.x) * dy) / length),
  };
}
