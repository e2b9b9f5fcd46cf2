import { type Cycle, findEntryPoints, type ProcedureGraph, type ReadGraph } from '@klarify-graph/core';
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { AMBIGUOUS_FLAGS, findAmbiguous } from '../data/ambiguous.js';
import { markChanges } from '../data/change-marks.js';
import { type Changes, indexChanges } from '../data/changes.js';
import { type Field, indexValues, type ValueIndex } from '../data/facets.js';
import { type Filtered, keysIn, type Matches, matchFilter } from '../data/matching.js';
import { sortByName } from '../data/order.js';
import { createSearch, foldText } from '../data/search.js';
import { withoutKinds } from '../data/shown-calls.js';
import { keepChanges } from '../data/shown-changes.js';
import { humanise, isolatedName } from '../data/text.js';
import type { Canvas } from '../draw/canvas.js';
import type { ColumnPlace } from '../draw/focus-columns.js';
import type { Engine } from '../work/engine.js';
import { analysisOf, createAnswers } from './analyses.js';
import { type Filter, filtersProcedures } from './filter.js';
import { groupsOf } from './groups.js';
import { findMissing, type MissingProcedure } from './missing.js';
import { markProblems, type Problems } from './problems.js';
import { formatPlace, parsePlace, type Route, START } from './route.js';
import { unknownIn } from './unknown-address.js';

/** The lists of the left column. */
export const LIST_TABS = ['overview', 'cycles', 'orphans', 'missing', 'ambiguous'] as const;
export type ListTab = (typeof LIST_TABS)[number];

const TRAIL_LENGTH = 6;

export type Store = ReturnType<typeof createStore>;

