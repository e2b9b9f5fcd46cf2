/** What procedures can be filtered by; within one any of the values may hold, all of them must. */
export const FACETS = ['status', 'type', 'owner', 'lane', 'problem', 'change'] as const;
export type FacetName = (typeof FACETS)[number];

/** The kinds of calls that can be left out; those of `ambiguous` are stated by ambiguous references alone. */
export const CALL_KINDS = ['call', 'containment', 'ambiguous'] as const;
export type ShownCallKind = (typeof CALL_KINDS)[number];

/** What the reader wants to see; a filter never changes an answer, but says which part of it is shown. */
export interface Filter {
  readonly text: string;
  /** For each facet the keys of the values that are wanted; empty where all are. See {@link valueKey}. */
  readonly values: Readonly<Record<FacetName, readonly string[]>>;
  /** The kinds of calls left out of the graph, and so of all that is walked and counted. */
  readonly without: readonly ShownCallKind[];
  /** After how many months without an update a procedure counts as stale. It hides nothing by itself. */
  readonly staleMonths: number;
}

export const STALE_MONTHS = [3, 6, 12, 24, 36] as const;
const DEFAULT_STALE_MONTHS = 12;

const NO_VALUES: Filter['values'] = { status: [], type: [], owner: [], lane: [], problem: [], change: [] };
export const NO_FILTER: Filter = {
  text: '',
  values: NO_VALUES,
  without: [],
  staleMonths: DEFAULT_STALE_MONTHS,
};

/** A value in a filter and its address; `null` is "none of these". */
export function valueKey(value: string | null): string {
  return value === null ? 'none' : `is=${value}`;
}

/** The text of a key, `null` for "none". */
export function keyValue(key: string): string | null {
  return key === 'none' ? null : key.replace(/^is=/, '');
}

/** True when procedures are filtered; calls are another matter. */
export function filtersProcedures({ text, values }: Filter): boolean {
  return text.trim() !== '' || FACETS.some((facet) => values[facet].length > 0);
}

/** The filter with a value of a facet wanted, or no longer wanted. */
export function toggleValue(filter: Filter, facet: FacetName, key: string): Filter {
  const before = filter.values[facet];
  const after = before.includes(key) ? before.filter((other) => other !== key) : [...before, key];
  return { ...filter, values: { ...filter.values, [facet]: after } };
}

export function toggleKind(filter: Filter, kind: ShownCallKind): Filter {
  const isLeftOut = filter.without.includes(kind);
  const without = CALL_KINDS.filter((known) =>
    known === kind ? !isLeftOut : filter.without.includes(known),
  );
  return { ...filter, without };
}

/** The filter as options of an address. */
export function formatFilter({
  text,
  values,
  without,
  staleMonths,
}: Filter): readonly (readonly [string, string])[] {
  return [
    ...(text === '' ? [] : [['text', text] as const]),
    ...FACETS.flatMap((facet) => values[facet].map((key) => [facet, key] as const)),
    ...without.map((kind) => ['without', kind] as const),
    ...(staleMonths === DEFAULT_STALE_MONTHS ? [] : [['stale-after', String(staleMonths)] as const]),
  ];
}

export function parseFilter(options: readonly (readonly [string, string])[]): Filter {
  const all = (name: string) => [...new Set(options.flatMap(([key, value]) => (key === name ? value : [])))];
  return {
    text: all('text')[0] ?? '',
    values: {
      status: all('status'),
      type: all('type'),
      owner: all('owner'),
      lane: all('lane'),
      problem: all('problem'),
      change: all('change'),
    },
    without: CALL_KINDS.filter((kind) => all('without').includes(kind)),
    staleMonths:
      STALE_MONTHS.find((months) => String(months) === all('stale-after')[0]) ?? DEFAULT_STALE_MONTHS,
  };
}
