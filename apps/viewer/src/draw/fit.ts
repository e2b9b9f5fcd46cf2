import type { Core, NodeSingular } from 'cytoscape';
import { ADDED, type Drawing } from './drawing.js';

/** Names are no longer readable below this. */
const LEAST_READABLE_ZOOM = 0.72;
const MOST_FIT_ZOOM = 1.12;
const FIT_PADDING = 24;

/** Shows the whole drawing or, where names would become unreadable, as much of it as fits around the anchor. */
export function fitDrawing(cy: Core, { anchor }: Drawing): void {
  if (cy.nodes().empty() || cy.width() === 0) return;
  const nodes = cy.nodes().not(`.${ADDED}`);
  const box = nodes.boundingBox({});
  const fitting = Math.min(
    (cy.width() - 2 * FIT_PADDING) / box.w,
    (cy.height() - 2 * FIT_PADDING) / box.h,
    MOST_FIT_ZOOM,
  );
  const zoom = Math.max(fitting, LEAST_READABLE_ZOOM);
  const anchored = anchor === undefined ? undefined : cy.getElementById(anchor);
  const middle = anchored?.nonempty()
    ? anchored.position()
    : { x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2 };
  cy.viewport({
    zoom,
    pan: {
      x: shiftToShow(box.x1 * zoom, box.x2 * zoom, middle.x * zoom, cy.width()),
      y: shiftToShow(box.y1 * zoom, box.y2 * zoom, middle.y * zoom, cy.height()),
    },
  });
}

/** Along one axis: the middle of what fits; else `middle` in the middle, but no room left empty beyond an end. */
function shiftToShow(low: number, high: number, middle: number, size: number): number {
  if (high - low + 2 * FIT_PADDING <= size + 1) return (size - low - high) / 2;
  return Math.min(FIT_PADDING - low, Math.max(size - FIT_PADDING - high, size / 2 - middle));
}

/** Pans as little as brings a box into sight. */
export function bringIntoView(cy: Core, node: NodeSingular): void {
  const { x1, x2, y1, y2 } = node.renderedBoundingBox({});
  const shift = (low: number, high: number, most: number) =>
    low < 0 ? FIT_PADDING - low : high > most ? most - FIT_PADDING - high : 0;
  cy.panBy({ x: shift(x1, x2, cy.width()), y: shift(y1, y2, cy.height()) });
}
