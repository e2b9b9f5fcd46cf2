import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { countOf, formatCount } from '../data/text.js';
import { type Beyond, EDGES, type Edge, NOTHING_BEYOND } from '../draw/beyond.js';
import { type Canvas, openCanvas } from '../draw/canvas.js';
import { describeBox, describeMarks } from '../draw/describe-marks.js';
import type { Drawing, DrawnTarget } from '../draw/drawing.js';
import type { Step } from '../draw/walk-drawing.js';
import { useStore } from '../state/store-context.js';
import { Icon } from '../ui/icon.js';
import { ProcedureName } from '../ui/procedure-name.js';
import { usePrinting } from '../ui/use-printing.js';

/** The element that holds the keyboard focus while the drawing is walked. */
export const CANVAS_ID = 'canvas';
/** A change of the width by less than this only fits the drawing, a larger one draws it anew. */
const REDRAW_FROM = 48;

const NOTHING: Drawing = { nodes: [], edges: [] };

interface GraphCanvasProps {
  readonly label: string;
  /** Makes the drawing for the room there is. */
  readonly draw: (room: { readonly width: number }) => Drawing;
  /** The procedure to frame. */
  readonly chosen: number | undefined;
  /** What a screen reader says of the framed procedure. */
  readonly announce: (node: number) => string;
  /** Stands below the drawing that it is about. */
  readonly legend: (drawn: Drawing) => ComponentChildren;
  readonly onChoose: (target: DrawnTarget) => void;
  readonly onOpen: (target: DrawnTarget) => void;
  /** What was chosen is not drawn any more; where absent, that is said below the drawing. */
  readonly onUndrawn?: () => void;
}

const ARROWS: ReadonlyMap<string, Step> = new Map([
  ['ArrowLeft', { dx: -1, dy: 0 }],
  ['ArrowRight', { dx: 1, dy: 0 }],
  ['ArrowUp', { dx: 0, dy: -1 }],
  ['ArrowDown', { dx: 0, dy: 1 }],
]);

/** A drawing that can be panned, zoomed and walked by arrow keys. A new `draw` draws anew. */
export function GraphCanvas({
  label,
  draw,
  chosen,
  announce,
  legend,
  onChoose,
  onOpen,
  onUndrawn,
}: GraphCanvasProps) {
  const store = useStore();
  const container = useRef<HTMLDivElement>(null);
  const canvas = useRef<Canvas>(undefined);
  const handlers = useRef({ onChoose, onOpen });
  handlers.current = { onChoose, onOpen };
  const drawnWidth = useRef(0);
  const [version, setVersion] = useState(0);
  const [drawn, setDrawn] = useState<Drawing>(NOTHING);
  const [beyond, setBeyond] = useState(NOTHING_BEYOND);
  /** The tile that the arrow keys have reached. */
  const [reached, setReached] = useState('');

  useLayoutEffect(() => {
    if (container.current === null) return;
    const opened = openCanvas(container.current, {
      onChoose: (target) => {
        setReached('');
        handlers.current.onChoose(target);
      },
      onReach: (_, text) => setReached(text.replaceAll('\n', ', ')),
      onOpen: (target) => handlers.current.onOpen(target),
      onView: (next) => setBeyond((before) => (isSame(before, next) ? before : next)),
    });
    canvas.current = opened;
    store.canvas.value = opened;
    const sizes = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      // Paper gets the drawing of the screen.
      if (matchMedia('print').matches) return;
      if (Math.abs(width - drawnWidth.current) >= REDRAW_FROM) setVersion((before) => before + 1);
    });
    sizes.observe(container.current);
    return () => {
      sizes.disconnect();
      if (store.canvas.peek() === opened) store.canvas.value = undefined;
      opened.destroy();
    };
  }, []);

  useLayoutEffect(() => {
    const { current } = container;
    if (current === null) return;
    drawnWidth.current = current.clientWidth;
    const drawing = draw({ width: current.clientWidth });
    canvas.current?.show(drawing);
    current.dataset['nodes'] = String(drawing.nodes.length);
    current.dataset['edges'] = String(drawing.edges.length);
    setDrawn(drawing);
    setReached('');
  }, [draw, version]);

  // With the rendering, not some time after it: an arrow key in between would be taken back.
  useLayoutEffect(() => {
    canvas.current?.choose(chosen);
    if (canvas.current && !isDrawn(canvas.current.drawing, chosen)) onUndrawn?.();
  }, [chosen, draw, version]);

  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = ARROWS.get(event.key);
    const target = canvas.current?.chosenTarget();
    if (arrow) canvas.current?.step(arrow);
    else if (event.key === 'Enter' && target) onOpen(target);
    else if (event.key === '+' || event.key === '=') canvas.current?.zoomBy(1.2);
    else if (event.key === '-') canvas.current?.zoomBy(1 / 1.2);
    else return;
    event.preventDefault();
  };

  const hiddenCalls = drawn.hiddenCalls ?? 0;
  const said = chosen === undefined ? '' : sayChosen(drawn, chosen, announce(chosen));
  return (
    <>
      <div class="canvas-frame">
        <div
          ref={container}
          id={CANVAS_ID}
          class="canvas"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk the drawing.
          tabIndex={0}
          role="application"
          aria-label={[label, describeMarks(drawn)].filter(Boolean).join(' ')}
          data-testid="canvas"
          onKeyDown={onKeyDown}
        />
        <p class="unseen" aria-live="polite">
          {reached !== '' ? `${reached}, Enter` : said}
        </p>
        <PrintedDrawing canvas={canvas.current} drawn={drawn} title={label} />
        {EDGES.map((edge) => (
          <BeyondEdge
            key={edge}
            edge={edge}
            count={beyond[edge]}
            onPan={() => canvas.current?.panTowards(edge)}
            onGone={() => container.current?.focus()}
          />
        ))}
      </div>
      <div class="canvas-foot">
        <div class="canvas-words">
          {hiddenCalls > 0 && (
            <p class="calls-not-drawn" data-testid="calls-not-drawn">
              {countOf(hiddenCalls, 'more call')} between these boxes not drawn
            </p>
          )}
          {chosen !== undefined && onUndrawn === undefined && !isDrawn(drawn, chosen) && (
            <p class="calls-not-drawn" data-testid="not-in-drawing">
              <ProcedureName procedure={store.graph.procedures[chosen]!} />, which the details are about, is
              not in this drawing
            </p>
          )}
          {legend(drawn)}
        </div>
        <div class="canvas-tools">
          <button
            type="button"
            aria-label="Zoom in"
            title="Zoom in"
            onClick={() => canvas.current?.zoomBy(1.25)}
          >
            <Icon name="plus" />
          </button>
          <button
            type="button"
            aria-label="Zoom out"
            title="Zoom out"
            onClick={() => canvas.current?.zoomBy(0.8)}
          >
            <Icon name="minus" />
          </button>
          <button
            type="button"
            aria-label="Fit to view"
            title="Fit to view"
            onClick={() => canvas.current?.fit()}
          >
            <Icon name="fit" />
          </button>
        </div>
      </div>
    </>
  );
}

