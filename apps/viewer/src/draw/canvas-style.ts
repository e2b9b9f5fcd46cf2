import type { StylesheetJson } from 'cytoscape';
import type { ProcedureKind } from '../data/procedure-kind.js';
import { ghostStyles, signStyles } from './box-signs.js';
import { CHANGE_CLASSES } from './change-classes.js';

/** The font of the drawing, which the labels are measured in too. */
export const CANVAS_FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Open Sans", sans-serif';
export const LABEL_SIZE = 12.5;

export const KINDS: readonly ProcedureKind[] = ['process', 'subprocess', 'task', 'instructions', 'other'];

/** Reads the colours that the page has at this moment by the names of its tokens. */
export function readColors(page: Element): (name: string) => string {
  const properties = getComputedStyle(page);
  return (name) => properties.getPropertyValue(`--${name}`).trim();
}

/** The style of the drawing, in the colours that the page has at this moment. */
export function canvasStyle(page: Element): StylesheetJson {
  const color = readColors(page);
  const accent = color('accent');
  return [
    {
      selector: 'node',
      style: {
        width: 'data(width)',
        height: 'data(height)',
        shape: 'round-rectangle',
        'corner-radius': '8px',
        label: 'data(label)',
        'font-family': CANVAS_FONT,
        'font-size': LABEL_SIZE,
        'min-zoomed-font-size': 6,
        'text-valign': 'center',
        'text-halign': 'center',
        'text-wrap': 'wrap',
        'text-max-width': '1000px',
        'line-height': 1.22,
        color: color('text'),
        'overlay-opacity': 0,
        'border-width': 1,
        'border-color': color('box-border'),
        'background-color': color('surface'),
      },
    },
    ...KINDS.map((kind) => kindStripe(kind, color)),
    ...signStyles(color),
    ...ghostStyles(color),
    {
      selector: 'node.missing',
      style: {
        'background-fill': 'solid',
        'background-color': color('page'),
        'border-style': 'dashed',
        'border-color': color('danger'),
        'border-width': 1.25,
        color: color('danger'),
      },
    },
    {
      selector: 'node.focus',
      style: { 'border-width': 2, 'border-color': accent, 'font-weight': 600, 'font-size': 13 },
    },
    {
      selector: 'node.more',
      style: {
        'background-color': color('accent-soft'),
        'border-width': 0,
        color: accent,
        'font-weight': 600,
        'font-size': 12,
        'corner-radius': '17px',
      },
    },
    {
      selector: 'node.gap',
      style: { 'background-opacity': 0, 'border-width': 0, color: color('muted'), 'font-size': 12 },
    },
    {
      selector: 'node.heading',
      style: {
        'background-opacity': 0,
        'border-width': 0,
        color: color('muted'),
        'font-weight': 600,
        'font-size': 12,
        events: 'no',
      },
    },
    { selector: 'node.pale', style: { opacity: 0.4 } },
    {
      selector: 'node.must-pass',
      style: { 'border-width': 3, 'border-style': 'double', 'border-color': accent },
    },
    { selector: 'node.chosen', style: { 'border-width': 2, 'border-color': accent } },
    { selector: 'node.more.chosen', style: { 'border-width': 2 } },
    { selector: 'node.pointed', style: { 'border-color': accent } },
    ...edgeStyles(color),
  ];
}

