import type { DrawnNode } from './drawing.js';

export const EDGES = ['left', 'right', 'top', 'bottom'] as const;
export type Edge = (typeof EDGES)[number];

/** How many boxes lie beyond each edge of what is in sight; one beyond a corner counts at both of its edges. */
export type Beyond = Readonly<Record<Edge, number>>;

export const NOTHING_BEYOND: Beyond = { left: 0, right: 0, top: 0, bottom: 0 };

/** Which part of a drawing is in sight, in pixels of the screen. */
export interface Sight {
  readonly pan: { readonly x: number; readonly y: number };
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

/** At most this much of the width or height is panned at once, so that something stays in sight. */
const MOST_PANNED = 0.8;
const PADDING = 24;

/** Counts the boxes whose middle is out of sight; headings are none. */
export function countBeyond(nodes: readonly DrawnNode[], sight: Sight): Beyond {
  const counts = { ...NOTHING_BEYOND };
  for (const node of nodes) {
    if (node.target === undefined) continue;
    for (const edge of EDGES) if (isBeyond(node, sight, edge)) counts[edge as 'left']++;
  }
  return counts;
}

/** How far to pan so that boxes beyond an edge come into sight, the farthest of them at most at that edge. */
export function shiftTowards(nodes: readonly DrawnNode[], sight: Sight, edge: Edge) {
  const { width, height } = sight;
  let farthest = 0;
  for (const node of nodes) {
    if (node.target === undefined || !isBeyond(node, sight, edge)) continue;
    const { left, right, top, bottom } = edgesOf(node, sight);
    const outside = { left: -left, right: right - width, top: -top, bottom: bottom - height }[edge];
    farthest = Math.max(farthest, outside + PADDING);
  }
  const most = MOST_PANNED * (edge === 'left' || edge === 'right' ? width : height);
  const shift = Math.min(farthest, most) * (edge === 'left' || edge === 'top' ? 1 : -1);
  return edge === 'left' || edge === 'right' ? { x: shift, y: 0 } : { x: 0, y: shift };
}

function isBeyond({ x, y }: DrawnNode, { pan, zoom, width, height }: Sight, edge: Edge): boolean {
  if (edge === 'left') return x * zoom + pan.x < 0;
  if (edge === 'right') return x * zoom + pan.x > width;
  return edge === 'top' ? y * zoom + pan.y < 0 : y * zoom + pan.y > height;
}

function edgesOf(node: DrawnNode, { pan, zoom }: Sight) {
  const x = node.x * zoom + pan.x;
  const y = node.y * zoom + pan.y;
  const [halfWidth, halfHeight] = [(node.width * zoom) / 2, (node.height * zoom) / 2];
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
}
