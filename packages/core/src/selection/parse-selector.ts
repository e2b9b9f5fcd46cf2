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
 * @throws KlarifyGraphError `invalid-selector` that points at the character. Cost: linear in the text.
 */
export function parseSelector(text: string): Selector {
  return splitTerms(text).map(({ raw, start }) => parseTerm(text, raw, start));
}

interface RawTerm {
  readonly raw: string;
  readonly start: number;
}

function splitTerms(text: string): readonly RawTerm[] {
  const terms: RawTerm[] = [];
  let start = 0;
  let quoteAt = -1;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoteAt = quoteAt === -1 ? at : -1;
    else if (text[at] === ',' && quoteAt === -1) {
      terms.push({ raw: text.slice(start, at), start });
      start = at + 1;
    }
  }
  if (quoteAt !== -1) throw invalidSelector(text, quoteAt, 'this quotation mark is not closed');
  terms.push({ raw: text.slice(start), start });
  return terms;
}

function parseTerm(text: string, raw: string, start: number): SelectorTerm {
  const indent = raw.length - raw.trimStart().length;
  const term = raw.trim();
  if (term === '') throw invalidSelector(text, start, 'a term is missing here');
  const leading = /^(\d*)\+/.exec(term);
  const afterLeading = leading === null ? term : term.slice(leading[0].length);
  const trailing = /\+(\d*)$/.exec(afterLeading);
  const body = trailing === null ? afterLeading : afterLeading.slice(0, trailing.index);
  const at = start + indent + (leading?.[0].length ?? 0);
  if (body.trim() === '') throw invalidSelector(text, at, 'a procedure or a term is missing beside this "+"');
  return { ...parseBody(text, body, at), callers: steps(leading), callees: steps(trailing) };
}

function steps(match: RegExpExecArray | null): number {
  if (match === null) return 0;
  return match[1] === '' ? Number.POSITIVE_INFINITY : Number(match[1]);
}

function parseBody(text: string, body: string, at: number): Pick<SelectorTerm, 'field' | 'value'> {
  const colon = body.indexOf(':');
  const field = SELECTOR_FIELDS.find((name) => name === body.slice(0, colon));
  if (colon === -1 || field === undefined) return { field: null, value: unquote(body) };
  const value = body.slice(colon + 1);
  if (value.trim() === '') {
    throw invalidSelector(text, at + colon + 1, `"${field}:" needs a value; ${field}:"" stands for none`);
  }
  return { field, value: unquote(value) };
}

function unquote(text: string): string {
  return text.replaceAll('"', '');
}

function invalidSelector(text: string, at: number, what: string): KlarifyGraphError {
  // One character for each, so that the pointer stays below the place it means.
  const shown = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
  return new KlarifyGraphError(
    'invalid-selector',
    `The selector is wrong at character ${at + 1}: ${what}.\n  ${shown}\n  ${' '.repeat(at)}^`,
  );
}
