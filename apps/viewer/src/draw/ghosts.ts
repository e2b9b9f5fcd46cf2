import type { ChangeMarks, GoneCall } from '../data/change-marks.js';
import { countOf, displayName } from '../data/text.js';
import { CHANGE_CLASSES } from './change-classes.js';
import { type DrawnEdge, type DrawnNode, horizontalBend } from './drawing.js';
import type { Side } from './focus-columns.js';
import { fitLabel, type MeasureText } from './label.js';
import { linesIn, toldOf } from './procedure-box.js';

/** More than these stand in the details only, and are counted below the last. */
const MOST_GHOSTS = 6;
const PADDING = 11;
const MORE_HEIGHT = 24;

interface GhostPlace {
  readonly x: number;
  /** The upper edge of the first. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  readonly extraClasses: readonly string[];
  readonly measure: MeasureText;
}

/** The room that the ghosts of a side take, their gaps included. */
export function ghostRows(gone: readonly GoneCall[], side: Side): number {
  const count = gone.filter((call) => call.side === side).length;
  return Math.min(count, MOST_GHOSTS) + (count > MOST_GHOSTS ? 1 : 0);
}

/** The other ends of the calls that are gone on one side, below the column that they stood in. */
export function ghostBoxes(gone: readonly GoneCall[], side: Side, place: GhostPlace): readonly DrawnNode[] {
  const all = gone.filter((call) => call.side === side);
  const shown = all.slice(0, MOST_GHOSTS);
  const { x, top, width, height, gap, measure } = place;
  const boxes: DrawnNode[] = shown.map(({ procedure, node }, row) => {
    const name = fitLabel(displayName(procedure), width - 2 * PADDING, linesIn(height) - 1, measure);
    const lines = name.split('\n');
    return {
      key: `ghost:${side}:${procedure.id}`,
      x,
      y: top + row * (height + gap) + height / 2,
      width,
      height,
      label: `${name}\n${node === undefined && !procedure.missing ? 'removed' : 'call removed'}`,
      struck: lines.map((line) => Math.min(measure(line), width - 2 * PADDING)),
      classes: [CHANGE_CLASSES.ghost, ...place.extraClasses],
      target: { kind: 'ghost', procedure, node },
    };
  });
  const hidden = all.length - shown.length;
  if (hidden === 0) return boxes;
  const y = top + shown.length * (height + gap) + MORE_HEIGHT / 2;
  const label = `+${countOf(hidden, 'more removed', 'more removed')}`;
  return [
    ...boxes,
    { key: `more-ghosts:${side}`, x, y, width, height: MORE_HEIGHT, label, classes: ['gap'] },
  ];
}

/** The calls that are gone, between the middle and the ghosts. */
export function ghostCalls(
  ghosts: readonly DrawnNode[],
  focus: DrawnNode,
  marks: ChangeMarks,
): readonly DrawnEdge[] {
  return ghosts.flatMap((ghost) => {
    if (ghost.target?.kind !== 'ghost') return [];
    const [source, target] = ghost.x < focus.x ? [ghost, focus] : [focus, ghost];
    return {
      key: `gone:${source.key}>${target.key}`,
      source: source.key,
      target: target.key,
      classes: ['call', CHANGE_CLASSES.removedCall],
      bend: horizontalBend(source, target),
      label: '−',
      told: toldOf('removed', marks),
    };
  });
}
