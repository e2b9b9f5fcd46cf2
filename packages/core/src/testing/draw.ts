import { buildGraph } from '../graph/build-graph.js';
import { callKinds, isAmbiguousCall, type ProcedureGraph } from '../graph/procedure-graph.js';
import type { Source, Subject } from '../report/source.js';

/** Fields of a record, by the name it is drawn with; they come over the drawn ones. */
export type Details = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A raw API record as a test builds it. */
export type DrawnRecord = Readonly<Record<string, unknown>>;

interface Step {
  readonly caller: string;
  readonly callee: string;
  readonly field: 'called_from' | 'called_within';
}

/**
 * Draws raw API records: `a -> b -> c; d ~> b; e; (x) -> c`.
 *
 * `->` is a call (`called_from`), `~>` is containment (`called_within`), a lone name has no calls, a name in brackets
 * is not in the list. What is drawn is the id and, unless the details say otherwise, the name; records stand in the
 * order in which they are first drawn, and references carry id and name, as in dialect B.
 */
export function draw(picture: string, details: Details = {}): readonly DrawnRecord[] {
  const listed = new Set<string>();
  const steps: Step[] = [];
  for (const chain of picture.split(';')) {
    const tokens = chain
      .split(/\s+/)
      .map((token) => token.trim())
      .filter((token) => token !== '');
    for (const [at, token] of tokens.entries()) {
      if (at % 2 === 0) {
        if (!token.startsWith('(')) listed.add(token);
        continue;
      }
      if (token !== '->' && token !== '~>') throw new Error(`The picture has "${token}" for an arrow.`);
      steps.push({
        caller: bare(tokens[at - 1] ?? ''),
        callee: bare(tokens[at + 1] ?? ''),
        field: token === '->' ? 'called_from' : 'called_within',
      });
    }
  }
  const nameOf = (id: string) => details[id]?.['name'] ?? id;
  const references = (id: string, field: Step['field']) =>
    steps
      .filter((step) => step.callee === id && step.field === field)
      .map(({ caller }) => ({ id: caller, name: nameOf(caller) }));
  return [...listed].map((id) => ({
    id,
    name: id,
    called_from: references(id, 'called_from'),
    called_within: references(id, 'called_within'),
    ...details[id],
  }));
}

function bare(token: string): string {
  return token.replace(/^\(|\)$/g, '');
}

/** The graph of a picture; see {@link draw}. */
export function graphOf(picture: string, details: Details = {}): ProcedureGraph {
  return buildGraph(draw(picture, details));
}

/**
 * The calls of a graph as they would be drawn, by id: `a -> b`, `a ~> b` for containment, `a ≈> b` for both, with
 * `?` behind where only ambiguous references state the call.
 */
export function callsOf(graph: ProcedureGraph): readonly string[] {
  return Array.from(graph.calls.callers, (caller, call) => {
    const kinds = callKinds(graph, call);
    const arrow = kinds.length === 2 ? '≈>' : kinds[0] === 'called_from' ? '->' : '~>';
    const callee = graph.calls.callees[call]!;
    return `${idOf(graph, caller)} ${arrow} ${idOf(graph, callee)}${isAmbiguousCall(graph, call) ? ' ?' : ''}`;
  });
}

export function idOf(graph: ProcedureGraph, node: number): string {
  return graph.procedures[node]!.id;
}

export function idsOf(graph: ProcedureGraph, nodes: Iterable<number>): readonly string[] {
  return Array.from(nodes, (node) => idOf(graph, node));
}

/** The number of the procedure with this id, which must be there. */
export function nodeOf(graph: ProcedureGraph, id: string): number {
  const node = graph.indexOf(id);
  if (node === undefined) throw new Error(`The graph has no procedure ${id}.`);
  return node;
}

/** Code, procedure and the order of the diagnostics, without their wording. */
export function diagnosticsOf(graph: {
  readonly diagnostics: ProcedureGraph['diagnostics'];
}): readonly string[] {
  return graph.diagnostics.map(({ code, procedureId }) => `${code} ${procedureId ?? '-'}`);
}

/** A graph with a source, ready to be reported on. */
export function subjectOf(graph: ProcedureGraph, source: Partial<Source> = {}): Subject {
  return {
    graph,
    source: {
      kind: 'snapshot',
      fetchedAt: '2026-01-01T00:00:00.000Z',
      complete: true,
      procedures: graph.listed,
      ...source,
    },
  };
}
