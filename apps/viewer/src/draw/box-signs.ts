import type { StylesheetJson } from 'cytoscape';
import { CHANGE_CLASSES, CHANGE_SIGNS } from './change-classes.js';
import { CYCLE_ARROWS } from './cycle-sign.js';

type Color = (name: string) => string;

const SIZE = 18;
/** How far a sign stands out of its corner. */
const OUT = 8;

interface BoxSign {
  /** The class of the boxes that bear it. */
  readonly name: string;
  readonly color: string;
  readonly path: string;
  readonly corner: 'left' | 'right';
}

/** The signs at the upper corners of boxes: a disc with lines in a square of 24, a colour and a shape for each. */
export const BOX_SIGNS: readonly BoxSign[] = [
  { name: 'in-cycle', color: 'warning', path: CYCLE_ARROWS, corner: 'right' },
  { name: CHANGE_CLASSES.added, color: 'added', path: CHANGE_SIGNS.added, corner: 'left' },
  { name: CHANGE_CLASSES.changed, color: 'changed', path: CHANGE_SIGNS.changed, corner: 'left' },
];

/** The style of each sign and of each two that may stand at one box. */
export function signStyles(color: Color): StylesheetJson {
  const right = BOX_SIGNS.filter(({ corner }) => corner === 'right');
  const left = BOX_SIGNS.filter(({ corner }) => corner === 'left');
  const sets = [
    ...BOX_SIGNS.map((sign) => [sign]),
    ...right.flatMap((one) => left.map((other) => [one, other])),
  ];
  return sets.map((signs) => ({
    selector: `node${signs.map(({ name }) => `.${name}`).join('')}`,
    style: {
      'background-image': signs.map((sign) => picture(sign, color)),
      'background-clip': all(signs, 'none'),
      'background-image-containment': all(signs, 'over'),
      'background-width': all(signs, `${SIZE}px`),
      'background-height': all(signs, `${SIZE}px`),
      'background-position-x': signs.map(({ corner }) => (corner === 'right' ? '100%' : '0%')),
      'background-position-y': all(signs, '0%'),
      'background-offset-x': signs.map(({ corner }) => `${corner === 'right' ? OUT : -OUT}px`),
      'background-offset-y': all(signs, `${-OUT}px`),
      'bounds-expansion': [10],
    },
  })) as unknown as StylesheetJson;
}

/** The style of a box that stands for what is gone: its name is struck through. */
export function ghostStyles(color: Color): StylesheetJson {
  return [
    {
      selector: `node.${CHANGE_CLASSES.ghost}`,
      style: {
        'background-opacity': 0,
        'border-style': 'dashed',
        'border-color': color('danger'),
        'border-width': 1.25,
        color: color('muted'),
        'background-image': (node) => strike(node.data('struck'), node.data(), color('danger')),
        'background-width': '100%',
        'background-height': '100%',
        'background-image-opacity': 1,
      },
    },
  ];
}

function all<Value>(signs: readonly BoxSign[], value: Value): readonly Value[] {
  return signs.map(() => value);
}

function picture({ color, path }: BoxSign, colors: Color): string {
  const [stroke, fill] = [colors(color), colors('surface')];
  return asUrl(
    `<svg xmlns="http://www.w3.org/2000/svg" width="36" height="36" viewBox="0 0 24 24" fill="none" stroke="${stroke}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><circle cx="12" cy="12" r="10.5" fill="${fill}" stroke-width="1.5"/><path d="${path}"/></svg>`,
  );
}

/** Lines through the first lines of a label that stands in the middle of its box. */
function strike(
  widths: readonly number[],
  { width, height, label }: { readonly width: number; readonly height: number; readonly label: string },
  stroke: string,
): string {
  const lines = strikeLines(widths, label.split('\n').length).map(
    ({ half, y }) =>
      `<path d="M${width / 2 - half} ${height / 2 + y}h${2 * half}" stroke="${stroke}" stroke-width="1.2"/>`,
  );
  return asUrl(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * 2}" height="${height * 2}" viewBox="0 0 ${width} ${height}">${lines.join('')}</svg>`,
  );
}

const LINE = 12.5 * 1.22;

/** Where the lines through a text run, from its middle: half their length and their height. */
export function strikeLines(
  widths: readonly number[],
  lines: number,
): readonly { readonly half: number; readonly y: number }[] {
  return widths.map((width, row) => ({ half: width / 2 + 2, y: (row - (lines - 1) / 2) * LINE }));
}

function asUrl(svg: string): string {
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}
