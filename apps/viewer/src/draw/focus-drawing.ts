import type { ProcedureGraph } from '@klarify-graph/core';
import type { ChangeMarks, GoneCall } from '../data/change-marks.js';
import { countOf, formatCount } from '../data/text.js';
import {
  ADDED,
  bowBend,
  type ColumnAction,
  type Drawing,
  type DrawnEdge,
  type DrawnNode,
  horizontalBend,
  sinceOf,
} from './drawing.js';
import { type Column, roomToExpand, type Side } from './focus-columns.js';
import { ghostBoxes, ghostCalls, ghostRows } from './ghosts.js';
import type { MeasureText } from './label.js';
import { BOX_HEIGHT, callLook, procedureBox } from './procedure-box.js';

/** Cytoscape stays smooth up to about this many elements. */
export const MOST_ELEMENTS = 600;

const ROW_GAP = 10;
const HEADING_GAP = 38;
const FOCUS_HEIGHT = 60;
const WIDEST_BOX = 208;
const WIDEST_GAP = 104;
/** From so many columns on, boxes are narrower and higher. */
const MANY_COLUMNS = 6;
const ROOMY = { boxHeight: BOX_HEIGHT, narrowestBox: 128, narrowestGap: 46 };
const COMPACT = { boxHeight: 52, narrowestBox: 112, narrowestGap: 36 };
const MARGIN = 24;
const MORE_HEIGHT = 34;
const LIST_WIDTH = 46;
const TILE_GAP = 6;
const BOW_REACH = 30;

export interface FocusDrawingOptions {
  /** The room there is, in pixels; boxes and gaps shrink to fit it as far as names stay readable. */
  readonly width: number;
  readonly inCycle: (node: number) => boolean;
  /** What a filter does not match stays in its place, pale. */
  readonly isPale: (node: number) => boolean;
  /** What differs from the earlier snapshot, where there is one. */
  readonly marks?: ChangeMarks | undefined;
  readonly measure: MeasureText;
}

interface Placed extends DrawnNode {
  readonly node: number;
  readonly offset: number;
}

/** Places the focused procedure in the middle, callers left of it and callees right, one column per distance. */
export function drawFocus(
  graph: ProcedureGraph,
  focus: number,
  full: readonly Column[],
  options: FocusDrawingOptions,
): Drawing {
  const { marks } = options;
  const gone = marks?.goneCalls(focus) ?? [];
  const columns = withGoneSides(full, gone);
  const { boxWidth, boxHeight, gap } = fitColumns(columns, options.width);
  const rowStep = boxHeight + ROW_GAP;
  const box = (node: number, side: Side | 'focus', offset: number, y: number): Placed => ({
    ...procedureBox(graph, node, {
      key: side === 'focus' ? 'focus' : `${side}:${node}`,
      x: offset * (boxWidth + gap),
      y,
      width: boxWidth,
      height: boxHeight,
      inCycle: options.inCycle(node),
      measure: options.measure,
      marks,
      ...(side === 'focus'
        ? { height: FOCUS_HEIGHT, extraClasses: ['focus'] }
        : options.isPale(node)
          ? { extraClasses: ['pale'] }
          : {}),
    }),
    node,
    offset,
  });
  const boxes: Placed[] = [box(focus, 'focus', 0, 0)];
  const extras: DrawnNode[] = [];
  const ghosts: DrawnNode[] = [];
  const highest = Math.min(
    -FOCUS_HEIGHT / 2,
    ...columns.map((column) => topOf(column, gone, rowStep) - boxHeight / 2),
  );
  for (const column of columns) {
    const offset = column.side === 'callers' ? -column.distance : column.distance;
    const hidden = column.total - column.nodes.length;
    const top = topOf(column, gone, rowStep);
    for (const [row, node] of column.nodes.entries()) {
      const placed = box(node, column.side, offset, top + row * rowStep);
      boxes.push(row < column.base ? placed : { ...placed, classes: [...placed.classes, ADDED] });
    }
    const x = offset * (boxWidth + gap);
    extras.push(heading(column, gone, { x, y: highest - HEADING_GAP / 2, width: boxWidth }));
    const y = top + column.nodes.length * rowStep;
    const tiles = { x, y, width: boxWidth, measure: options.measure };
    if (hidden > 0) extras.push(...moreTiles(column, hidden, roomToExpand(columns, column) > 0, tiles));
    if (column.nodes.length > column.base) {
      const below = hidden > 0 ? y + MORE_HEIGHT + ROW_GAP : y;
      extras.push(tile(column, 'fewer', 'Show fewer', { ...tiles, y: below }));
    }
    if (column.distance > 1) continue;
    const tileRows = Number(hidden > 0) + Number(column.nodes.length > column.base);
    const tilesEnd = y + (tileRows - 1) * (MORE_HEIGHT + ROW_GAP) + MORE_HEIGHT / 2;
    ghosts.push(
      ...ghostBoxes(gone, column.side, {
        x,
        top: tileRows === 0 ? y - boxHeight / 2 : tilesEnd + ROW_GAP,
        width: boxWidth,
        height: boxHeight,
        gap: ROW_GAP,
        extraClasses: column.nodes.length > column.base ? [ADDED] : [],
        measure: options.measure,
      }),
    );
  }
  // Those that are gone first: what a full drawing leaves out is counted as calls, which they are not any more.
  const edges = [...(marks ? ghostCalls(ghosts, boxes[0]!, marks) : []), ...joinBoxes(graph, boxes, marks)];
  const nodes = [...boxes, ...extras, ...ghosts];
  const room = Math.max(0, MOST_ELEMENTS - nodes.length);
  const drawn = edges.slice(0, room);
  return {
    nodes,
    edges: drawn,
    ...sinceOf(marks, nodes, drawn),
    anchor: 'focus',
    scene: ['focus', focus, columns.length, boxWidth, gap].join(' '),
    readsAlongCalls: true,
    hiddenCalls: Math.max(0, edges.length - room),
  };
}

