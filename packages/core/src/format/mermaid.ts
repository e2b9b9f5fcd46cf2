import type { Picture, PictureCall } from '../report/picture.js';
import { labelText, shownName } from './escape.js';

/** The picture as a Mermaid flowchart, callers left of callees: containment dashed, ambiguous dotted, cuts red and wide. */
export function formatMermaid({ nodes, calls }: Picture): string {
  const marked = (mark: (call: PictureCall) => boolean) =>
    calls.flatMap((call, position) => (mark(call) ? [position] : []));
  const isContainment = ({ kinds, ambiguous }: PictureCall) => !ambiguous && !kinds.includes('called_from');
  const classed = (name: string, style: string, positions: readonly number[]) =>
    positions.length === 0
      ? []
      : [`  classDef ${name} ${style}`, `  class ${positions.map((at) => `n${at}`).join(',')} ${name}`];
  const linked = (style: string, positions: readonly number[]) =>
    positions.length === 0 ? [] : [`  linkStyle ${positions.join(',')} ${style}`];
  const where = (isOne: (node: (typeof nodes)[number]) => boolean) =>
    nodes.flatMap((node, position) => (isOne(node) ? [position] : []));
  const lines = [
    'flowchart LR',
    ...nodes.map(({ procedure: { name, missing } }, position) => {
      const label = `${escapeMermaid(shownName(name))}${missing ? ' (missing)' : ''}`;
      return `  n${position}["${label}"]`;
    }),
    ...calls.map((call) => `  n${call.caller} ${arrow(call)} n${call.callee}`),
    ...classed(
      'target',
      'fill:#fde68a,stroke:#92400e,stroke-width:2px,color:#111827',
      where(({ role }) => role === 'target'),
    ),
    ...classed(
      'mustPass',
      'fill:#dbeafe,stroke:#1e40af,stroke-width:2px,color:#111827',
      where(({ role }) => role === 'mustPass'),
    ),
    ...classed(
      'missing',
      'stroke-dasharray:4 3',
      where(({ procedure }) => procedure.missing),
    ),
    ...linked('stroke-dasharray:8 4', marked(isContainment)),
    ...linked(
      'stroke:#b91c1c,stroke-width:3px',
      marked(({ cut }) => cut),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function arrow({ ambiguous, cut }: PictureCall): string {
  return `${ambiguous ? '-.->' : '-->'}${cut ? '|cut|' : ''}`;
}

/**
 * A label as Mermaid shows it: what could be Mermaid, Markdown, HTML or TeX in it becomes an entity, so do marks of a
 * list at its begin, and U+FB02 and ¶, with which Mermaid marks entities inside.
 */
function escapeMermaid(text: string): string {
  return labelText(text)
    .replace(/["#&<>\\`$*_~|{}[\]%:;=^@\u00b6\ufb02]/g, entity)
    .replace(/^\s*(?:[-+]|\d+[.)])/, (mark) => mark.replace(/[-+.)]/, entity));
}

function entity(character: string): string {
  return character === '"' ? '#quot;' : `#${character.charCodeAt(0)};`;
}
