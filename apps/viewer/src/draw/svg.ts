import type { BoxShape, CanvasShapes, LineShape, Point, ShapeText } from './canvas-shapes.js';
import { CYCLE_ARROWS } from './cycle-sign.js';

const MARGIN = 24;
const LINE_HEIGHT = 1.22;
/** How far below the middle of a line of text its baseline is, in heights of the text. */
const BASELINE = 0.35;
const ARROW_LENGTH = 7.4;
const ARROW_HALF = 3.7;
const STRIPE = 0.026;

export interface SvgOptions {
  readonly title: string;
  readonly font: string;
  readonly background: string;
  /** The colours of the sign that stands at a box in a cycle. */
  readonly sign: { readonly stroke: string; readonly fill: string };
}

/**
 * The drawing as a picture made of vectors, as it stands on the canvas. Names are texts, whatever they hold; what XML
 * cannot hold becomes U+FFFD.
 */
export function formatSvg(shapes: CanvasShapes, { title, font, background, sign }: SvgOptions): string {
  const [x, y] = [Math.floor(shapes.left - MARGIN), Math.floor(shapes.top - MARGIN)];
  const [width, height] = [Math.ceil(shapes.width + 2 * MARGIN), Math.ceil(shapes.height + 2 * MARGIN)];
  const stripes = [...new Set(shapes.boxes.map(stripeOf).filter((stripe) => stripe !== undefined))];
  const gradientOf = new Map(stripes.map((stripe, index) => [stripe, `stripe${index}`]));
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}" font-family="${escapeXml(font)}">`,
    `<title>${escapeXml(title)}</title>`,
    '<defs>',
    ...[...gradientOf].map(([stripe, id]) => gradient(stripe, id)),
    '</defs>',
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${background}"/>`,
    ...shapes.lines.map((line) => drawLine(line, background)),
    ...shapes.boxes.map((box) => drawBox(box, gradientOf, sign)),
    '</svg>',
  ].join('\n')}\n`;
}

/** Stripe and fill, which make a gradient of their own. */
function stripeOf({ stripe, fill }: BoxShape): string | undefined {
  return stripe === undefined || fill === undefined ? undefined : `${stripe}|${fill}`;
}

function gradient(stripe: string, id: string): string {
  const [color, fill] = stripe.split('|');
  const stop = (offset: number, at: string | undefined) =>
    `<stop offset="${offset}" stop-color="${at ?? ''}"/>`;
  return `<linearGradient id="${id}">${stop(0, color)}${stop(STRIPE, color)}${stop(STRIPE, fill)}${stop(1, fill)}</linearGradient>`;
}

function drawBox(box: BoxShape, gradients: ReadonlyMap<string, string>, sign: SvgOptions['sign']): string {
  const { x, y, width, height, radius, border, opacity } = box;
  const stripe = stripeOf(box);
  const fill = stripe === undefined ? (box.fill ?? 'none') : `url(#${gradients.get(stripe)})`;
  const [left, top] = [x - width / 2, y - height / 2];
  const place = `x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" rx="${Math.min(radius, height / 2)}"`;
  const stroke =
    border.width === 0
      ? ''
      : ` stroke="${border.color}" stroke-width="${border.width}"${border.style === 'dashed' ? ' stroke-dasharray="4 2"' : ''}`;
  return [
    `<g${opacity < 1 ? ` opacity="${round(opacity)}"` : ''}>`,
    ...(fill === 'none' && stroke === '' ? [] : [`<rect ${place} fill="${fill}"${stroke}/>`]),
    ...(border.style === 'double'
      ? [`<rect ${place} fill="none" stroke="${box.fill ?? 'none'}" stroke-width="${border.width / 3}"/>`]
      : []),
    drawText(box.text, box),
    ...(box.isInCycle ? [drawCycleSign({ x: left + width - 1, y: top + 1 }, sign)] : []),
    '</g>',
  ].join('');
}

/** The sign at the upper right corner of a box: two arrows in a ring, 18 wide. */
function drawCycleSign({ x, y }: Point, { stroke, fill }: SvgOptions['sign']): string {
  return `<g transform="translate(${round(x - 9)} ${round(y - 9)}) scale(0.75)" fill="none" stroke="${stroke}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><circle cx="12" cy="12" r="10.5" fill="${fill}" stroke-width="1.5"/><path d="${CYCLE_ARROWS}"/></g>`;
}

function drawLine(line: LineShape, background: string): string {
  const { from, to, through, isPolyline, width, color, dash, opacity, label } = line;
  const before = through.at(-1) ?? from;
  const length = Math.hypot(to.x - before.x, to.y - before.y) || 1;
  const along = { x: (to.x - before.x) / length, y: (to.y - before.y) / length };
  const neck = { x: to.x - along.x * ARROW_LENGTH, y: to.y - along.y * ARROW_LENGTH };
  const wing = (side: 1 | -1) => ({
    x: neck.x - side * along.y * ARROW_HALF,
    y: neck.y + side * along.x * ARROW_HALF,
  });
  const path =
    isPolyline || through.length === 0 ? polyline(from, through, neck) : curve(from, through, neck);
  const dashed = dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
  return [
    `<g${opacity < 1 ? ` opacity="${round(opacity)}"` : ''}>`,
    `<path d="${path}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linejoin="round"${dashed}/>`,
    `<path d="M${at(to)}L${at(wing(1))}L${at(wing(-1))}Z" fill="${color}"/>`,
    ...(label === undefined ? [] : [drawLabel(label, background)]),
    '</g>',
  ].join('');
}

function polyline(from: Point, through: readonly Point[], to: Point): string {
  return `M${at(from)}${[...through, to].map((point) => `L${at(point)}`).join('')}`;
}

/** Quadratic curves that meet half-way between the control points, as cytoscape draws them. */
function curve(from: Point, through: readonly Point[], to: Point): string {
  const parts = through.map((control, index) => {
    const next = through[index + 1];
    const end = next === undefined ? to : { x: (control.x + next.x) / 2, y: (control.y + next.y) / 2 };
    return `Q${at(control)} ${at(end)}`;
  });
  return `M${at(from)}${parts.join('')}`;
}

function drawLabel(label: ShapeText & Point, background: string): string {
  const width = Math.max(...label.lines.map((line) => line.length)) * label.size * 0.62 + 6;
  const height = label.size + 6;
  return `<rect x="${round(label.x - width / 2)}" y="${round(label.y - height / 2)}" width="${round(width)}" height="${height}" fill="${background}"/>${drawText(label, label)}`;
}

function drawText({ lines, size, weight, color }: ShapeText, { x, y }: Point): string {
  const first = y - ((lines.length - 1) / 2) * size * LINE_HEIGHT + size * BASELINE;
  const texts = lines.map(
    (line, index) =>
      `<text x="${round(x)}" y="${round(first + index * size * LINE_HEIGHT)}">${escapeXml(line)}</text>`,
  );
  return `<g font-size="${size}" font-weight="${weight}" fill="${color}" text-anchor="middle">${texts.join('')}</g>`;
}

const at = ({ x, y }: Point) => `${round(x)} ${round(y)}`;
const round = (value: number) => Math.round(value * 100) / 100;

function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu, '\ufffd')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
