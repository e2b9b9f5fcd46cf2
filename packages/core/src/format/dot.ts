import type { Picture, PictureCall, PictureNode } from '../report/picture.js';
import { labelText, linkable, shownName } from './escape.js';

/**
 * The picture in Graphviz' DOT language, callers left of callees. Own code rather than ts-graphviz, which takes a label
 * in angle brackets for HTML and leaves `\N` in a name to Graphviz.
 */
export function formatDot({ nodes, calls }: Picture): string {
  return [
    'digraph "klarify-graph" {',
    '  rankdir=LR;',
    '  node [shape=box, style="rounded,filled", fillcolor=white, fontname="Helvetica,Arial,sans-serif"];',
    ...nodes.map((node, position) => `  n${position} [${nodeAttributes(node)}];`),
    ...calls.map((call) => `  n${call.caller} -> n${call.callee}${callAttributes(call)};`),
    '}\n',
  ].join('\n');
}

function nodeAttributes({ procedure, role }: PictureNode): string {
  const { id, name, url, missing } = procedure;
  const href = linkable(url);
  return [
    `label=${quote(shownName(name) + (missing ? ' (missing)' : ''))}`,
    `tooltip=${quote(`id:${id}`)}`,
    ...(href === null ? [] : [`URL=${quote(href)}`]),
    ...(missing ? ['style="rounded,filled,dashed", fontcolor="#6b7280"'] : []),
    ...(role === 'target' ? ['fillcolor="#fde68a", penwidth=2'] : []),
    ...(role === 'mustPass' ? ['fillcolor="#dbeafe", penwidth=2'] : []),
  ].join(', ');
}

/** Containment dashed, ambiguous dotted, a call to cut red and wide. */
function callAttributes({ kinds, ambiguous, cut }: PictureCall): string {
  const style = ambiguous ? 'dotted' : kinds.includes('called_from') ? null : 'dashed';
  const attributes = [
    ...(style === null ? [] : [`style=${style}`]),
    ...(cut ? ['color="#b91c1c", fontcolor="#b91c1c", penwidth=3, label="cut"'] : []),
  ];
  return attributes.length === 0 ? '' : ` [${attributes.join(', ')}]`;
}

/** A quoted string that Graphviz shows as it is: its escapes, entities and HTML labels are not for names. */
function quote(text: string): string {
  const escaped = labelText(text).replace(/\\/g, '\\\\').replace(/"/g, '\\"');
  return `"${escaped.replace(/&(?=#?\w+;)/g, '&amp;')}"`;
}
