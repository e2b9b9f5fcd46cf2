import cytoscape, { type Core, type ElementDefinition, type NodeSingular } from 'cytoscape';
import { type Beyond, countBeyond, type Edge, shiftTowards } from './beyond.js';
import { readShapes } from './canvas-shapes.js';
import { CANVAS_FONT, canvasStyle, LABEL_SIZE, readColors } from './canvas-style.js';
import type { Drawing, DrawnNode, DrawnTarget } from './drawing.js';
import { bringIntoView, fitDrawing } from './fit.js';
import type { MeasureText } from './label.js';
import { paintPng } from './png.js';
import { formatSvg } from './svg.js';
import { glide } from './transition.js';
import { type Step, stepFrom } from './walk-drawing.js';

/** What the reader does on the canvas. */
export interface CanvasHandlers {
  /** A single click, or arriving at a procedure by arrow key. */
  onChoose(target: DrawnTarget): void;
  /** Arriving at a tile by arrow key. */
  onReach(target: DrawnTarget, label: string): void;
  /** A double click. */
  onOpen(target: DrawnTarget): void;
  /** Other boxes are in sight than before. */
  onView(beyond: Beyond): void;
}

export interface Canvas {
  show(drawing: Drawing): void;
  /** Frames the boxes of a procedure; `undefined` frames none. */
  choose(node: number | undefined): void;
  /** Moves the frame to the box that an arrow key leads to. */
  step(step: Step): void;
  chosenTarget(): DrawnTarget | undefined;
  fit(): void;
  zoomBy(factor: number): void;
  /** Pans so that boxes beyond an edge come into sight. */
  panTowards(edge: Edge): void;
  /** What is shown. */
  readonly drawing: Drawing;
  /** The whole drawing as a picture of vectors, or of pixels at double size. */
  toSvg(title: string): string;
  toPng(): Promise<Blob>;
  destroy(): void;
}