/** The state of the page. Everything derived from the graph is computed when first read, and once. */
export function createStore(data: ReadGraph, engine: Engine) {
  const place = signal(parsePlace(location.hash));
  const route = computed(() => place.value.route);
  const filter = computed(() => place.value.filter);
  const staleMonths = computed(() => filter.value.staleMonths);
  const kinds = computed(() => filter.value.without.join());
  const without = computed(() => {
    void kinds.value;
    return place.peek().filter.without;
  });
  /** Without the kinds of calls that the filter leaves out. */
  const graph = computed(() => withoutKinds(data.graph, without.value));
  const analysed = { engine, graph, without };
  const orphans = analysisOf(analysed, 'orphans', data.entryPoints);
  const cycles = analysisOf(analysed, 'cycles', undefined);
  const changes: Changes | undefined = data.changes && indexChanges(data.graph, data.changes);
  const changeMarks = changes && markChanges(data.graph, changes);

  const listTab = signal<ListTab>('overview');
  const trail = signal<readonly number[]>([]);
  /** The drawing that the view shows, while it shows one. */
  const canvas = signal<Canvas | undefined>(undefined);
  /** What the details show when it is not the procedure in the centre. */
  const selected = signal<number | undefined>(undefined);
  /** The column whose full list the details show. */
  const openColumn = signal<ColumnPlace | undefined>(undefined);
  /** True once the page has been painted: the analyses of the whole graph begin. */
  const isPainted = signal(false);

  const focused = computed(() =>
    route.value.view === 'focus' ? data.graph.indexOf(route.value.id) : undefined,
  );
  const shownOrphans = computed(() => (isPainted.value ? orphans.value : undefined));
  const shownCycles = computed(() => (isPainted.value ? cycles.value : undefined));
  const cycleOf = computed(() => indexMembers(shownCycles.value ?? [], data.graph.procedures.length));
  const missing: ReadonlySignal<readonly MissingProcedure[]> = computed(() => findMissing(data.graph));
  const problems: ReadonlySignal<Problems> = computed(() =>
    markProblems(graph.value, {
      cycles: shownCycles.value,
      orphans: shownOrphans.value,
      fetchedAt: data.source.fetchedAt,
      staleMonths: staleMonths.value,
    }),
  );
  const shownCycle = computed(() => {
    const { value } = route;
    if (value.view !== 'cycles' || shownCycles.value === undefined) return undefined;
    if (value.id === undefined) return shownCycles.value[0];
    const node = data.graph.indexOf(value.id);
    return node === undefined ? undefined : shownCycles.value[(cycleOf.value[node] ?? 0) - 1];
  });

  const valueIndexes = new Map<Field, ValueIndex>();
  const search = once(() => createSearch(data.graph.procedures));
  const texts = once(() => search().texts.map((text) => text.toLowerCase()));
  const valuesOf = (field: Field) => {
    const known = valueIndexes.get(field) ?? indexValues(data.graph.procedures, field);
    valueIndexes.set(field, known);
    return known;
  };
  const filtered = computed(
    (): Filtered => ({
      graph: data.graph,
      problems: problems.value,
      changes,
      valuesOf,
      texts,
      fold: foldText,
    }),
  );
  const matches: ReadonlySignal<Matches> = computed(() =>
    filtersProcedures(filter.value) ? matchFilter(filtered.value, filter.value) : undefined,
  );

  const communities = analysisOf(analysed, 'communities', undefined);
  const roots = analysisOf(analysed, 'roots', data.entryPoints);

  const groups = groupsOf({ route, graph, matches, roots, communities, valuesOf });
  const unknown = computed(() =>
    unknownIn(location.hash, place.value, {
      graph: data.graph,
      groupKeys: groups.value?.index.keys,
      keysOf: (facet) => keysIn(facet, valuesOf),
    }),
  );

  /** The address that the page follows. */
  let followed = location.hash;

  function follow(): void {
    if (location.hash === followed) return;
    followed = location.hash;
    const before = place.peek();
    const parsed = parsePlace(location.hash);
    // The same object where it says the same, so that nothing is matched anew.
    const isSame = JSON.stringify(parsed.filter) === JSON.stringify(before.filter);
    place.value = isSame ? { ...parsed, filter: before.filter } : parsed;
    const next = route.peek();
    if (samePlace(before.route, next)) return;
    selected.value = undefined;
    openColumn.value = undefined;
    const tab = LIST_TABS.find((known) => known === next.view);
    if (tab !== undefined) listTab.value = tab;
    noteVisit();
  }

  function noteVisit(): void {
    const node = focused.value;
    if (node !== undefined) trail.value = extendTrail(trail.value, node);
  }

  function move(hash: string, keepsHistory: boolean): void {
    if (location.hash === hash) {
      selected.value = undefined;
      openColumn.value = undefined;
      return;
    }
    if (keepsHistory) location.hash = hash;
    else history.replaceState(null, '', hash);
    // At once: the browser tells of a new address only later, and what is done until then would rest on the old one.
    follow();
  }

  const href = (next: Route) => formatPlace({ route: next, filter: filter.value });

  return {
    data,
    changes,
    changeMarks,
    engine,
    get graph() {
      return graph.value;
    },
    without,
    route,
    filter,
    cycles: shownCycles,
    orphans: shownOrphans,
    missing,
    /** Told of all calls: to leave out the ambiguous ones makes nothing certain. */
    ambiguous: computed(() => findAmbiguous(data.graph)),
    leftOut: countLeftOut(data.graph),
    problems,
    /** For each procedure how many depend on it and on how many it depends. */
    counts: analysisOf(analysed, 'counts', undefined),
    ranks: analysisOf(analysed, 'ranks', undefined),
    /** The answer to a question about some procedures. */
    answerOf: createAnswers(analysed),
    filtered,
    matches,
    /** What the filter leaves of the changes. */
    shownChanges: computed(() => changes && keepChanges(changes, data.graph, matches.value, filter.value)),
    groups,
    /** What the address names that is nowhere. */
    unknown,
    communities,
    focused,
    shownCycle,
    listTab,
    trail,
    canvas,
    selected,
    openColumn,
    startingPoints: computed(() =>
      sortByName(data.graph, findEntryPoints(graph.value, { entryPoints: data.entryPoints })),
    ),
    query: signal(''),
    /** The number of the cycle that holds a node, counted from 1; 0 where none does. */
    cycleOf,
    search: (query: string, limit: number) => search().find(query, limit),
    href,
    go(next: Route) {
      move(href(next), true);
    },
    focusOn(node: number) {
      const procedure = data.graph.procedures[node];
      const steps = route.value.view === 'focus' ? route.value.steps : undefined;
      if (procedure) move(href({ view: 'focus', id: procedure.id, ...(steps && { steps }) }), true);
    },
    /** Filters all views; typing replaces the entry of the history that it began with. */
    setFilter(next: Filter, { typing = false } = {}) {
      move(formatPlace({ route: route.value, filter: next }), !typing);
    },
    /** Follows the address from now on, and begins the analyses of the whole graph after the first paint. */
    start() {
      const tab = LIST_TABS.find((known) => known === route.value.view);
      if (tab !== undefined) listTab.value = tab;
      noteVisit();
      addEventListener('hashchange', follow);
      const stop = effect(() => {
        const node = focused.value;
        const { view } = route.value;
        const name = node === undefined ? humanise(view) : isolatedName(data.graph.procedures[node]!);
        document.title = view === START.view ? 'Organisation graph' : `${name} · Organisation graph`;
      });
      requestAnimationFrame(() =>
        setTimeout(() => {
          isPainted.value = true;
          if (!engine.isInstant) setTimeout(texts, 300);
        }),
      );
      return () => {
        removeEventListener('hashchange', follow);
        stop();
      };
    },
  };
}

/** References of which the calls were left out when the graph was written, since they may mean several procedures. */
function countLeftOut({ calls, diagnostics }: ProcedureGraph): number {
  if (calls.flags.some((flags) => (flags & AMBIGUOUS_FLAGS) !== 0)) return 0;
  return diagnostics.filter(({ code }) => code === 'ambiguous-reference').length;
}

function samePlace(before: Route, next: Route): boolean {
  const nameOf = (route: Route) =>
    JSON.stringify({ ...route, ...(route.view === 'focus' && { steps: undefined, more: undefined }) });
  return nameOf(before) === nameOf(next);
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function indexMembers(cycles: readonly Cycle[], size: number): Uint32Array {
  const cycleOf = new Uint32Array(size);
  for (const [index, { nodes }] of cycles.entries()) for (const node of nodes) cycleOf[node] = index + 1;
  return cycleOf;
}

function extendTrail(trail: readonly number[], node: number): readonly number[] {
  const at = trail.indexOf(node);
  return at === -1 ? [...trail, node].slice(-TRAIL_LENGTH) : trail.slice(0, at + 1);
}
