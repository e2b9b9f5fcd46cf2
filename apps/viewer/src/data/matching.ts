import type { Cycle, ProcedureGraph } from '@klarify-graph/core';
import { FACETS, type FacetName, type Filter, filtersProcedures } from '../state/filter.js';
import { PROBLEMS, type Problems } from '../state/problems.js';
import { CHANGE_FLAGS, type Changes } from './changes.js';
import type { Field, ValueIndex } from './facets.js';

/** What filters look at. */
export interface Filtered {
  readonly graph: ProcedureGraph;
  readonly problems: Problems;
  readonly changes: Changes | undefined;
  valuesOf(field: Field): ValueIndex;
  /** The text to search of each node, in lower case and without accents. */
  texts(): readonly string[];
  fold(text: string): string;
}

/** Which nodes match; `undefined` where nothing is filtered and all do. */
export type Matches = Uint8Array | undefined;

/** Finds the procedures that match, by node. `except` leaves one facet out of account. Cost: O(V) for each facet in use. */
export function matchFilter(filtered: Filtered, filter: Filter, except?: FacetName): Matches {
  if (!filtersProcedures(filter)) return undefined;
  const matches = new Uint8Array(filtered.graph.procedures.length).fill(1);
  for (const facet of FACETS) {
    if (facet !== except && filter.values[facet].length > 0) keepValues(filtered, filter, facet, matches);
  }
  const needle = filtered.fold(filter.text.trim());
  if (needle === '') return matches;
  const texts = filtered.texts();
  for (let node = 0; node < matches.length; node++) {
    if (matches[node] === 1 && !texts[node]!.includes(needle)) matches[node] = 0;
  }
  return matches;
}

function keepValues(filtered: Filtered, filter: Filter, facet: FacetName, matches: Uint8Array): void {
  const wanted = filter.values[facet];
  if (facet === 'problem' || facet === 'change') {
    const { flags, known } = flagsIn(filtered, facet);
    const mask = known.reduce((found, { name, flag }) => (wanted.includes(name) ? found | flag : found), 0);
    for (let node = 0; node < matches.length; node++) {
      if (((flags?.[node] ?? 0) & mask) === 0) matches[node] = 0;
    }
    return;
  }
  const { keys, offsets, values } = filtered.valuesOf(facet);
  const isWanted = Uint8Array.from(keys, (key) => Number(wanted.includes(key)));
  for (let node = 0; node < matches.length; node++) {
    let found = 0;
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) found |= isWanted[values[slot]!]!;
    if (found === 0) matches[node] = 0;
  }
}

/** What is held of each node as flags, and what these are called. */
function flagsIn(filtered: Filtered, facet: 'problem' | 'change') {
  const known: readonly { readonly name: string; readonly flag: number }[] =
    facet === 'problem' ? PROBLEMS : CHANGE_FLAGS;
  return { flags: facet === 'problem' ? filtered.problems : filtered.changes?.flags, known };
}

/** A value of a facet, and how many of the procedures that match all other facets have it. */
export interface FacetValue {
  readonly key: string;
  readonly count: number;
}

/**
 * Counts the values of a facet among the procedures that match the rest of the filter; `all` are those that match all of
 * it. Cost: O(V).
 */
export function countFacet(
  filtered: Filtered,
  filter: Filter,
  facet: FacetName,
  all: Matches,
): readonly FacetValue[] {
  const isMatch = matcherOf(filter.values[facet].length === 0 ? all : matchFilter(filtered, filter, facet));
  if (facet === 'problem' || facet === 'change') {
    const { flags, known } = flagsIn(filtered, facet);
    const counts = new Uint32Array(known.length);
    for (let node = 0; node < (flags?.length ?? 0); node++) {
      const held = flags![node]!;
      if (held === 0 || !isMatch(node)) continue;
      for (let place = 0; place < known.length; place++)
        if ((held & known[place]!.flag) !== 0) counts[place]!++;
    }
    return known.map(({ name }, place) => ({ key: name, count: counts[place]! }));
  }
  const { keys, offsets, values } = filtered.valuesOf(facet);
  const counts = new Uint32Array(keys.length);
  for (let node = 0; node < filtered.graph.listed; node++) {
    if (!isMatch(node)) continue;
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) counts[values[slot]!]!++;
  }
  return keys.map((key, value) => ({ key, count: counts[value]! }));
}

/** The keys of all values that a facet has. */
export function keysIn(facet: FacetName, valuesOf: Filtered['valuesOf']): readonly string[] {
  if (facet === 'problem') return PROBLEMS.map(({ name }) => name);
  if (facet === 'change') return CHANGE_FLAGS.map(({ name }) => name);
  return valuesOf(facet).keys;
}

/** Tells whether a node matches. */
export function matcherOf(matches: Matches): (node: number) => boolean {
  return (node) => matches === undefined || matches[node] === 1;
}

/** How many match, of the listed procedures and of some nodes. */
export function countMatching(matches: Matches, nodes: readonly number[] | Uint32Array): number {
  if (matches === undefined) return nodes.length;
  let count = 0;
  for (const node of nodes) count += matches[node]!;
  return count;
}

/** Those of some items whose node matches. */
export function keepMatching<Item>(
  matches: Matches,
  items: readonly Item[],
  nodeOf: (item: Item) => number,
): readonly Item[] {
  return matches === undefined ? items : items.filter((item) => matches[nodeOf(item)] === 1);
}

/** Those cycles of which some member matches. */
export function matchingCycles(cycles: readonly Cycle[], matches: Matches): readonly Cycle[] {
  return matches === undefined ? cycles : cycles.filter((cycle) => someMatches(cycle, matches));
}

/** True where some member of a cycle matches. */
export function someMatches({ nodes }: Cycle, matches: Matches): boolean {
  return nodes.some(matcherOf(matches));
}
