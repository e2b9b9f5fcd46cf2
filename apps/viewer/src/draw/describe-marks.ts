import { countOf } from '../data/text.js';
import { CHANGE_CLASSES } from './change-classes.js';
import type { Drawing, DrawnNode } from './drawing.js';

const { added, changed, addedCall, removedCall, ghost } = CHANGE_CLASSES;

/** What a drawing marks as changed since the earlier snapshot, in figures. */
export interface MarkCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly addedCalls: number;
  readonly removedCalls: number;
}

/** Counts the marks; a procedure drawn twice counts once. */
export function countMarks({ nodes, edges }: Drawing): MarkCounts {
  const of = (name: string) =>
    new Set(
      nodes.flatMap(({ key, classes, target }) =>
        classes.includes(name) ? (target?.kind === 'procedure' ? target.node : key) : [],
      ),
    ).size;
  const calls = (name: string) => edges.filter(({ classes }) => classes.includes(name)).length;
  return {
    added: of(added),
    changed: of(changed),
    removed: nodes.filter(
      ({ target }) => target?.kind === 'ghost' && target.node === undefined && !target.procedure.missing,
    ).length,
    addedCalls: calls(addedCall),
    removedCalls: calls(removedCall),
  };
}

/** The marks of a whole drawing in words; empty where nothing is marked. */
export function describeMarks(drawing: Drawing): string {
  if (drawing.since === undefined) return '';
  const counts = countMarks(drawing);
  const words = [
    ...(counts.added > 0 ? [countOf(counts.added, 'procedure added', 'procedures added')] : []),
    ...(counts.changed > 0 ? [countOf(counts.changed, 'changed', 'changed')] : []),
    ...(counts.removed > 0 ? [countOf(counts.removed, 'removed', 'removed')] : []),
    ...(counts.addedCalls > 0 ? [countOf(counts.addedCalls, 'call added', 'calls added')] : []),
    ...(counts.removedCalls > 0 ? [countOf(counts.removedCalls, 'call removed', 'calls removed')] : []),
  ];
  return `Marked ${drawing.since}: ${words.join(', ')}.`;
}

/** The marks of a box and of the calls at it: "added since 2026-10-01, 2 of its calls added". */
export function describeBox(drawing: Drawing, isIt: (node: DrawnNode) => boolean): string {
  if (drawing.since === undefined) return '';
  const boxes = drawing.nodes.filter(isIt);
  const has = (name: string) => boxes.some(({ classes }) => classes.includes(name));
  const keys = new Set(boxes.map(({ key }) => key));
  const calls = (name: string) =>
    drawing.edges.filter(
      ({ source, target, classes }) => classes.includes(name) && (keys.has(source) || keys.has(target)),
    ).length;
  const words = [
    ...(has(added) ? ['added'] : []),
    ...(has(changed) ? ['changed'] : []),
    ...(calls(addedCall) > 0 ? [countOf(calls(addedCall), 'call added', 'calls added')] : []),
    ...(calls(removedCall) > 0 && !has(ghost)
      ? [countOf(calls(removedCall), 'call removed', 'calls removed')]
      : []),
  ];
  return words.length === 0 ? '' : `${words.join(', ')} ${drawing.since}`;
}