interface PrintedDrawingProps {
  readonly canvas: Canvas | undefined;
  readonly drawn: Drawing;
  readonly title: string;
}

/** The whole drawing for paper, also where the reader has moved or zoomed the canvas. */
function PrintedDrawing({ canvas, drawn, title }: PrintedDrawingProps) {
  const isPrinting = usePrinting();
  const svg = useMemo(() => (isPrinting ? canvas?.toSvg(title) : undefined), [isPrinting, canvas, drawn]);
  if (svg === undefined) return null;
  const inline = svg.slice(svg.indexOf('<svg'));
  // Inert: names are escaped in it, as in the file that is saved.
  return <div class="printed-drawing" aria-hidden="true" dangerouslySetInnerHTML={{ __html: inline }} />;
}

function isDrawn({ nodes }: Drawing, node: number | undefined): boolean {
  return node === undefined || nodes.some(({ target }) => target?.kind !== 'column' && target?.node === node);
}

const ARROW_SIGNS: Readonly<Record<Edge, string>> = { left: '←', right: '→', top: '↑', bottom: '↓' };

interface BeyondEdgeProps {
  readonly edge: Edge;
  readonly count: number;
  readonly onPan: () => void;
  /** The button had the focus and has nothing left to show. */
  readonly onGone: () => void;
}

/** Says at an edge of the canvas how many boxes lie beyond it, and leads there. */
function BeyondEdge({ edge, count, onPan, onGone }: BeyondEdgeProps) {
  const hasFocus = useRef(false);
  useLayoutEffect(() => {
    if (count === 0 && hasFocus.current) onGone();
    hasFocus.current = count > 0 && hasFocus.current;
  }, [count === 0]);
  if (count === 0) return null;
  const where = { left: 'on the left', right: 'on the right', top: 'above', bottom: 'below' }[edge];
  const label = `${countOf(count, 'more box', 'more boxes')} ${where}: pan there`;
  return (
    <button
      type="button"
      class={`beyond beyond-${edge}`}
      aria-label={label}
      title={label}
      data-testid={`beyond-${edge}`}
      onFocus={() => {
        hasFocus.current = true;
      }}
      onBlur={(event) => {
        // Leaving the page with it is no blur by the reader.
        if (event.relatedTarget !== null) hasFocus.current = false;
      }}
      onClick={onPan}
    >
      {ARROW_SIGNS[edge]} {formatCount(count)}
    </button>
  );
}

function isSame(a: Beyond, b: Beyond): boolean {
  return EDGES.every((edge) => a[edge] === b[edge]);
}

/** "Take Order chosen, added since 2026-10-01" */
function sayChosen(drawn: Drawing, node: number, name: string): string {
  const marks = describeBox(drawn, ({ target }) => target?.kind !== 'column' && target?.node === node);
  return `${name} chosen${marks === '' ? '' : `, ${marks}`}`;
}

/** Draws only when one of the values changes. */
export function useDrawing(
  draw: (room: { readonly width: number }) => Drawing,
  values: readonly unknown[],
): (room: { readonly width: number }) => Drawing {
  return useMemo(() => draw, [...values]);
}