/** Where the middle of a column's first box is; the same before and after the column is expanded. */
function topOf({ side, distance, base, total }: Column, gone: readonly GoneCall[], rowStep: number): number {
  const rows = base + (total > base ? 1 : 0) + (distance === 1 ? ghostRows(gone, side) : 0);
  return (-(rows - 1) * rowStep) / 2;
}

/** With an empty column where all that stood on a side is gone. */
function withGoneSides(columns: readonly Column[], gone: readonly GoneCall[]): readonly Column[] {
  const empty = (['callers', 'callees'] as const).filter(
    (side) => ghostRows(gone, side) > 0 && !columns.some((column) => column.side === side),
  );
  return [...columns, ...empty.map((side) => ({ side, distance: 1, nodes: [], base: 0, total: 0 }))];
}

function fitColumns(columns: readonly Column[], width: number) {
  const reach = (side: Side) => Math.max(0, ...columns.filter((c) => c.side === side).map((c) => c.distance));
  const count = 1 + reach('callers') + reach('callees');
  const { boxHeight, narrowestBox, narrowestGap } = count < MANY_COLUMNS ? ROOMY : COMPACT;
  const gaps = Math.max(1, count - 1);
  const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
  const gap = clamp((width - 2 * MARGIN - count * 176) / gaps, narrowestGap, WIDEST_GAP);
  const boxWidth = clamp((width - 2 * MARGIN - gap * (count - 1)) / count, narrowestBox, WIDEST_BOX);
  return { boxWidth: Math.floor(boxWidth), boxHeight, gap: Math.floor(gap) };
}

function heading(
  { side, distance, total }: Column,
  gone: readonly GoneCall[],
  place: Pick<DrawnNode, 'x' | 'y' | 'width'>,
): DrawnNode {
  const removed = distance === 1 ? gone.filter((call) => call.side === side).length : 0;
  const word = side === 'callers' ? 'Callers' : 'Callees';
  const label =
    distance === 1 ? `${word} · ${formatCount(total)}` : `${distance} steps · ${formatCount(total)}`;
  return {
    key: `heading:${side}:${distance}`,
    ...place,
    height: 18,
    label: removed === 0 ? label : `${label} · −${formatCount(removed)}`,
    classes: ['heading'],
  };
}

