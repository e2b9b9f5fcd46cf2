import type { Picture, PictureCall } from '../report/picture.js';
import { labelText, shownName } from './escape.js';

/**
 * The picture as a Mermaid flowchart, callers left of callees: containment dashed, ambiguous dotted, cuts red and wide;
 * what was added, changed or removed says so.
 */
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
    ...nodes.map(({ procedure: { name, missing }, change }, position) => {
      const marks = [...(missing ? ['missing'] : []), ...(change === undefined ? [] : [change])];
      const label = `${mermaidLabel(name)}${marks.map((mark) => ` (${mark})`).join('')}`;
      return `  n${position}["${label}"]`;
    }),
    ...calls.map((call) => `  n${call.caller} ${arrow(call)} n${call.callee}`),
    ...classed(
      'target',
      MERMAID_TARGET,
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
    ...(['added', 'changed', 'removed'] as const).flatMap((name) =>
      classed(
        name,
        CHANGE_STYLES[name],
        where(({ change }) => change === name),
      ),
    ),
    ...linked('stroke-dasharray:8 4', marked(isContainment)),
    ...linked(
      'stroke:#15803d,stroke-width:2px',
      marked(({ change }) => change === 'added'),
    ),
    ...linked(
      'stroke:#b91c1c,stroke-dasharray:3 5',
      marked(({ change }) => change === 'removed'),
    ),
    ...linked(
      'stroke:#b91c1c,stroke-width:3px',
      marked(({ cut }) => cut),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** How Mermaid draws what was asked for. */
export const MERMAID_TARGET = 'fill:#fde68a,stroke:#92400e,stroke-width:2px,color:#111827';

const CHANGE_STYLES = {
  added: 'stroke:#15803d,stroke-width:2px',
  changed: 'stroke:#7e22ce,stroke-width:2px',
  removed: 'stroke:#b91c1c,stroke-dasharray:4 3',
} as const;

function arrow({ ambiguous, cut, change }: PictureCall): string {
  const words = [...(cut ? ['cut'] : []), ...(change === undefined ? [] : [change])];
  return `${ambiguous ? '-.->' : '-->'}${words.length === 0 ? '' : `|${words.join(' ')}|`}`;
}

/**
 * A name as the label of a Mermaid node, to stand between quotation marks: what could be Mermaid, Markdown, HTML or TeX in
 * it becomes an entity, so do marks of a list at its begin. Mermaid marks entities inside with U+FB02 ° and ¶ ß, and looks
 * for them once more when it has read ours, so something invisible keeps such a pair in a name apart. A whole line that
 * holds `direction LR` is a command to Mermaid, in quotation marks or not.
 */
export function mermaidLabel(text: string): string {
  return labelText(shownName(text))
    .replace(/(?<=\ufb02)(?=\u00b0)|(?<=\u00b6)(?=\u00df)/g, '\u2060')
    .replace(/["#&<>\\`$*_~|{}[\]%:;=^@]/g, entity)
    .replace(/^\s*(?:[-+]|\d+[.)])/, (mark) => mark.replace(/[-+.)]/, entity))
    .replace(/d(?=irection\s)/g, entity);
}

function entity(character: string): string {
  return character === '"' ? '#quot;' : `#${character.charCodeAt(0)};`;
}
