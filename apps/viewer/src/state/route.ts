import type { Direction } from '@klarify-graph/core';
import { type Grouping, isGrouping } from '../data/groups.js';
import { type ExpandedColumn, MOST_EXPANDED } from '../draw/focus-columns.js';
import { decodeText, encodeText } from './encode-text.js';
import { type Filter, formatFilter, keyValue, parseFilter, valueKey } from './filter.js';

/** What the impact view asks: who is affected, what the targets rest on, or what breaks when they are archived. */
export const IMPACT_MODES = ['dependents', 'dependencies', 'retire'] as const;
export type ImpactMode = (typeof IMPACT_MODES)[number];

/** What the page shows; its hash says the same, so that links and the browser's back and forward work. */
export type Route =
  | {
      readonly view: 'overview';
      readonly grouping: Grouping;
      readonly group?: string | null;
      readonly matrix?: true;
      /** The group whose calls are shown; `null` is the one without a name. */
      readonly calls?: string | null;
      /** In the matrix the group that these calls lead to. */
      readonly to?: string | null;
    }
  | {
      readonly view: 'focus';
      readonly id: string;
      readonly steps?: number;
      readonly more?: readonly ExpandedColumn[];
    }
  | {
      readonly view: 'impact';
      readonly ids: readonly string[];
      readonly mode?: ImpactMode;
      readonly by?: 'lane';
    }
  | { readonly view: 'path'; readonly from?: string; readonly to?: string }
  | { readonly view: 'outline'; readonly id?: string; readonly direction?: Direction }
  | { readonly view: 'table'; readonly sort?: string }
  /** The cycle is named by the id of its first procedure. */
  | { readonly view: 'cycles'; readonly id?: string }
  | { readonly view: 'orphans' | 'missing' | 'ambiguous' | 'changes' };

export const START = { view: 'overview', grouping: 'lane' } as const satisfies Route;
/** Every view, as an address names it. */
export const VIEWS: readonly string[] = [
  'overview',
  'focus',
  'impact',
  'path',
  'outline',
  'table',
  'cycles',
  'orphans',
  'missing',
  'ambiguous',
  'changes',
] satisfies readonly Route['view'][];
export const MOST_STEPS = 5;

/** A route and the filter that goes with it. */
export interface Place {
  readonly route: Route;
  readonly filter: Filter;
}

type Options = readonly (readonly [string, string | undefined])[];

/** The place as a hash, `#` included. */
export function formatPlace({ route, filter }: Place): string {
  const options = [...optionsOf(route), ...formatFilter(filter)]
    .filter((option): option is readonly [string, string] => option[1] !== undefined)
    .map(([name, value]) => `${name}=${encodeText(value)}`);
  return `#/${pathOf(route)}${options.length === 0 ? '' : `?${options.join('&')}`}`;
}

/** Reads a hash; whatever is none of ours leads to the start. */
export function parsePlace(hash: string): Place {
  const [path = ''] = hash.split('?');
  const options = optionsIn(hash);
  return { route: parseRoute(path, options), filter: parseFilter(options) };
}

/** The options of a hash by name and value; what is not encoded as one is left out. */
export function optionsIn(hash: string): readonly (readonly [string, string])[] {
  const [, query = ''] = hash.split(/\?(.*)/s);
  return query.split('&').flatMap((pair): [string, string][] => {
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    try {
      return name === '' ? [] : [[name, decodeText(value)]];
    } catch {
      return [];
    }
  });
}

/** The ids of the procedures that a route is about. */
export function idsOf(route: Route): readonly string[] {
  switch (route.view) {
    case 'focus':
    case 'cycles':
    case 'outline':
      return route.id === undefined ? [] : [route.id];
    case 'impact':
      return route.ids;
    case 'path':
      return [route.from, route.to].filter((id) => id !== undefined);
    default:
      return [];
  }
}

