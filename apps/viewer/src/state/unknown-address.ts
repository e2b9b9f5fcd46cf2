import type { ProcedureGraph } from '@klarify-graph/core';
import { isGrouping } from '../data/groups.js';
import { TABLE_COLUMNS } from '../data/table-columns.js';
import { decodeText } from './encode-text.js';
import { FACETS, type FacetName, valueKey } from './filter.js';
import { formatPlace, idsOf, optionsIn, type Place, VIEWS } from './route.js';

/** What an address names that is nowhere: people shorten addresses, mistype them, and have them of another file. */
export interface Unknown {
  readonly what: 'address' | 'view' | 'grouping' | 'group' | 'part' | 'option' | 'value' | 'procedure';
  readonly text: string;
}

/** What the names of an address are looked up in. */
export interface Known {
  readonly graph: ProcedureGraph;
  /** The keys of the groups that the overview shows; `undefined` until they are known, and in other views. */
  readonly groupKeys: readonly string[] | undefined;
  /** The keys of all values of a facet. */
  keysOf(facet: FacetName): readonly string[];
}

/** What is said by being left out, and may be said all the same. */
const DEFAULTS = new Set([
  'steps=1',
  'show=dependents',
  'by=owner',
  'direction=dependencies',
  'as=tiles',
  'stale-after=12',
  'text=',
]);

/** Everything in an address that leads to nothing, in its order; it is left out of account in what the page shows. */
export function unknownIn(hash: string, place: Place, known: Known): readonly Unknown[] {
  const parts = partsOf(hash);
  if (parts === undefined) return [{ what: 'address', text: hash }];
  return [...unknownPath(parts, place), ...unknownIds(place, known), ...unknownOptions(hash, place, known)];
}

function partsOf(hash: string): readonly string[] | undefined {
  try {
    const [path = ''] = hash.split('?');
    return path.split('/').slice(1).map(decodeText);
  } catch {
    return undefined;
  }
}

function unknownPath([view = '', ...rest]: readonly string[], { route }: Place): readonly Unknown[] {
  if (view !== '' && !VIEWS.includes(view)) return [{ what: 'view', text: view }];
  const [first = '', ...others] = rest;
  switch (route.view) {
    case 'overview':
      return first === '' || isGrouping(first) ? [] : [{ what: 'grouping', text: first }];
    case 'path':
      return others.slice(1).map((text) => ({ what: 'part', text }));
    case 'focus':
    case 'cycles':
    case 'outline':
    case 'impact':
      return [];
    default:
      return rest.filter((text) => text !== '').map((text) => ({ what: 'part', text }));
  }
}

function unknownIds({ route }: Place, { graph, groupKeys }: Known): readonly Unknown[] {
  const isUnknown = (id: string) => graph.indexOf(id) === undefined;
  // Two slashes in a row name nothing where several procedures may stand.
  const isMeant = (id: string) => id !== '' || (route.view !== 'impact' && route.view !== 'path');
  const ids = [...new Set(idsOf(route))].filter((id) => isUnknown(id) && isMeant(id));
  const unknown: Unknown[] = ids.map((text) => ({ what: 'procedure', text }));
  if (route.view !== 'overview' || groupKeys === undefined) return unknown;
  const named = [route.group, route.calls, route.to].filter((name) => name !== undefined);
  const nowhere = named.filter((name) => !groupKeys.includes(valueKey(name)));
  return [...unknown, ...nowhere.map((name) => ({ what: 'group' as const, text: name ?? 'none' }))];
}

function unknownOptions(hash: string, place: Place, { keysOf }: Known): readonly Unknown[] {
  const { route, filter } = place;
  const textOf = ([name, value]: readonly [string, string]) => `${name}=${value}`;
  // What the place says of itself is what was understood.
  const understood = new Set([...optionsIn(formatPlace(place)).map(textOf), ...DEFAULTS]);
  const options = optionsIn(hash)
    .map(textOf)
    .filter((text) => !understood.has(text));
  const unknown: Unknown[] = options.map((text) => ({ what: 'option', text }));
  if (route.view === 'table' && route.sort !== undefined) {
    const column = route.sort.replace(/^-/, '');
    if (!TABLE_COLUMNS.some(({ name }) => name === column))
      unknown.push({ what: 'option', text: `sort=${route.sort}` });
  }
  for (const facet of FACETS) {
    const { values } = filter;
    if (values[facet].length === 0) continue;
    const known = keysOf(facet);
    for (const key of values[facet])
      if (!known.includes(key)) unknown.push({ what: 'value', text: `${facet}=${key.replace(/^is=/, '')}` });
  }
  return unknown;
}