function edgeStyles(color: (name: string) => string): StylesheetJson {
  const [line, accent, danger, surface] = [color('line'), color('accent'), color('danger'), color('page')];
  const added = color('added');
  return [
    {
      selector: 'edge',
      style: {
        width: 1.4,
        'line-color': line,
        'target-arrow-color': line,
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.85,
        'curve-style': 'bezier',
        'overlay-opacity': 0,
        events: 'no',
        'font-family': CANVAS_FONT,
        'font-size': 11,
        'font-weight': 600,
        'text-background-color': surface,
        'text-background-opacity': 1,
        'text-background-padding': '3px',
        'text-wrap': 'wrap',
        'line-height': 1.15,
      },
    },
    { selector: 'edge[label]', style: { label: 'data(label)' } },
    {
      selector: 'edge[weights]',
      style: {
        'curve-style': 'unbundled-bezier',
        'edge-distances': 'node-position',
        'control-point-weights': 'data(weights)',
        'control-point-distances': 'data(distances)',
        'source-endpoint': '50% 0%',
        'target-endpoint': '-50% 0%',
      },
    },
    { selector: 'edge.bow', style: { 'target-endpoint': '50% 0%' } },
    { selector: 'edge.backward', style: { 'source-endpoint': '-50% 0%', 'target-endpoint': '50% 0%' } },
    {
      selector: 'edge.self',
      style: { 'loop-direction': '0deg', 'loop-sweep': '-60deg', 'control-point-step-size': 70 },
    },
    {
      selector: 'edge.wrap',
      style: { 'curve-style': 'round-taxi', 'taxi-direction': 'downward', 'taxi-turn': '50%' },
    },
    { selector: 'edge.secondary', style: { opacity: 0.35, width: 1.1 } },
    { selector: 'edge.containment', style: { 'line-style': 'dashed', 'line-dash-pattern': [6, 4] } },
    {
      selector: 'edge.ambiguous',
      style: { 'line-style': 'dotted', width: 2, color: color('warning') },
    },
    {
      selector: `edge.${CHANGE_CLASSES.addedCall}`,
      style: { width: 2.2, 'line-color': added, 'target-arrow-color': added, color: added, opacity: 1 },
    },
    {
      selector: `edge.${CHANGE_CLASSES.removedCall}`,
      style: {
        'line-style': 'dashed',
        'line-dash-pattern': [3, 5],
        'line-color': danger,
        'target-arrow-color': danger,
        color: danger,
      },
    },
    { selector: 'edge.ring', style: { width: 2, 'line-color': accent, 'target-arrow-color': accent } },
    {
      selector: 'edge.unknown',
      style: { 'line-style': 'dashed', 'line-color': line, 'target-arrow-color': line },
    },
    {
      selector: 'edge.cut',
      style: {
        width: 2.5,
        'line-style': 'dashed',
        'line-dash-pattern': [4, 5],
        'line-color': danger,
        'target-arrow-color': danger,
        color: danger,
      },
    },
    {
      selector: 'edge.lit',
      style: { opacity: 1, width: 2, 'line-color': accent, 'target-arrow-color': accent, 'z-index': 2 },
    },
    // Above the boxes, which are nearer to each other than the words are long.
    {
      selector: 'edge.lit[told]',
      style: { label: 'data(told)', 'z-compound-depth': 'top' },
    },
  ];
}

/** The stripes at the left edge of a box, in percent of its width: each kind has a number and a breadth of its own. */
export const STRIPES: Readonly<Record<ProcedureKind, readonly (readonly [from: number, to: number])[]>> = {
  process: [[0, 2.6]],
  subprocess: [
    [0, 1.6],
    [2.8, 4.4],
  ],
  task: [
    [0, 1.1],
    [2.1, 3.2],
    [4.2, 5.3],
  ],
  instructions: [[0, 5.3]],
  other: [[0, 1.1]],
};

function kindStripe(kind: ProcedureKind, color: (name: string) => string): StylesheetJson[number] {
  const [stripe, surface] = [color(`kind-${kind}`), color('surface')];
  const stops = STRIPES[kind].flatMap(([from, to], index) => [
    ...(index === 0 ? [] : [[surface, from] as const]),
    [stripe, from] as const,
    [stripe, to] as const,
    [surface, to] as const,
  ]);
  return {
    selector: `node.kind-${kind}`,
    style: {
      'background-fill': 'linear-gradient',
      'background-gradient-direction': 'to-right',
      'background-gradient-stop-colors': [...stops.map(([stop]) => stop), surface],
      'background-gradient-stop-positions': [...stops.map(([, place]) => `${place}%`), '100%'],
    },
  };
}