function pathOf(route: Route): string {
  const below = (...parts: readonly (string | undefined)[]) =>
    [route.view, ...parts.flatMap((part) => (part === undefined ? [] : encodeText(part)))].join('/');
  switch (route.view) {
    case 'focus':
    case 'cycles':
    case 'outline':
      return below(route.id);
    case 'impact':
      return below(...route.ids);
    case 'path':
      return route.to === undefined ? below(route.from) : below(route.from ?? '', route.to);
    case 'overview': {
      if (route.group === undefined)
        return route.grouping === START.grouping ? below() : below(route.grouping);
      return `${below(route.grouping)}/${route.group === null ? 'none' : `is=${encodeText(route.group)}`}`;
    }
    default:
      return route.view;
  }
}

function optionsOf(route: Route): Options {
  switch (route.view) {
    case 'focus':
      return [
        ['steps', route.steps === undefined ? undefined : String(route.steps)],
        ...(route.more ?? []).map(
          ({ side, distance, rows }) => ['more', `${side}-${distance}-${rows}`] as const,
        ),
      ];
    case 'impact':
      return [
        ['show', route.mode],
        ['by', route.by],
      ];
    case 'outline':
      return [['direction', route.direction]];
    case 'table':
      return [['sort', route.sort]];
    case 'overview':
      return [
        ['as', route.matrix && 'matrix'],
        ['calls', route.calls === undefined ? undefined : valueKey(route.calls)],
        ['to', route.to === undefined ? undefined : valueKey(route.to)],
      ];
    default:
      return [];
  }
}

function parseRoute(path: string, options: readonly (readonly [string, string])[]): Route {
  const [, view, ...rest] = path.split('/');
  const option = (name: string) => options.find(([key]) => key === name)?.[1];
  try {
    const whole = rest.length === 0 ? undefined : decodeText(rest.join('/'));
    switch (view) {
      case 'focus': {
        const steps = Number(option('steps'));
        const valid = Number.isInteger(steps) && steps > 1 && steps <= MOST_STEPS;
        const more = options.flatMap(([name, value]) => (name === 'more' ? parseExpanded(value) : []));
        return { view, id: whole ?? '', ...(valid && { steps }), ...(more.length > 0 && { more }) };
      }
      case 'cycles':
        return { view, ...(whole !== undefined && { id: whole }) };
      case 'outline': {
        const backwards = option('direction') === 'dependents';
        return {
          view,
          ...(whole !== undefined && { id: whole }),
          ...(backwards && { direction: 'dependents' as const }),
        };
      }
      case 'impact': {
        const mode = IMPACT_MODES.slice(1).find((known) => known === option('show'));
        const ids = [...new Set(rest.map(decodeText))];
        return { view, ids, ...(mode && { mode }), ...(option('by') === 'lane' && { by: 'lane' as const }) };
      }
      case 'path': {
        const [from, to] = rest.map(decodeText);
        return { view, ...(from && { from }), ...(to !== undefined && { to }) };
      }
      case 'table': {
        const sort = option('sort');
        return { view, ...(sort !== undefined && { sort }) };
      }
      case 'orphans':
      case 'missing':
      case 'ambiguous':
      case 'changes':
        return { view };
      default:
        return parseOverview(rest, option);
    }
  } catch {
    return START;
  }
}

function parseExpanded(text: string): readonly ExpandedColumn[] {
  const [, side, distance, rows] = /^(callers|callees)-([1-9])-(\d{1,3})$/.exec(text) ?? [];
  if (side === undefined || Number(rows) < 1 || Number(rows) > MOST_EXPANDED) return [];
  return [{ side: side === 'callers' ? side : 'callees', distance: Number(distance), rows: Number(rows) }];
}

function parseOverview(
  [grouping, group]: readonly string[],
  option: (name: string) => string | undefined,
): Route {
  const [calls, to] = [option('calls'), option('to')];
  const shown = {
    ...(option('as') === 'matrix' && { matrix: true as const }),
    ...(calls !== undefined && { calls: keyValue(calls) }),
    ...(calls !== undefined && to !== undefined && { to: keyValue(to) }),
  };
  if (!isGrouping(grouping)) return { ...START, ...shown };
  if (group === undefined) return { view: 'overview', grouping, ...shown };
  return {
    view: 'overview',
    grouping,
    group: group === 'none' ? null : decodeText(group.replace(/^is=/, '')),
  };
}
