import { distance } from 'fastest-levenshtein';
import { KlarifyGraphError } from '../errors.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import type { Procedure } from '../model/procedure.js';
import { compareByNameThenId, normaliseName, showControls } from '../model/text.js';

const SUGGESTIONS = 5;

/**
 * Finds the one procedure that a text means: by id (`id:123` forces that), else by exact name, else by normalised name,
 * else by a part of the normalised name that only one procedure has. Missing procedures are found like any other.
 *
 * @throws KlarifyGraphError `unknown-procedure` with up to five suggestions, or `ambiguous-procedure` with each
 * candidate's id, owner and url. Cost: O(V), and O(V) string distances for the suggestions.
 */
export function findProcedure(graph: ProcedureGraph, text: string): number {
  if (text.startsWith('id:')) {
    const node = graph.indexOf(text.slice(3));
    if (node === undefined) throw unknownProcedure(graph, text.slice(3), `the id "${text.slice(3)}"`);
    return node;
  }
  const byId = graph.indexOf(text);
  if (byId !== undefined) return byId;
  const wanted = normaliseName(text);
  const names = Array.from(graph.procedures.keys(), (node) => graph.nameOf(node));
  let normalised: readonly string[] | undefined;
  const normalisedName = (node: number) => {
    normalised ??= names.map(normaliseName);
    return normalised[node]!;
  };
  const stages: readonly ((name: string, node: number) => boolean)[] = [
    (name) => name === text,
    (_, node) => normalisedName(node) === wanted,
    (_, node) => wanted !== '' && normalisedName(node).includes(wanted),
  ];
  for (const matches of stages) {
    const found = names.flatMap((name, node) => (matches(name, node) ? [node] : []));
    if (found.length === 1) return found[0]!;
    if (found.length > 1) throw ambiguousProcedure(graph, text, found);
  }
  throw unknownProcedure(graph, text, `the id or name "${text}"`);
}

function ambiguousProcedure(
  graph: ProcedureGraph,
  text: string,
  nodes: readonly number[],
): KlarifyGraphError {
  const candidates = nodes.map((node) => graph.procedures[node]!).sort(compareByNameThenId);
  const lines = candidates.map(describeCandidate);
  return new KlarifyGraphError(
    'ambiguous-procedure',
    `"${showControls(text)}" could be any of ${candidates.length} procedures; name one by its id:\n${lines.join('\n')}`,
  );
}

function describeCandidate(procedure: Procedure): string {
  const about = [
    procedure.missing ? 'missing' : `owner: ${procedure.owner ?? 'none'}`,
    ...(procedure.url === null ? [] : [procedure.url]),
  ];
  return showControls(`  id:${procedure.id}  ${procedure.name}  (${about.join(', ')})`);
}

function unknownProcedure(graph: ProcedureGraph, text: string, what: string): KlarifyGraphError {
  const suggestions = closest(graph, text).map(({ id, name }) => showControls(`  ${name}  (id:${id})`));
  const hint =
    suggestions.length === 0
      ? '`klarify-graph list` shows what there is.'
      : `Did you mean:\n${suggestions.join('\n')}`;
  return new KlarifyGraphError('unknown-procedure', `No procedure has ${showControls(what)}. ${hint}`);
}

/** The procedures whose names or ids are nearest to the text; those too far off to be meant are left out. */
function closest(graph: ProcedureGraph, text: string): readonly Procedure[] {
  const wanted = normaliseName(text);
  return graph.procedures
    .map((procedure) => ({ procedure, score: farness(procedure, wanted) }))
    .filter(({ score }) => score <= 0.6)
    .sort((a, b) => a.score - b.score || compareByNameThenId(a.procedure, b.procedure))
    .slice(0, SUGGESTIONS)
    .map(({ procedure }) => procedure);
}

/** 0 for the same text, 1 for texts without anything in common; sharing whole words brings names near. */
function farness({ id, name }: Procedure, wanted: string): number {
  const normalised = normaliseName(name);
  const byLetters = Math.min(
    relativeDistance(normalised, wanted),
    relativeDistance(id.toLowerCase(), wanted),
  );
  const words = wanted.split(' ').filter((word) => word.length > 2);
  const shared = words.filter((word) => normalised.includes(word)).length;
  const byWords = words.length === 0 || shared === 0 ? 1 : 1 - (0.4 + (0.4 * shared) / words.length);
  return Math.min(byLetters, byWords);
}

function relativeDistance(a: string, b: string): number {
  return distance(a, b) / Math.max(a.length, b.length, 1);
}
