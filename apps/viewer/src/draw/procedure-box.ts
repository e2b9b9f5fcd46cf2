import { callKinds, isAmbiguousCall, type ProcedureGraph } from '@klarify-graph/core';
import { kindOf } from '../data/procedure-kind.js';
import { displayName } from '../data/text.js';
import type { DrawnNode } from './drawing.js';
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
  readonly extraClasses?: readonly string[];
  readonly measure: MeasureText;
}

/** The box of a procedure, its name fitted into as many lines as its height has room for. */
export function procedureBox(graph: ProcedureGraph, node: number, options: BoxOptions): DrawnNode {
  const { key, x, y, width, height = BOX_HEIGHT, inCycle, extraClasses = [], measure } = options;
  const procedure = graph.procedures[node]!;
  const room = width - 2 * LABEL_PADDING;
  const lines = Math.floor((height - 4) / LINE_HEIGHT) - (procedure.missing ? 1 : 0);
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
      ...extraClasses,
    ],
    target: { kind: 'procedure', node },
  };
}

/** How a call is drawn: containment dashed, what only ambiguous references state dotted and marked. */
export function callClasses(graph: ProcedureGraph, call: number): readonly string[] {
  return [
    'call',
    ...(callKinds(graph, call).includes('called_from') ? [] : ['containment']),
    ...(isAmbiguousCall(graph, call) ? ['ambiguous'] : []),
  ];
}
