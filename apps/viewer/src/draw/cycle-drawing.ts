import type { Cycle, ProcedureGraph } from '@klarify-graph/core';
import type { ChangeMarks } from '../data/change-marks.js';
import { countOf } from '../data/text.js';
import { orderMembers } from './cycle-order.js';
import { type Drawing, type DrawnEdge, type DrawnNode, sinceOf } from './drawing.js';
import type { MeasureText } from './label.js';
import { callLook, procedureBox } from './procedure-box.js';
import { ringPoints } from './ring.js';

/** Cycles of at most so many procedures are drawn whole, larger ones by their shortest loop. */
export const MOST_DRAWN_WHOLE = 10;
/** More members than this make a ring that nobody reads; the rest becomes one tile. */
const MOST_MEMBERS = 28;
const BOX_WIDTH = 176;

/** True when the drawing shows every member of the cycle and every call between them. */
export function isDrawnWhole(cycle: Cycle): boolean {
  return cycle.nodes.length <= MOST_DRAWN_WHOLE;
}

/**
 * Draws a cycle as a ring. Drawn whole, its calls run clockwise but for those to cut, which run back; of a large cycle
 * only the shortest loop is drawn, clockwise in call order.
 */
export function drawCycle(
  graph: ProcedureGraph,
  cycle: Cycle,
  measure: MeasureText,
  marks?: ChangeMarks,
): Drawing {
  const members = isDrawnWhole(cycle) ? orderMembers(graph, cycle) : cycle.shortest;
  const shown = members.length > MOST_MEMBERS ? members.slice(0, MOST_MEMBERS - 1) : members;
  const hidden = members.length - shown.length;
  const points = ringPoints(shown.length + (hidden > 0 ? 1 : 0));
  const nodes: DrawnNode[] = shown.map((node, index) =>
    procedureBox(graph, node, {
      key: keyOf(node),
      ...points[index]!,
      width: BOX_WIDTH,
      inCycle: false,
      measure,
      marks,
    }),
  );
  if (hidden > 0) {
    const label = `+${countOf(hidden, 'more procedure')}`;
    nodes.push({
      key: 'more',
      ...points[shown.length]!,
      width: BOX_WIDTH,
      height: 34,
      label,
      classes: ['gap'],
    });
  }
  const edges = [...memberCalls(graph, cycle, shown, marks), ...gapEdges(shown, hidden > 0)];
  return { nodes, edges, ...sinceOf(marks, nodes, edges) };
}

function keyOf(node: number): string {
  return `member:${node}`;
}

/** The calls between the members shown: all of them when drawn whole, else those of the loop. */
function memberCalls(
  graph: ProcedureGraph,
  cycle: Cycle,
  shown: readonly number[],
  marks: ChangeMarks | undefined,
): DrawnEdge[] {
  const { shortest } = cycle;
  const next = new Map(shortest.map((node, index) => [node, shortest[(index + 1) % shortest.length]]));
  const cut = new Set(cycle.cut.map(({ caller, callee }) => `${caller}>${callee}`));
  const isShown = new Set(shown);
  const whole = isDrawnWhole(cycle);
  const { offsets, targets, calls } = graph.callees;
  const edges: DrawnEdge[] = [];
  for (const caller of shown) {
    for (let slot = offsets[caller]!; slot < offsets[caller + 1]!; slot++) {
      const callee = targets[slot]!;
      const isOfLoop = next.get(caller) === callee;
      if (!isShown.has(callee) || !(whole || isOfLoop)) continue;
      const look = callLook(graph, calls[slot]!, marks);
      const isCut = cut.has(`${caller}>${callee}`);
      edges.push({
        ...look,
        key: `${caller}>${callee}`,
        source: keyOf(caller),
        target: keyOf(callee),
        classes: [
          ...look.classes,
          ...(isOfLoop ? ['ring'] : []),
          ...(caller === callee ? ['self'] : []),
          ...(isCut ? ['cut'] : []),
        ],
        ...(isCut && {
          label: `${look.told === undefined ? '' : '+ '}cut here`,
          ...(look.told !== undefined && { told: `cut here\n${look.told}` }),
        }),
      });
    }
  }
  return edges;
}

function gapEdges(shown: readonly number[], hasGap: boolean): DrawnEdge[] {
  const [first, last] = [shown[0], shown.at(-1)];
  if (!hasGap || first === undefined || last === undefined) return [];
  return [
    { key: 'into-gap', source: keyOf(last), target: 'more', classes: ['call', 'unknown'] },
    { key: 'out-of-gap', source: 'more', target: keyOf(first), classes: ['call', 'unknown'] },
  ];
}
