import type { ProcedureKind } from '../data/procedure-kind.js';
import { BOX_SIGNS, strikeLines } from './box-signs.js';
import type { BoxShape, CanvasShapes, LineShape, Point, ShapeText } from './canvas-shapes.js';
import { STRIPES } from './canvas-style.js';

const MARGIN = 24;
const LINE_HEIGHT = 1.22;
/** How far below the middle of a line of text its baseline is, in heights of the text. */
const BASELINE = 0.35;
const ARROW_LENGTH = 7.4;
const ARROW_HALF = 3.7;

export interface SvgOptions {
  readonly title: string;
  readonly font: string;
  readonly background: string;
  /** The colours by the names of the page's tokens. */
  readonly color: (name: string) => string;
}

/**
 * The drawing as a picture made of vectors, as it stands on the canvas. Names are texts, whatever they hold; what XML
 * cannot hold becomes U+FFFD.
 */
export function formatSvg(shapes: CanvasShapes, options: SvgOptions): string {
  const { title, font, background } = options;
  const [x, y] = [Math.floor(shapes.left - MARGIN), Math.floor(shapes.top - MARGIN)];
  const [width, height] = [Math.ceil(shapes.width + 2 * MARGIN), Math.ceil(shapes.height + 2 * MARGIN)];
  const striped = shapes.boxes.filter(({ kind }) => kind !== undefined);
  const clips = [...new Map(striped.map((box) => [clipOf(box), box])).values()];
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}" font-family="${escapeXml(font)}">`,
    `<title>${escapeXml(title)}</title>`,
    '<defs>',
    ...clips.map((box) => `<clipPath id="${clipOf(box)}"><rect ${outline(box)}/></clipPath>`),
    '</defs>',
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${background}"/>`,
    ...shapes.lines.map((line) => drawLine(line, background)),
    ...shapes.boxes.map((box) => drawBox(box, options)),
    '</svg>',
  ].join('\n')}\n`;
}

/** Boxes of one size share the shape that cuts their stripes. */
function clipOf({ width, height }: BoxShape): string {
  return `box${Math.round(width * 100)}x${Math.round(height * 100)}`;
}

/** A box around the origin. */
function outline({ width, height, radius }: BoxShape): string {
  const rounded = Math.min(radius, height / 2);
  return `x="${round(-width / 2)}" y="${round(-height / 2)}" width="${round(width)}" height="${round(height)}" rx="${rounded}"`;
}

function drawBox(box: BoxShape, { color }: SvgOptions): string {
  const { width, height, border, opacity, fill, kind } = box;
  const dash = border.style === 'dashed' ? ' stroke-dasharray="4 2"' : '';
  const frame = (strokeWidth: number, stroke: string) =>
    `<rect ${outline(box)} fill="none" stroke="${stroke}" stroke-width="${round(strokeWidth)}"${dash}/>`;
  return [
    `<g transform="translate(${at(box)})"${opacity < 1 ? ` opacity="${round(opacity)}"` : ''}>`,
    ...(fill === undefined ? [] : [`<rect ${outline(box)} fill="${fill}"/>`]),
    ...(kind === undefined ? [] : [drawStripe(box, kind, color(`kind-${kind}`))]),
    ...(border.width === 0 ? [] : [frame(border.width, border.color)]),
    ...(border.style === 'double' ? [frame(border.width / 3, fill ?? 'none')] : []),
    drawText(box.text, { x: 0, y: 0 }),
    ...strikeLines(box.struck, box.text.lines.length).map(
      ({ half, y }) =>
        `<path d="M${round(-half)} ${round(y)}h${round(2 * half)}" stroke="${border.color}" stroke-width="1.2"/>`,
    ),
    ...BOX_SIGNS.filter(({ name }) => box.signs.includes(name)).map((sign) =>
      drawSign(
        { x: (sign.corner === 'right' ? 1 : -1) * (width / 2 - 1), y: 1 - height / 2 },
        { path: sign.path, stroke: color(sign.color), fill: color('surface') },
      ),
    ),
    '</g>',
  ].join('');
}

function drawStripe(box: BoxShape, kind: ProcedureKind, color: string): string {
  const share = box.width / 100;
  const [y, height] = [round(-box.height / 2), round(box.height)];
  const parts = STRIPES[kind].map(
    ([from, to]) =>
      `<rect x="${round((from - 50) * share)}" y="${y}" width="${round((to - from) * share)}" height="${height}"/>`,
  );
  return `<g clip-path="url(#${clipOf(box)})" fill="${color}">${parts.join('')}</g>`;
}

interface SignLook {
  readonly path: string;
  readonly stroke: string;
  readonly fill: string;
}

/** A sign at an upper corner of a box: lines on a disc, 18 wide. */
function drawSign({ x, y }: Point, { path, stroke, fill }: SignLook): string {
  return `<g transform="translate(${round(x - 9)} ${round(y - 9)}) scale(0.75)" fill="none" stroke="${stroke}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><circle cx="12" cy="12" r="10.5" fill="${fill}" stroke-width="1.5"/><path d="${path}"/></g>`;
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
  const height = label.lines.length * label.size * LINE_HEIGHT + 4;
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
