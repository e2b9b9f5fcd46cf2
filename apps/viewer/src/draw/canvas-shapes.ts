import type { Core, EdgeSingular, NodeSingular } from 'cytoscape';
import type { ProcedureKind } from '../data/procedure-kind.js';
import { BOX_SIGNS } from './box-signs.js';
import { KINDS } from './canvas-style.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a drawn element says, and how. */
export interface ShapeText {
  readonly lines: readonly string[];
  readonly size: number;
  readonly weight: string;
  readonly color: string;
}

/** A box as it is drawn at this moment; `x`, `y` is its middle. */
export interface BoxShape extends Point {
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly fill: string | undefined;
  /** What stands at its left edge. */
  readonly kind: ProcedureKind | undefined;
  readonly border: { readonly width: number; readonly color: string; readonly style: string };
  readonly opacity: number;
  readonly text: ShapeText;
  /** The names of its signs. */
  readonly signs: readonly string[];
  /** The widths of the first lines of its text, which are struck through. */
  readonly struck: readonly number[];
}

/** A call as it is drawn: `through` are control points of a curve, or the corners of a line with `isPolyline`. */
export interface LineShape {
  readonly from: Point;
  readonly to: Point;
  readonly through: readonly Point[];
  readonly isPolyline: boolean;
  readonly width: number;
  readonly color: string;
  readonly dash: readonly number[];
  readonly opacity: number;
  readonly label: (ShapeText & Point) | undefined;
}

/** Everything that stands on the canvas, in its own coordinates, with the colours of the theme. */
export interface CanvasShapes {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly BoxShape[];
  readonly lines: readonly LineShape[];
}

/** Reads what is drawn, whatever of it is in sight. */
export function readShapes(cy: Core): CanvasShapes {
  const { x1, y1, w, h } = cy.elements().boundingBox({});
  return {
    left: x1,
    top: y1,
    width: w,
    height: h,
    boxes: cy.nodes().map(readBox),
    lines: cy.edges().map(readLine),
  };
}

function readBox(node: NodeSingular): BoxShape {
  const hasFill = node.numericStyle('background-opacity') > 0;
  return {
    ...node.position(),
    width: node.numericStyle('width'),
    height: node.numericStyle('height'),
    radius: Number.parseFloat(node.style('corner-radius')),
    fill: hasFill ? node.style('background-color') : undefined,
    kind: node.hasClass('missing') ? undefined : KINDS.find((kind) => node.hasClass(`kind-${kind}`)),
    border: {
      width: node.numericStyle('border-width'),
      color: node.style('border-color'),
      style: node.style('border-style'),
    },
    opacity: node.numericStyle('opacity'),
    text: readText(node, node.data('label')),
    signs: BOX_SIGNS.flatMap(({ name }) => (node.hasClass(name) ? name : [])),
    struck: node.data('struck') ?? [],
  };
}

function readLine(edge: EdgeSingular): LineShape {
  const corners = edge.segmentPoints();
  const label = edge.style('label');
  return {
    from: edge.sourceEndpoint(),
    to: edge.targetEndpoint(),
    through: corners ?? edge.controlPoints() ?? [],
    isPolyline: corners !== undefined,
    width: edge.numericStyle('width'),
    color: edge.style('line-color'),
    dash: readDash(edge),
    opacity: edge.numericStyle('opacity'),
    label: label === '' ? undefined : { ...readText(edge, label), ...edge.midpoint() },
  };
}

function readDash(edge: EdgeSingular): readonly number[] {
  const style = edge.style('line-style');
  if (style === 'dotted') return [2, 3];
  if (style !== 'dashed') return [];
  return (String(edge.style('line-dash-pattern')).match(/[\d.]+/g) ?? []).map(Number);
}

function readText(element: NodeSingular | EdgeSingular, label: string): ShapeText {
  return {
    lines: label.split('\n'),
    size: element.numericStyle('font-size'),
    weight: element.style('font-weight'),
    color: element.style('color'),
  };
}
