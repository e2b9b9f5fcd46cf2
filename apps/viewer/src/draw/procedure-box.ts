import { callKinds, isAmbiguousCall, type ProcedureGraph } from '@klarify-graph/core';
import type { ChangeMarks } from '../data/change-marks.js';
import { kindOf } from '../data/procedure-kind.js';
import { displayName } from '../data/text.js';
import { CHANGE_CLASSES } from './change-classes.js';
import type { DrawnEdge, DrawnNode } from './drawing.js';
import { fitLabel, type MeasureText } from './label.js';

export const BOX_HEIGHT = 44;
const LABEL_PADDING = 11;
const LINE_HEIGHT = 15.5;

interface BoxOptions {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height?: number;
  readonly inCycle: boolean;
  readonly marks?: ChangeMarks | undefined;
  readonly extraClasses?: readonly string[];
  readonly measure: MeasureText;
}

/** The box of a procedure, its name fitted into as many lines as its height has room for. */
export function procedureBox(graph: ProcedureGraph, node: number, options: BoxOptions): DrawnNode {
  const { key, x, y, width, height = BOX_HEIGHT, inCycle, extraClasses = [], measure } = options;
  const procedure = graph.procedures[node]!;
  const change = options.marks?.changeOf(node);
  const room = width - 2 * LABEL_PADDING;
  const lines = linesIn(height) - (procedure.missing ? 1 : 0);
  const name = fitLabel(displayName(procedure), room, lines, measure);
  return {
    key,
    x,
    y,
    width,
    height,
    label: procedure.missing ? `${name}\nmissing` : name,
    classes: [
      'procedure',
      `kind-${kindOf(procedure)}`,
      ...(procedure.missing ? ['missing'] : []),
      ...(inCycle ? ['in-cycle'] : []),
      ...(change === undefined ? [] : [CHANGE_CLASSES[change]]),
      ...extraClasses,
    ],
    target: { kind: 'procedure', node },
  };
}

/** How many lines of text a box has room for. */
export function linesIn(height: number): number {
  return Math.floor((height - 4) / LINE_HEIGHT);
}

/**
 * How a call is drawn: containment dashed, what only ambiguous references state dotted and marked, and so is what was
 * added.
 */
export function callLook(
  graph: ProcedureGraph,
  call: number,
  marks: ChangeMarks | undefined,
): Pick<DrawnEdge, 'classes' | 'label' | 'told'> {
  const ambiguous = isAmbiguousCall(graph, call);
  const added = marks?.isAddedCall(graph.calls.callers[call]!, graph.calls.callees[call]!) === true;
  const signs = [...(added ? ['+'] : []), ...(ambiguous ? ['?'] : [])];
  return {
    classes: [
      'call',
      ...(callKinds(graph, call).includes('called_from') ? [] : ['containment']),
      ...(ambiguous ? ['ambiguous'] : []),
      ...(added ? [CHANGE_CLASSES.addedCall] : []),
    ],
    ...(signs.length > 0 && { label: signs.join(' ') }),
    ...(added && { told: toldOf('added', marks, ambiguous) }),
  };
}

/** "added since", and below it the day. */
export function toldOf(
  what: 'added' | 'removed',
  { since }: Pick<ChangeMarks, 'since'>,
  ambiguous = false,
): string {
  return `${what} ${since.replace(' ', '\n')}${ambiguous ? ' ?' : ''}`;
}
