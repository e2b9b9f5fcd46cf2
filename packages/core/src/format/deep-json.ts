import { escapeJson } from './json.js';

/** Objects and lists further in than this are written without white space, else indents would outweigh the data. */
const INDENTED_LEVELS = 60;

interface Open {
  readonly entries: readonly (readonly [string, unknown])[];
  readonly close: string;
  next: number;
}

/**
 * The document as `formatJson` writes it, but without recursion, which `JSON.stringify` uses: for documents nested
 * thousands of levels deep. It takes plain objects, lists and JSON's own values. Cost: linear in the document.
 */
export function formatDeepJson(document: object): string {
  const pieces: string[] = [];
  const open: Open[] = [];
  const begin = (value: unknown) => {
    if (typeof value !== 'object' || value === null) {
      pieces.push(JSON.stringify(value));
      return;
    }
    const isList = Array.isArray(value);
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([key, entry]) => [isList ? '' : `${JSON.stringify(key)}:`, entry] as const);
    const [start, close] = isList ? ['[', ']'] : ['{', '}'];
    if (entries.length === 0) pieces.push(`${start}${close}`);
    else {
      pieces.push(start);
      open.push({ entries, close, next: 0 });
    }
  };
  const newLine = (level: number) => (level > INDENTED_LEVELS ? '' : `\n${'  '.repeat(level)}`);
  begin(document);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const entry = top.entries[top.next++];
    const inner = open.length > INDENTED_LEVELS ? '' : newLine(open.length);
    if (entry === undefined) {
      open.pop();
      pieces.push(inner === '' ? '' : newLine(open.length), top.close);
      continue;
    }
    const [key, value] = entry;
    const space = key === '' || inner === '' ? '' : ' ';
    pieces.push(top.next > 1 ? ',' : '', inner, key, space);
    begin(value);
  }
  return `${escapeJson(pieces.join(''))}\n`;
}
