import { type Grouping, isGrouping } from '../data/groups.js';

/** What the page shows; its hash says the same, so that links and the browser's back and forward work. */
export type Route =
  | { readonly view: 'overview'; readonly grouping: Grouping; readonly group?: string | null }
  | { readonly view: 'focus'; readonly id: string }
  /** The cycle is named by the id of its first procedure. */
  | { readonly view: 'cycles'; readonly id?: string }
  | { readonly view: 'orphans' }
  | { readonly view: 'missing' };

export const START = { view: 'overview', grouping: 'lane' } as const satisfies Route;

const LONE_SURROGATE = /((?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff]))/;
const ESCAPED_SURROGATE = /%u([0-9a-f]{4})/;

/** The route as a hash, `#` included. */
export function formatRoute(route: Route): string {
  switch (route.view) {
    case 'focus':
      return `#/focus/${encode(route.id)}`;
    case 'cycles':
      return route.id === undefined ? '#/cycles' : `#/cycles/${encode(route.id)}`;
    case 'overview': {
      if (route.group === undefined) {
        return route.grouping === START.grouping ? '#/overview' : `#/overview/${route.grouping}`;
      }
      return `#/overview/${route.grouping}/${route.group === null ? 'none' : `is=${encode(route.group)}`}`;
    }
    default:
      return `#/${route.view}`;
  }
}

/** Reads a hash; whatever is none of ours leads to the start. */
export function parseRoute(hash: string): Route {
  const [, view, ...rest] = hash.split('/');
  try {
    switch (view) {
      case 'focus':
        return { view, id: decode(rest.join('/')) };
      case 'cycles':
        return rest.length === 0 ? { view } : { view, id: decode(rest.join('/')) };
      case 'orphans':
      case 'missing':
        return { view };
      default:
        return parseOverview(rest);
    }
  } catch {
    return START;
  }
}

function parseOverview([grouping, group]: readonly string[]): Route {
  if (!isGrouping(grouping)) return START;
  if (group === undefined) return { view: 'overview', grouping };
  return { view: 'overview', grouping, group: group === 'none' ? null : decode(group.replace(/^is=/, '')) };
}

/** `encodeURIComponent` for any text: it throws on a lone surrogate, which becomes `%uXXXX` here. */
function encode(text: string): string {
  return text
    .split(LONE_SURROGATE)
    .map((part, index) =>
      index % 2 === 0 ? encodeURIComponent(part) : `%u${part.charCodeAt(0).toString(16)}`,
    )
    .join('');
}

function decode(text: string): string {
  return text
    .split(ESCAPED_SURROGATE)
    .map((part, index) =>
      index % 2 === 0 ? decodeURIComponent(part) : String.fromCharCode(Number.parseInt(part, 16)),
    )
    .join('');
}
