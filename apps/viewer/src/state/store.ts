import {
  type Cycle,
  findCycles,
  findEntryPoints,
  findOrphans,
  type Orphan,
  type ReadGraph,
} from '@klarify-graph/core';
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { sortByName } from '../data/order.js';
import { createSearch, type Search } from '../data/search.js';
import { isolatedName } from '../data/text.js';
import type { ColumnPlace } from '../draw/focus-columns.js';
import { findMissing, type MissingProcedure } from './missing.js';
import { markProblems, type Problems } from './problems.js';
import { formatRoute, parseRoute, type Route } from './route.js';

/** The lists of the left column. */
export type ListTab = 'overview' | 'cycles' | 'orphans' | 'missing';

export const MOST_STEPS = 3;
const TRAIL_LENGTH = 6;

export type Store = ReturnType<typeof createStore>;

/** The state of the page. Everything derived from the graph is computed when first read, and once. */
export function createStore(data: ReadGraph) {
  const { graph, entryPoints } = data;
  const route = signal(parseRoute(location.hash));
  const cycles = signal<readonly Cycle[] | undefined>(undefined);
  const orphans = signal<readonly Orphan[] | undefined>(undefined);
  const listTab = signal<ListTab>('overview');
  const trail = signal<readonly number[]>([]);
  /** What the details show when it is not the procedure in the centre. */
  const selected = signal<number | undefined>(undefined);
  /** The column whose full list the details show. */
  const openColumn = signal<ColumnPlace | undefined>(undefined);

  const focused = computed(() => (route.value.view === 'focus' ? graph.indexOf(route.value.id) : undefined));
  const cycleOf = computed(() => indexMembers(cycles.value ?? [], graph.procedures.length));
  const missing: ReadonlySignal<readonly MissingProcedure[]> = computed(() => findMissing(graph));
  const problems: ReadonlySignal<Problems | undefined> = computed(() =>
    cycles.value && orphans.value
      ? markProblems(graph, { cycles: cycles.value, orphans: orphans.value, missing: missing.value })
      : undefined,
  );
  const shownCycle = computed(() => {
    const { value } = route;
    if (value.view !== 'cycles' || cycles.value === undefined) return undefined;
    const node = value.id === undefined ? undefined : graph.indexOf(value.id);
    return node === undefined ? cycles.value[0] : cycles.value[(cycleOf.value[node] ?? 0) - 1];
  });
  const startingPoints = computed(() => sortByName(graph, findEntryPoints(graph, { entryPoints })));

  let search: Search | undefined;

  function follow(next: Route): void {
    route.value = next;
    selected.value = undefined;
    openColumn.value = undefined;
    if (next.view !== 'focus') listTab.value = next.view;
    const node = focused.value;
    if (node !== undefined) trail.value = extendTrail(trail.value, node);
  }

  function go(next: Route): void {
    const hash = formatRoute(next);
    if (location.hash === hash) follow(next);
    else location.hash = hash;
  }

  return {
    data,
    graph,
    route,
    cycles,
    orphans,
    missing,
    problems,
    focused,
    shownCycle,
    listTab,
    trail,
    selected,
    openColumn,
    startingPoints,
    steps: signal(1),
    query: signal(''),
    /** The number of the cycle that holds a node, counted from 1; 0 where none does. */
    cycleOf,
    search: (query: string, limit: number) => {
      search ??= createSearch(graph.procedures);
      return search(query, limit);
    },
    go,
    focusOn(node: number) {
      const procedure = graph.procedures[node];
      if (procedure) go({ view: 'focus', id: procedure.id });
    },
    /** Follows the address from now on, and begins the analyses of the whole graph after the first paint. */
    start() {
      follow(route.value);
      addEventListener('hashchange', () => follow(parseRoute(location.hash)));
      effect(() => {
        const node = focused.value;
        const name = node === undefined ? '' : `${isolatedName(graph.procedures[node]!)} · `;
        document.title = `${name}Organisation graph`;
      });
      afterPaint(() => {
        orphans.value = findOrphans(graph, { entryPoints });
        afterPaint(() => {
          cycles.value = findCycles(graph);
        });
      });
    },
  };
}

function afterPaint(task: () => void): void {
  requestAnimationFrame(() => setTimeout(task));
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