/** A line of text below the canvas takes less than this. */
const LINE_BELOW = 40;

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
  let endTransition = () => {};
  let lastTapped = '';

  function frame(keys: readonly string[]): void {
    framed = keys;
    cy.batch(() => {
      cy.elements('.chosen, .lit').removeClass('chosen lit');
      for (const key of keys) light(cy.getElementById(key), 'chosen');
    });
  }

  function keysOf(node: number): string[] {
    return [...targets].flatMap(([key, target]) =>
      target.kind !== 'column' && target.node === node ? key : [],
    );
  }

  cy.on('tap', 'node', ({ target }) => {
    const key: string = target.id();
    const hit = targets.get(key);
    // The second click of a double click may meet what the first one has put there.
    setTimeout(() => {
      lastTapped = key;
    });
    if (hit) handlers.onChoose(hit);
  });
  cy.on('dbltap', 'node', ({ target }) => {
    const hit = targets.get(target.id());
    if (hit !== undefined && hit.kind !== 'column' && lastTapped === target.id()) handlers.onOpen(hit);
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
  const sight = () => ({ pan: cy.pan(), zoom: cy.zoom(), width: cy.width(), height: cy.height() });
  let told = 0;
  const tellView = () => {
    cancelAnimationFrame(told);
    told = requestAnimationFrame(() => {
      if (!cy.destroyed()) handlers.onView(countBeyond(drawing.nodes, sight()));
    });
  };
  cy.on('viewport', tellView);
  let keptView = false;
  const sizes = new ResizeObserver(() => {
    const [width, height] = [cy.width(), cy.height()];
    cy.resize();
    tellView();
    // A line more below the drawing is no reason to leave the place that the reader moved it to.
    if (keptView && cy.width() === width && Math.abs(cy.height() - height) < LINE_BELOW) return;
    fitDrawing(cy, drawing);
  });
  sizes.observe(container);

  return {
    show(next) {
      endTransition();
      const keepsView = next.scene !== undefined && next.scene === drawing.scene;
      const stood = renderedPlaces(cy);
      const starts = keepsView ? new Map() : matchPlaces(drawing, next, stood);
      const place = keepsView ? drawing.nodes.find(({ key }) => key === framed[0]) : undefined;
      drawing = next;
      targets = new Map(next.nodes.flatMap(({ key, target }) => (target ? [[key, target] as const] : [])));
      cy.batch(() => {
        cy.elements().remove();
        cy.add(elementsOf(next));
      });
      // Where a tile was activated, what it made room for is next.
      frame(place === undefined ? [] : [targets.has(place.key) ? place.key : boxAt(next, place)]);
      keptView = keepsView;
      if (!keepsView) fitDrawing(cy, next);
      tellView();
      if (starts.size === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
      container.dataset['moving'] = 'true';
      endTransition = glide(cy, starts, () => {
        endTransition = () => {};
        delete container.dataset['moving'];
      });
    },
    choose(node) {
      // A framed tile stays framed while no procedure is chosen, so does what stands for a procedure that is gone.
      const kind = targets.get(framed[0] ?? '')?.kind;
      if (node === undefined && (kind === 'column' || kind === 'ghost')) return;
      const keys = node === undefined ? [] : keysOf(node);
      frame(keys.sort((a, b) => Number(b === framed[0]) - Number(a === framed[0])));
    },
    step(step) {
      endTransition();
      const from = framed[0] ?? drawing.anchor ?? drawing.nodes[0]?.key ?? '';
      const key = stepFrom(drawing, from, step);
      const target = key === undefined ? undefined : targets.get(key);
      if (key === undefined || target === undefined) return;
      frame([key]);
      const box = cy.getElementById(key);
      bringIntoView(cy, box);
      if (target.kind === 'procedure') handlers.onChoose(target);
      else handlers.onReach(target, box.data('label'));
    },
    chosenTarget: () => targets.get(framed[0] ?? ''),
    fit: () => fitDrawing(cy, drawing),
    zoomBy(factor) {
      cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    },
    panTowards(edge) {
      const panBy = shiftTowards(drawing.nodes, sight(), edge);
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) cy.panBy(panBy);
      else cy.animate({ panBy, duration: 180, easing: 'ease-out' });
    },
    get drawing() {
      return drawing;
    },
    toSvg(title) {
      endTransition();
      const color = readColors(document.documentElement);
      return formatSvg(readShapes(cy), {
        title,
        font: CANVAS_FONT,
        background: color('page'),
        color,
      });
    },
    toPng() {
      endTransition();
      return paintPng(cy, readColors(document.documentElement)('page'));
    },
    destroy() {
      endTransition();
      cancelAnimationFrame(told);
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
    ...nodes.map(({ key, x, y, width, height, label, classes, struck }) => ({
      group: 'nodes' as const,
      data: { id: key, width, height, label, ...(struck && { struck }) },
      position: { x, y },
      classes: [...classes],
    })),
    ...edges.map(({ key, source, target, classes, bend, label, told }) => ({
      group: 'edges' as const,
      data: {
        id: key,
        source,
        target,
        ...(bend && { weights: bend.weights.join(' '), distances: bend.distances.join(' ') }),
        ...(label !== undefined && { label }),
        ...(told !== undefined && { told }),
      },
      classes: [...classes],
    })),
  ];
}

type Places = Map<string, { readonly x: number; readonly y: number }>;

function renderedPlaces(cy: Core): Places {
  return new Map(cy.nodes().map((node) => [node.id(), { ...node.renderedPosition() }]));
}

/**
 * Where on the screen each box of the next drawing stood in the one before: the same key of the same procedure first,
 * else any box of that procedure.
 */
function matchPlaces(before: Drawing, next: Drawing, stood: Places): Places {
  const placeOf = new Map<number, { readonly x: number; readonly y: number }>();
  for (const { key, target } of before.nodes) {
    const place = stood.get(key);
    if (target?.kind !== 'procedure' || place === undefined) continue;
    if (!placeOf.has(target.node)) placeOf.set(target.node, place);
  }
  return new Map(
    next.nodes.flatMap(({ key, target }) => {
      const place = target?.kind === 'procedure' ? placeOf.get(target.node) : undefined;
      return place === undefined ? [] : [[key, place] as const];
    }),
  );
}

function boxAt({ nodes, anchor = '' }: Drawing, { x, y }: DrawnNode): string {
  let best = anchor;
  let least = Number.POSITIVE_INFINITY;
  for (const box of nodes) {
    const away = Math.hypot(box.x - x, box.y - y);
    if (box.target !== undefined && away < least) [best, least] = [box.key, away];
  }
  return best;
}
