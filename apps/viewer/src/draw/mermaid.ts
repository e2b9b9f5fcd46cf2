import {
  callAttributes,
  findCall,
  formatMermaid,
  type PictureCall,
  type PictureNode,
  type ProcedureGraph,
  summarise,
} from '@klarify-graph/core';
import { CHANGE_CLASSES } from './change-classes.js';
import type { Drawing, DrawnNode } from './drawing.js';

/**
 * What is drawn as a Mermaid flowchart: each procedure once, the calls that are drawn, and as comments what the drawing
 * only counts. What differs from the earlier snapshot says so; what is gone has a node of its own.
 */
export function drawingAsMermaid(graph: ProcedureGraph, { nodes, edges }: Drawing): string {
  const positions = new Map<number, number>();
  const pictured: PictureNode[] = [];
  const nodeOf = new Map<string, number>();
  const ghosts = new Map<string, number>();
  const counted: string[] = [];
  for (const { key, label, target, classes } of nodes) {
    if (target?.kind === 'procedure') {
      nodeOf.set(key, target.node);
      if (positions.has(target.node)) continue;
      positions.set(target.node, pictured.length);
      const role = classes.includes('focus') ? 'target' : classes.includes('must-pass') ? 'mustPass' : null;
      const change = changeOf(classes);
      pictured.push({
        procedure: summarise(graph.procedures[target.node]!),
        role,
        ...(change && { change }),
      });
    } else if (target?.kind === 'ghost') {
      const drawn = target.node === undefined ? undefined : positions.get(target.node);
      ghosts.set(key, drawn ?? pictured.length);
      if (drawn !== undefined) continue;
      if (target.node !== undefined) positions.set(target.node, pictured.length);
      pictured.push({
        procedure: target.procedure,
        role: null,
        ...(target.node === undefined && !target.procedure.missing && { change: 'removed' }),
      });
    } else if (label.startsWith('+')) counted.push(label.replaceAll('\n', ', '));
  }
  const calls: PictureCall[] = [];
  const drawn = new Set<number>();
  for (const { source, target, classes } of edges) {
    if (ghosts.has(source) || ghosts.has(target)) {
      const [caller, callee] = [source, target].map(
        (key) => ghosts.get(key) ?? positions.get(nodeOf.get(key)!)!,
      );
      const attributes = { kinds: ['called_from'] as const, ambiguous: false, cut: false };
      calls.push({ caller: caller!, callee: callee!, ...attributes, change: 'removed' });
      continue;
    }
    const [caller, callee] = [nodeOf.get(source), nodeOf.get(target)];
    if (caller === undefined || callee === undefined) continue;
    const call = findCall(graph, caller, callee);
    if (call === undefined || drawn.has(call)) continue;
    drawn.add(call);
    calls.push({
      caller: positions.get(caller)!,
      callee: positions.get(callee)!,
      ...callAttributes(graph, call),
      cut: classes.includes('cut'),
      ...(classes.includes(CHANGE_CLASSES.addedCall) && { change: 'added' }),
    });
  }
  calls.sort((a, b) => a.caller - b.caller || a.callee - b.callee);
  const notes = counted.map((label) => `  %% not drawn: ${label.slice(1)}\n`);
  return formatMermaid({ nodes: pictured, calls }) + notes.join('');
}

function changeOf(classes: DrawnNode['classes']): 'added' | 'changed' | undefined {
  if (classes.includes(CHANGE_CLASSES.added)) return 'added';
  return classes.includes(CHANGE_CLASSES.changed) ? 'changed' : undefined;
}
