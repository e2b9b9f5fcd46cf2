import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { walkFrom } from '../graph/walk.js';
import type { Procedure } from '../model/procedure.js';
import { compareByNameThenId, normaliseName } from '../model/text.js';
import { findProcedure } from './find-procedure.js';
import { parseSelector, type Selector, type SelectorField, type SelectorTerm } from './parse-selector.js';

export interface SelectOptions {
  /** Selectors whose procedures are taken out again. */
  readonly exclude?: readonly string[];
}

/**
 * Selects procedures: within a selector every term must hold, several selectors are a union, `exclude` subtracts.
 * Without any selector everything is selected. Missing procedures are selected like any other. The result is sorted by
 * name, then id.
 *
 * @throws KlarifyGraphError `invalid-selector`, or for a bare procedure `unknown-procedure` and `ambiguous-procedure`.
 * Cost: O(V) a term, O(V + E) for a term with `+`.
 */
export function selectProcedures(
  graph: ProcedureGraph,
  selectors: readonly string[],
  options: SelectOptions = {},
): readonly number[] {
  const selected = union(graph, selectors);
  const excluded = union(graph, options.exclude ?? []);
  const nodes: number[] = [];
  for (let node = 0; node < graph.procedures.length; node++) {
    if ((selectors.length === 0 || selected[node] === 1) && excluded[node] !== 1) nodes.push(node);
  }
  return nodes.sort((a, b) => compareByNameThenId(graph.procedures[a]!, graph.procedures[b]!));
}

function union(graph: ProcedureGraph, selectors: readonly string[]): Uint8Array {
  const result = new Uint8Array(graph.procedures.length);
  for (const text of selectors) {
    const matched = matchSelector(graph, parseSelector(text));
    for (let node = 0; node < result.length; node++) result[node]! |= matched[node]!;
  }
  return result;
}

function matchSelector(graph: ProcedureGraph, selector: Selector): Uint8Array {
  const result = new Uint8Array(graph.procedures.length).fill(1);
  for (const term of selector) {
    const matched = matchTerm(graph, term);
    for (let node = 0; node < result.length; node++) result[node]! &= matched[node]!;
  }
  return result;
}

function matchTerm(graph: ProcedureGraph, term: SelectorTerm): Uint8Array {
  const nodes =
    term.field === null ? [findProcedure(graph, term.value)] : matchField(graph, term.field, term.value);
  const result = new Uint8Array(graph.procedures.length);
  for (const node of nodes) result[node] = 1;
  if (term.callers > 0)
    for (const node of walkFrom(graph.callers, nodes, term.callers).order) result[node] = 1;
  if (term.callees > 0)
    for (const node of walkFrom(graph.callees, nodes, term.callees).order) result[node] = 1;
  return result;
}

function matchField(graph: ProcedureGraph, field: SelectorField, value: string): readonly number[] {
  if (field === 'id') {
    const exact = matchNodes(graph, ({ id }) => [id], globPattern(value));
    if (exact.length > 0) return exact;
  }
  const pattern = globPattern(normaliseName(value));
  return matchNodes(graph, (procedure) => valuesOf(procedure, field).map(normaliseName), pattern);
}

function matchNodes(
  graph: ProcedureGraph,
  values: (procedure: Procedure) => readonly string[],
  matches: Glob,
): readonly number[] {
  return graph.procedures.flatMap((procedure, node) => (values(procedure).some(matches) ? [node] : []));
}

/** The values of a field; one empty value where there is none, so that `owner:""` finds the unowned. */
function valuesOf(procedure: Procedure, field: SelectorField): readonly string[] {
  switch (field) {
    case 'lane':
      return procedure.lanes.length === 0 ? [''] : procedure.lanes;
    case 'performer':
      return procedure.performers.length === 0 ? [''] : procedure.performers;
    default:
      return [procedure[field] ?? ''];
  }
}

/** A test for a glob on the whole text; an empty glob matches only none. */
type Glob = (text: string) => boolean;

/**
 * `*` is any text, `?` any one character. Linear where it matters: a `*` that has found its text is never tried anew, so
 * a text costs at most its length times the glob's.
 */
function globPattern(glob: string): Glob {
  const pattern = Array.from(glob);
  return (text) => {
    const characters = Array.from(text);
    let at = 0;
    let next = 0;
    let star = -1;
    let resume = 0;
    while (at < characters.length) {
      if (next < pattern.length && pattern[next] === '*') {
        star = next++;
        resume = at;
      } else if (next < pattern.length && (pattern[next] === '?' || pattern[next] === characters[at])) {
        next++;
        at++;
      } else if (star !== -1) {
        next = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (pattern[next] === '*') next++;
    return next === pattern.length;
  };
}
