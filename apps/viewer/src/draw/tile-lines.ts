/** A tile's place in the frame of all tiles. */
export interface TileBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Calls between the chosen tile and another one, in one direction. */
export interface TileCalls {
  readonly name: string;
  readonly direction: 'out' | 'into';
  readonly count: number;
  /** The other tile. */
  readonly box: TileBox;
}

export interface TileLine extends Omit<TileCalls, 'box'> {
  readonly path: string;
  readonly width: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** More lines than this are not told apart. */
export const MOST_LINES = 12;
const THINNEST = 1.25;
const THICKEST = 5;
/** How far the lines of the two directions keep from the line between the middles, and how much they bow. */
const APART = 9;
const BOW = 0.12;

/** The lines between a tile and those it has most calls with, from border to border; the two directions bow apart. */
export function drawTileLines(chosen: TileBox, calls: readonly TileCalls[]): readonly TileLine[] {
  const shown = [...calls].sort((a, b) => b.count - a.count).slice(0, MOST_LINES);
  const most = Math.max(1, ...shown.map(({ count }) => count));
  return shown.map(({ box, ...line }) => {
    const [from, to] = line.direction === 'out' ? [chosen, box] : [box, chosen];
    return {
      ...line,
      path: curve(from, to),
      width: THINNEST + (THICKEST - THINNEST) * Math.sqrt(line.count / most),
    };
  });
}

function curve(from: TileBox, to: TileBox): string {
  const [a, b] = [middle(from), middle(to)];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  // To the right of the way that the calls take, so that calls both ways are two lines.
  const side = { x: -(b.y - a.y) / length, y: (b.x - a.x) / length };
  const shifted = (point: Point, by: number) => ({ x: point.x + side.x * by, y: point.y + side.y * by });
  const control = shifted({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, APART + BOW * length);
  const start = borderTowards(from, shifted(a, APART), control);
  const end = borderTowards(to, shifted(b, APART), control);
  return `M${at(start)}Q${at(control)} ${at(end)}`;
}

function middle({ left, top, width, height }: TileBox): Point {
  return { x: left + width / 2, y: top + height / 2 };
}

/** Where a line from a point inside a box leaves it. */
function borderTowards({ left, top, width, height }: TileBox, from: Point, to: Point): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const across = dx === 0 ? Infinity : ((dx > 0 ? left + width : left) - from.x) / dx;
  const along = dy === 0 ? Infinity : ((dy > 0 ? top + height : top) - from.y) / dy;
  const way = Math.max(0, Math.min(across, along, 1));
  return { x: from.x + dx * way, y: from.y + dy * way };
}

function at({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
