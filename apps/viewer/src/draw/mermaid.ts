import {
  callAttributes,
  findCall,
  formatMermaid,
  type PictureCall,
  type PictureNode,
  type ProcedureGraph,
  summarise,
} from '@klarify-graph/core';
import type { Drawing } from './drawing.js';

/**
 * What is drawn as a Mermaid flowchart: each procedure once, the calls that are drawn, and as comments what the drawing
 * only counts.
 */
export function drawingAsMermaid(graph: ProcedureGraph, { nodes, edges }: Drawing): string {
  const positions = new Map<number, number>();
  const pictured: PictureNode[] = [];
  const nodeOf = new Map<string, number>();
  const counted: string[] = [];
  for (const { key, label, target, classes } of nodes) {
    if (target?.kind === 'procedure') {
      nodeOf.set(key, target.node);
      if (positions.has(target.node)) continue;
      positions.set(target.node, pictured.length);
      const role = classes.includes('focus') ? 'target' : classes.includes('must-pass') ? 'mustPass' : null;
      pictured.push({ procedure: summarise(graph.procedures[target.node]!), role });
    } else if (label.startsWith('+')) counted.push(label);
  }
  const calls: PictureCall[] = [];
  const drawn = new Set<number>();
  for (const { source, target, classes } of edges) {
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
    });
  }
  calls.sort((a, b) => a.caller - b.caller || a.callee - b.callee);
  const notes = counted.map((label) => `  %% not drawn: ${label.slice(1)}\n`);
  return formatMermaid({ nodes: pictured, calls }) + notes.join('');
}