interface TilePlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly measure: MeasureText;
}

/** The tile that shows more of a column and the one that lists it; where the drawing is full, the latter alone. */
function moreTiles(column: Column, hidden: number, canExpand: boolean, place: TilePlace): DrawnNode[] {
  const what = column.side === 'callers' ? 'caller' : 'callee';
  const width = canExpand ? place.width - LIST_WIDTH - TILE_GAP : place.width;
  const { hiddenMatches } = column;
  const counts = [`+${countOf(hidden, `more ${what}`)}`, `+${formatCount(hidden)} more`];
  const matches = hiddenMatches === 0 ? 'none match' : `${formatCount(hiddenMatches ?? 0)} match`;
  const labels =
    hiddenMatches === undefined
      ? counts
      : [...counts.map((count) => `${count}, ${matches}`), ...counts.map((count) => `${count}\n${matches}`)];
  const isFitting = (label: string) => label.split('\n').every((line) => place.measure(line) <= width - 14);
  const least = hiddenMatches === undefined ? '' : `\n${matches}`;
  const fitting = labels.find(isFitting) ?? `+${formatCount(hidden)}${least}`;
  if (!canExpand) return [tile(column, 'list', fitting, place)];
  const left = place.x - place.width / 2;
  return [
    tile(column, 'expand', fitting, { ...place, width, x: left + width / 2 }),
    tile(column, 'list', 'List', { ...place, width: LIST_WIDTH, x: left + place.width - LIST_WIDTH / 2 }),
  ];
}

function tile(
  { side, distance, nodes, base }: Column,
  action: ColumnAction,
  label: string,
  { x, y, width }: TilePlace,
): DrawnNode {
  const key = `${action}:${side}:${distance}`;
  const target = { kind: 'column', place: { side, distance }, action } as const;
  const classes = ['more', action, ...(nodes.length > base ? [ADDED] : [])];
  return { key, x, y, width, height: MORE_HEIGHT, label, classes, target };
}

/**
 * The calls between the boxes of a side and the focus. Those from column to column come first; calls within a column or
 * back towards the middle follow as `secondary`. A call that passes by the middle from side to side is not drawn.
 */
function joinBoxes(
  graph: ProcedureGraph,
  boxes: readonly Placed[],
  marks: ChangeMarks | undefined,
): readonly DrawnEdge[] {
  const main: DrawnEdge[] = [];
  const secondary: DrawnEdge[] = [];
  const sides = [boxes.filter(({ offset }) => offset <= 0), boxes.filter(({ offset }) => offset >= 0)];
  const { offsets, targets, calls } = graph.callees;
  for (const side of sides) {
    const byNode = new Map(side.map((box) => [box.node, box]));
    for (const source of side) {
      for (let slot = offsets[source.node]!; slot < offsets[source.node + 1]!; slot++) {
        const target = byNode.get(targets[slot]!);
        if (target === undefined || (source.offset === 0 && target.offset === 0 && side === sides[1]))
          continue;
        const edge = joinTwo(source, target, callLook(graph, calls[slot]!, marks));
        // A call between the middle and a column against the reading direction stands on the other side already.
        const isForward = target.offset === source.offset + 1;
        if (!isForward && source !== target && source.offset * target.offset === 0) continue;
        (isForward ? main : secondary).push(edge);
      }
    }
  }
  return [...main, ...secondary];
}

function joinTwo(source: Placed, target: Placed, look: ReturnType<typeof callLook>): DrawnEdge {
  const { classes } = look;
  const ends = { ...look, key: `${source.key}>${target.key}`, source: source.key, target: target.key };
  if (source === target) return { ...ends, classes: [...classes, 'self'] };
  if (source.offset === target.offset) {
    return { ...ends, classes: [...classes, 'secondary', 'bow'], bend: bowBend(source, target, BOW_REACH) };
  }
  const isBackward = source.offset > target.offset;
  const isAdded = source.classes.includes(ADDED) || target.classes.includes(ADDED);
  return {
    ...ends,
    classes: [...classes, ...(isBackward ? ['secondary', 'backward'] : isAdded ? ['secondary'] : [])],
    bend: horizontalBend(source, target),
  };
}
