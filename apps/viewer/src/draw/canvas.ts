import cytoscape, { type Core, type ElementDefinition, type NodeSingular } from 'cytoscape';
import { CANVAS_FONT, canvasStyle, LABEL_SIZE } from './canvas-style.js';
import type { Drawing, DrawnTarget } from './drawing.js';
import type { MeasureText } from './label.js';

/** What the reader does on the canvas. */
export interface CanvasHandlers {
  /** A single click, or arriving by arrow key. */
  onChoose(target: DrawnTarget): void;
  /** A double click. */
  onOpen(target: DrawnTarget): void;
}

export interface Canvas {
  show(drawing: Drawing): void;
  /** Frames the boxes of a procedure; `undefined` frames none. */
  choose(node: number | undefined): void;
  /** Moves the framed box to the nearest one in a direction. */
  step(dx: -1 | 0 | 1, dy: -1 | 0 | 1): void;
  chosenTarget(): DrawnTarget | undefined;
  fit(): void;
  zoomBy(factor: number): void;
  destroy(): void;
}

/** Names are no longer readable below this. */
const LEAST_READABLE_ZOOM = 0.72;
const MOST_FIT_ZOOM = 1.12;
const FIT_PADDING = 24;

/** Opens a canvas in the element. Draws nothing until `show`. */
export function openCanvas(container: HTMLElement, handlers: CanvasHandlers): Canvas {
  const cy = cytoscape({
    container,
    style: canvasStyle(document.documentElement),
    layout: { name: 'preset' },
    minZoom: 0.25,
    maxZoom: 2.5,
    autoungrabify: true,
    autounselectify: true,
    boxSelectionEnabled: false,
  });
  let drawing: Drawing = { nodes: [], edges: [] };
  let targets = new Map<string, DrawnTarget>();
  /** The framed boxes; arrow keys start at the first. */
  let framed: readonly string[] = [];

  function frame(keys: readonly string[]): void {
    framed = keys;
    cy.batch(() => {
      cy.elements('.chosen, .lit').removeClass('chosen lit');
      for (const key of keys) light(cy.getElementById(key), 'chosen');
    });
  }

  function keysOf(node: number): string[] {
    return [...targets].flatMap(([key, target]) =>
      target.kind === 'procedure' && target.node === node ? key : [],
    );
  }

  cy.on('tap', 'node', ({ target }) => {
    const hit = targets.get(target.id());
    if (hit) handlers.onChoose(hit);
  });
  cy.on('dbltap', 'node', ({ target }) => {
    const hit = targets.get(target.id());
    if (hit) handlers.onOpen(hit);
  });
  cy.on('mouseover', 'node', ({ target }) => {
    if (!targets.has(target.id())) return;
    container.classList.add('is-pointing');
    light(target, 'pointed');
  });
  cy.on('mouseout', 'node', () => {
    container.classList.remove('is-pointing');
    cy.elements('.pointed').removeClass('pointed');
    frame(framed);
  });

  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const restyle = () => cy.style(canvasStyle(document.documentElement));
  scheme.addEventListener('change', restyle);
  // On paper, which is white, the drawing stands on the ground that its colours were chosen for.
  const noteGround = () =>
    container.style.setProperty(
      '--drawn-on',
      getComputedStyle(document.documentElement).getPropertyValue('--page'),
    );
  noteGround();
  scheme.addEventListener('change', noteGround);
  const sizes = new ResizeObserver(() => {
    cy.resize();
    fitDrawing(cy, drawing);
  });
  sizes.observe(container);

  return {
    show(next) {
      drawing = next;
      targets = new Map(next.nodes.flatMap(({ key, target }) => (target ? [[key, target] as const] : [])));
      framed = [];
      cy.batch(() => {
        cy.elements().remove();
        cy.add(elementsOf(next));
      });
      fitDrawing(cy, next);
    },
    choose(node) {
      const keys = node === undefined ? [] : keysOf(node);
      frame(keys.sort((a, b) => Number(b === framed[0]) - Number(a === framed[0])));
    },
    step(dx, dy) {
      const from = cy.getElementById(framed[0] ?? drawing.anchor ?? drawing.nodes[0]?.key ?? '');
      const key = from.empty() ? undefined : nearest(drawing, from.position(), dx, dy, from.id());
      const target = key === undefined ? undefined : targets.get(key);
      if (key === undefined || target === undefined) return;
      frame([key]);
      bringIntoView(cy, cy.getElementById(key));
      if (target.kind === 'procedure') handlers.onChoose(target);
    },
    chosenTarget: () => targets.get(framed[0] ?? ''),
    fit: () => fitDrawing(cy, drawing),
    zoomBy(factor) {
      cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    },
    destroy() {
      scheme.removeEventListener('change', restyle);
      scheme.removeEventListener('change', noteGround);
      sizes.disconnect();
      cy.destroy();
    },
  };
}

/** Measures texts in the font of the drawing. */
export function createMeasure(): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return (text) => text.length * LABEL_SIZE * 0.55;
  context.font = `600 ${LABEL_SIZE}px ${CANVAS_FONT}`;
  return (text) => context.measureText(text).width;
}

function light(node: NodeSingular, className: string): void {
  node.addClass(className);
  if (!node.hasClass('focus')) node.connectedEdges().not('.ring').addClass('lit');
}

function elementsOf({ nodes, edges }: Drawing): ElementDefinition[] {
  return [
    ...nodes.map(({ key, x, y, width, height, label, classes }) => ({
      group: 'nodes' as const,
      data: { id: key, width, height, label },
      position: { x, y },
      classes: [...classes],
    })),
    ...edges.map(({ key, source, target, classes, bend, label }) => ({
      group: 'edges' as const,
      data: {
        id: key,
        source,
        target,
        ...(bend && { weights: bend.weights.join(' '), distances: bend.distances.join(' ') }),
        ...(label !== undefined && { label }),
      },
      classes: [...classes],
    })),
  ];
}

/** Shows the whole drawing or, where names would become unreadable, as much of it as fits around the anchor. */
function fitDrawing(cy: Core, { anchor }: Drawing): void {
  const all = cy.elements();
  if (all.empty() || cy.width() === 0) return;
  const box = cy.nodes().boundingBox({});
  const fitting = Math.min(
    (cy.width() - 2 * FIT_PADDING) / box.w,
    (cy.height() - 2 * FIT_PADDING) / box.h,
    MOST_FIT_ZOOM,
  );
  cy.zoom(Math.max(fitting, LEAST_READABLE_ZOOM));
  if (fitting >= LEAST_READABLE_ZOOM || anchor === undefined) cy.center(all.nodes());
  else cy.center(cy.getElementById(anchor));
}

function bringIntoView(cy: Core, node: NodeSingular): void {
  const { x1, x2, y1, y2 } = node.renderedBoundingBox({});
  const shift = (low: number, high: number, most: number) =>
    low < 0 ? FIT_PADDING - low : high > most ? most - FIT_PADDING - high : 0;
  cy.panBy({ x: shift(x1, x2, cy.width()), y: shift(y1, y2, cy.height()) });
}

/** The box to which an arrow key leads: the nearest one on that side, straying across counting double. */
function nearest(
  { nodes }: Drawing,
  from: { readonly x: number; readonly y: number },
  dx: number,
  dy: number,
  except: string,
): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const { key, x, y, target } of nodes) {
    if (target === undefined || key === except) continue;
    const along = (x - from.x) * dx + (y - from.y) * dy;
    const across = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
    if (along < 1) continue;
    const cost = along + 2 * across;
    if (cost < least) [best, least] = [key, cost];
  }
  return best;
}
