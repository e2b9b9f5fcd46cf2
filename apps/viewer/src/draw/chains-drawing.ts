import type { ProcedureGraph } from '@klarify-graph/core';
import type { ShortestChains } from '../data/chains.js';
import type { ChangeMarks } from '../data/change-marks.js';
import { formatCount } from '../data/text.js';
import { type Drawing, type DrawnEdge, type DrawnNode, horizontalBend, sinceOf } from './drawing.js';
import { MOST_ELEMENTS } from './focus-drawing.js';
import type { MeasureText } from './label.js';
import { BOX_HEIGHT, callLook, procedureBox } from './procedure-box.js';

const PER_COLUMN = 12;
const ROW_STEP = BOX_HEIGHT + 12;
const WIDEST_BOX = 190;
const NARROWEST_BOX = 132;
const GAP = 56;
const LINE_GAP = 56;
/** Of a longer chain the first and the last columns are drawn. */
const MOST_COLUMNS = 36;

interface ChainsOptions {
  readonly width: number;
  readonly measure: MeasureText;
  readonly inCycle: (node: number) => boolean;
  readonly isPale: (node: number) => boolean;
  readonly marks?: ChangeMarks | undefined;
}

interface Placed extends DrawnNode {
  readonly node: number;
  readonly column: number;
  readonly line: number;
}

/**
 * Draws all shortest chains from left to right, a column for each step, in as many lines as the room asks for; what
 * every chain passes is framed.
 */
export function drawChains(graph: ProcedureGraph, chains: ShortestChains, options: ChainsOptions): Drawing {
  const { columns, mustPass } = chains;
  const isPassed = new Set(mustPass);
  const hiddenColumns = Math.max(0, columns.length - MOST_COLUMNS);
  const half = MOST_COLUMNS / 2;
  const isHidden = (column: number) => hiddenColumns > 0 && column >= half && column < columns.length - half;
  const count = Math.min(columns.length, MOST_COLUMNS + 1);
  const room = options.width - 48;
  const perLine = Math.max(2, Math.min(count, Math.floor((room + GAP) / (NARROWEST_BOX + GAP))));
  const fitting = (room - (perLine - 1) * GAP) / perLine;
  const width = Math.floor(Math.min(WIDEST_BOX, Math.max(NARROWEST_BOX, fitting)));
  const rowsIn = (all: readonly number[]) => Math.min(all.length, PER_COLUMN + 1);
  const drawn = columns.filter((_, column) => !isHidden(column) || column === half);
  const middles = lineMiddles(drawn.map(rowsIn), perLine);
  const boxes: Placed[] = [];
  const extras: DrawnNode[] = [];
  let place = 0;
  for (const [column, all] of columns.entries()) {
    if (isHidden(column)) {
      if (column !== half) continue;
      extras.push(gapTile(hiddenColumns, (place % perLine) * (width + GAP), middles[place]!, width));
      place++;
      continue;
    }
    const x = (place % perLine) * (width + GAP);
    const line = Math.floor(place / perLine);
    const middle = middles[place++]!;
    const nodes = all.slice(0, PER_COLUMN);
    const rows = nodes.length + (all.length > nodes.length ? 1 : 0);
    const top = middle - ((rows - 1) * ROW_STEP) / 2;
    for (const [row, node] of nodes.entries()) {
      const isEnd = column === 0 || column === columns.length - 1;
      boxes.push({
        ...procedureBox(graph, node, {
          key: `chain:${node}`,
          x,
          y: top + row * ROW_STEP,
          width,
          inCycle: options.inCycle(node),
          extraClasses: [
            ...(isEnd ? ['focus'] : isPassed.has(node) ? ['must-pass'] : []),
            ...(!isEnd && options.isPale(node) ? ['pale'] : []),
          ],
          measure: options.measure,
          marks: options.marks,
        }),
        node,
        column,
        line,
      });
    }
    if (all.length > nodes.length) {
      const label = `+${formatCount(all.length - nodes.length)} more`;
      const y = top + nodes.length * ROW_STEP;
      extras.push({ key: `more:${column}`, x, y, width, height: 34, label, classes: ['gap'] });
    }
  }
  const edges = joinColumns(graph, boxes, options.marks);
  const space = Math.max(0, MOST_ELEMENTS - boxes.length - extras.length);
  const nodes = [...boxes, ...extras];
  const calls = edges.slice(0, space);
  return {
    nodes,
    edges: calls,
    ...sinceOf(options.marks, nodes, calls),
    hiddenCalls: Math.max(0, edges.length - space),
    ...(boxes[0] && { anchor: boxes[0].key }),
    scene: ['chains', chains.columns[0]?.[0], chains.columns.at(-1)?.[0], width, perLine].join(' '),
    readsAlongCalls: true,
  };
}

/** For each column drawn the height of the middle of its line. */
function lineMiddles(rows: readonly number[], perLine: number): readonly number[] {
  const middles: number[] = [];
  let top = 0;
  for (let from = 0; from < rows.length; from += perLine) {
    const line = rows.slice(from, from + perLine);
    const height = Math.max(...line) * ROW_STEP;
    for (let index = 0; index < line.length; index++) middles.push(top + height / 2);
    top += height + LINE_GAP;
  }
  return middles;
}

function gapTile(columns: number, x: number, y: number, width: number): DrawnNode {
  const label = `… ${formatCount(columns)} steps …`;
  return { key: 'gap', x, y, width, height: 34, label, classes: ['gap'] };
}

function joinColumns(
  graph: ProcedureGraph,
  boxes: readonly Placed[],
  marks: ChangeMarks | undefined,
): readonly DrawnEdge[] {
  const byNode = new Map(boxes.map((box) => [box.node, box]));
  const edges: DrawnEdge[] = [];
  const { offsets, targets, calls } = graph.callees;
  for (const source of boxes) {
    for (let slot = offsets[source.node]!; slot < offsets[source.node + 1]!; slot++) {
      const target = byNode.get(targets[slot]!);
      if (target?.column !== source.column + 1) continue;
      const look = callLook(graph, calls[slot]!, marks);
      edges.push({
        ...look,
        key: `${source.key}>${target.key}`,
        source: source.key,
        target: target.key,
        classes: [...look.classes, ...(source.line === target.line ? [] : ['wrap'])],
        ...(source.line === target.line && { bend: horizontalBend(source, target) }),
      });
    }
  }
  return edges;
}
