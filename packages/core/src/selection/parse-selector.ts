import { KlarifyGraphError } from '../errors.js';

export const SELECTOR_FIELDS = ['id', 'name', 'owner', 'performer', 'lane', 'status', 'type'] as const;
export type SelectorField = (typeof SELECTOR_FIELDS)[number];

/** One term of a selector: what it matches, and how far it reaches out from there. */
export interface SelectorTerm {
  /** `null` for a bare procedure. */
  readonly field: SelectorField | null;
  readonly value: string;
  /** Steps towards the callers to add; `Infinity` for all. */
  readonly callers: number;
  /** Steps towards the callees to add; `Infinity` for all. */
  readonly callees: number;
}

/** Terms that must all hold. */
export type Selector = readonly SelectorTerm[];

/**
 * Parses a selector such as `type:PROCESS_MODEL,lane:Sales`, `+"Credit, Check"` or `2+id:12+1`.
 *
 * A value that begins with a quotation mark is quoted to the next one, `""` in between standing for one of them: what
 * is quoted ends neither at a comma nor at a `+`. Further on in a value two quotation marks quote where a comma stands
 * between them; others are characters like any other, so that `Step "Check"` is the name it seems to be.
 *
 * @throws KlarifyGraphError `invalid-selector` that points at the character.
 */
export function parseSelector(text: string): Selector {
  const terms: SelectorTerm[] = [];
  for (let at = 0; at <= text.length; ) {
    const { term, end } = parseTerm(text, at);
    terms.push(term);
    at = end + 1;
  }
  return terms;
}

const LEADING = /(\d*)\+/y;
const FIELD = new RegExp(`(${SELECTOR_FIELDS.join('|')}):`, 'y');
const TRAILING = /\+(\d*)$/;

function parseTerm(text: string, start: number): { readonly term: SelectorTerm; readonly end: number } {
  let at = skipSpace(text, start);
  if (at === text.length || text[at] === ',') throw invalidSelector(text, start, 'a term is missing here');
  const leading = matchAt(LEADING, text, at);
  at += leading?.[0].length ?? 0;
  const field = matchAt(FIELD, text, at);
  at += field?.[0].length ?? 0;
  const { quoted, open, end, isQuoted } = readValue(text, at);
  const trailing = TRAILING.exec(open);
  const value = `${quoted}${trailing === null ? open : open.slice(0, trailing.index).trimEnd()}`;
  const name = SELECTOR_FIELDS.find((known) => known === field?.[1]) ?? null;
  if (value === '' && !isQuoted) {
    if (name === null) throw invalidSelector(text, at, 'a procedure or a term is missing beside this "+"');
    throw invalidSelector(text, at, `"${name}:" needs a value; ${name}:"" stands for none`);
  }
  return { term: { field: name, value, callers: steps(leading), callees: steps(trailing) }, end };
}

/** A value up to the comma that ends it: up to the end of its last quotation, and what is open behind that. */
interface RawValue {
  readonly quoted: string;
  readonly open: string;
  readonly end: number;
  readonly isQuoted: boolean;
}

function readValue(text: string, start: number): RawValue {
  const first = skipSpace(text, start);
  let at = text[first] === '"' ? first : start;
  let quoted = '';
  let open = '';
  let isQuoted = false;
  for (; at < text.length && text[at] !== ','; at++) {
    const quotation = text[at] === '"' ? quotationAt(text, at, at === first) : null;
    if (quotation === null) {
      open += text[at];
      continue;
    }
    quoted += `${open}${quotation.value}`;
    open = '';
    isQuoted = true;
    at = quotation.end;
  }
  return { quoted, open: isQuoted ? open.trimEnd() : open.trim(), end: at, isQuoted };
}

/** The quotation that begins here; `null` where the quotation mark is a character like any other. */
function quotationAt(
  text: string,
  start: number,
  isFirst: boolean,
): { readonly value: string; readonly end: number } | null {
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== '"') {
      value += text[at];
    } else if (isFirst && text[at + 1] === '"') {
      value += text[at++];
    } else {
      return isFirst || value.includes(',') ? { value, end: at } : null;
    }
  }
  if (isFirst) throw invalidSelector(text, start, 'this quotation mark is not closed');
  return null;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at++;
  return at;
}

function steps(match: RegExpExecArray | null): number {
  if (match === null) return 0;
  return match[1] === '' ? Number.POSITIVE_INFINITY : Number(match[1]);
}

function invalidSelector(text: string, at: number, what: string): KlarifyGraphError {
  // One character for each, so that the pointer stays below the place it means.
  const shown = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
  return new KlarifyGraphError(
    'invalid-selector',
    `The selector is wrong at character ${at + 1}: ${what}.\n  ${shown}\n  ${' '.repeat(at)}^`,
  );
}
