import type { Drawing, DrawnNode } from './drawing.js';

/** A step by arrow key. */
export interface Step {
  readonly dx: -1 | 0 | 1;
  readonly dy: -1 | 0 | 1;
}

/** Such edges lead against the reading direction or nowhere. */
const AGAINST = ['backward', 'bow', 'self'];

/**
 * The box to which an arrow key leads from another one. Where calls read from left to right, the right arrow follows
 * them, the left one goes back along them, up and down stay in the column; a tile leads to the nearest box. Elsewhere it
 * is the nearest box on that side. `undefined` where there is none.
 */
export function stepFrom(drawing: Drawing, from: string, step: Step): string | undefined {
  const start = drawing.nodes.find(({ key }) => key === from);
  if (start === undefined) return undefined;
  if (!drawing.readsAlongCalls) return nearest(drawing.nodes, start, step);
  if (step.dx === 0)
    return nearest(
      drawing.nodes.filter(({ x, width }) => Math.abs(x - start.x) < (width + start.width) / 2),
      start,
      step,
    );
  if (start.target?.kind !== 'procedure') return nearest(drawing.nodes, start, step);
  const joined = new Set(neighboursAlong(drawing, from, step.dx));
  const rowsAway = ({ y }: DrawnNode) => Math.abs(y - start.y);
  const boxes = drawing.nodes.filter(({ key }) => joined.has(key));
  return boxes.sort((a, b) => rowsAway(a) - rowsAway(b))[0]?.key;
}

function neighboursAlong({ edges }: Drawing, from: string, dx: Step['dx']): readonly string[] {
  return edges.flatMap(({ source, target, classes }) => {
    if (AGAINST.some((name) => classes.includes(name))) return [];
    const [near, far] = dx === 1 ? [source, target] : [target, source];
    return near === from ? far : [];
  });
}

/** The nearest box on that side, straying across counting double. */
function nearest(nodes: readonly DrawnNode[], from: DrawnNode, { dx, dy }: Step): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const { key, x, y, target } of nodes) {
    if (target === undefined || key === from.key) continue;
    const along = (x - from.x) * dx + (y - from.y) * dy;
    const across = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
    if (along < 1) continue;
    const cost = along + 2 * across;
    if (cost < least) [best, least] = [key, cost];
  }
  return best;
}
