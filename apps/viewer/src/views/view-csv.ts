import {
  callKinds,
  neighbours,
  PROCEDURE_COLUMNS,
  type ProcedureGraph,
  procedureCells,
  type Retirement,
  walkFrom,
} from '@klarify-graph/core';
import type { ReadonlySignal } from '@preact/signals';
import { shortestChains } from '../data/chains.js';
import { formatRows } from '../data/csv.js';
import { countPairs } from '../data/group-calls.js';
import { keepMatching, matcherOf, someMatches } from '../data/matching.js';
import { sortRows } from '../data/table-columns.js';
import { focusColumns } from '../draw/focus-columns.js';
import { keyValue } from '../state/filter.js';
import { matchingMissing } from '../state/missing.js';
import { countProblems } from '../state/problems.js';
import type { Route } from '../state/route.js';
import type { Store } from '../state/store.js';
import { untilDefined } from '../state/until-defined.js';
import { changesCsv } from './changes-csv.js';
import { groupName } from './group-name.js';
import { impactCsv } from './impact-view.js';
import { tableCsv } from './table-view.js';

type In<View extends Route['view']> = Extract<Route, { readonly view: View }>;

/**
 * What the view is about as CSV, all of it and not only what there is room for; what a filter hides in the view stays
 * out. `undefined` where the view has nothing to save.
 */
export async function viewCsv(store: Store): Promise<string | undefined> {
  // A file that says nothing of what is still being computed would say that there is nothing.
  await untilDefined([store.cycles, store.orphans, store.counts, store.ranks]);
  const route = store.route.value;
  switch (route.view) {
    case 'focus':
      return focusCsv(store, route);
    case 'impact':
      return targetsCsv(store, route);
    case 'path':
      return pathCsv(store, route);
    case 'cycles':
      return cyclesCsv(store);
    case 'orphans':
      return orphansCsv(store);
    case 'missing':
      return missingCsv(store);
    case 'ambiguous':
      return ambiguousCsv(store);
    case 'changes':
      return changesCsv(store);
    case 'overview':
      return overviewCsv(store, route);
    case 'outline':
      return outlineCsv(store, route);
    case 'table':
      return rowsCsv(store, [...store.graph.procedures.keys()], route.sort);
  }
}

function matching({ matches }: Store, nodes: readonly number[]): readonly number[] {
  return keepMatching(matches.value, nodes, (node) => node);
}

function rowsCsv(store: Store, nodes: readonly number[], sort = 'name'): string {
  return tableCsv(store, sortRows(store, Uint32Array.from(matching(store, nodes)), sort));
}

/** The procedures of the tree; those of the whole organisation without one at its root. */
function outlineCsv(store: Store, { id, direction }: In<'outline'>): string | undefined {
  const { graph } = store;
  if (id === undefined) return rowsCsv(store, [...graph.procedures.keys()]);
  const root = graph.indexOf(id);
  if (root === undefined) return undefined;
  return rowsCsv(store, Array.from(walkFrom(neighbours(graph, direction ?? 'dependencies'), [root]).order));
}

function focusCsv(store: Store, { steps = 1 }: In<'focus'>): string | undefined {
  const { graph, focused } = store;
  const focus = focused.value;
  if (focus === undefined) return undefined;
  const columns = focusColumns(graph, focus, { steps, perColumn: Number.POSITIVE_INFINITY });
  return formatRows([
    ['side', 'distance', ...PROCEDURE_COLUMNS],
    ['focus', 0, ...procedureCells(graph.procedures[focus]!)],
    ...columns.flatMap(({ side, distance, nodes }) =>
      matching(store, nodes).map((node) => [side, distance, ...procedureCells(graph.procedures[node]!)]),
    ),
  ]);
}

async function targetsCsv(store: Store, { ids, mode }: In<'impact'>) {
  const { graph, data, matches } = store;
  const targets = ids.flatMap((id) => graph.indexOf(id) ?? []);
  if (targets.length === 0) return undefined;
  const isShown = matcherOf(matches.value);
  if (mode !== 'retire')
    return impactCsv(graph.procedures, await answered(store.answerOf('impact', targets)), isShown);
  const asked = { targets, entryPoints: data.entryPoints };
  return retirementCsv(graph, await answered(store.answerOf('retirement', asked)), isShown);
}

/** The answer that the view shows, or waits for, itself. */
async function answered<Answer>(answer: ReadonlySignal<Answer | undefined>): Promise<Answer> {
  await untilDefined([answer]);
  return answer.value!;
}

/** What is left behind, worded as in `impact --retire --format csv`. */
function retirementCsv(
  graph: ProcedureGraph,
  { dangling, orphaned, uncontained, newEntryPoints }: Retirement,
  isShown: (node: number) => boolean,
): string {
  const { callers, callees } = graph.calls;
  const idOf = (node: number) => graph.procedures[node]!.id;
  const row = (what: string, node: number, via: string | null, detail: string) =>
    isShown(node) ? [[what, ...procedureCells(graph.procedures[node]!), via, detail]] : [];
  return formatRows([
    ['direction', ...PROCEDURE_COLUMNS, 'via', 'detail'],
    ...dangling.flatMap((call) =>
      row('dangling', callers[call]!, idOf(callees[call]!), callKinds(graph, call).join('; ')),
    ),
    ...orphaned.flatMap(({ node, reason }) => row('orphaned', node, null, reason)),
    ...uncontained.flatMap(({ node, parents, remainingParents }) =>
      row('uncontained', node, parents.map(idOf).join('; '), `remaining parents: ${remainingParents}`),
    ),
    ...newEntryPoints.flatMap((node) => row('newEntryPoint', node, null, '')),
  ]);
}

/** The ends of the path stay, as the procedure in the centre of the focus view does: the view is about them. */
function pathCsv({ graph, matches }: Store, { from, to }: In<'path'>): string | undefined {
  const [start, end] = [from, to].map((id) => (id === undefined ? undefined : graph.indexOf(id)));
  const chains = start === undefined || end === undefined ? undefined : shortestChains(graph, start, end);
  const isMatch = matcherOf(matches.value);
  const isShown = (node: number) => node === start || node === end || isMatch(node);
  return (
    chains &&
    formatRows([
      ['step', ...PROCEDURE_COLUMNS, 'everyChainPasses'],
      ...chains.columns.flatMap((nodes, step) =>
        nodes
          .filter(isShown)
          .map((node) => [
            step,
            ...procedureCells(graph.procedures[node]!),
            node === start || node === end || chains.mustPass.includes(node),
          ]),
      ),
    ])
  );
}

/** The columns of `cycles --format csv`, without those about owners. */
function cyclesCsv({ graph, cycles, matches }: Store): string | undefined {
  return (
    cycles.value &&
    formatRows([
      ['cycle', 'size', ...PROCEDURE_COLUMNS, 'shortestLoopPosition', 'cutCallees', 'ambiguous'],
      ...cycles.value.flatMap((cycle, index) => {
        if (!someMatches(cycle, matches.value)) return [];
        const { nodes, shortest, cut, ambiguous } = cycle;
        const places = new Map(shortest.map((node, place) => [node, place + 1]));
        return nodes.map((node) => [
          index + 1,
          nodes.length,
          ...procedureCells(graph.procedures[node]!),
          places.get(node) ?? null,
          cut.flatMap((call) => (call.caller === node ? graph.procedures[call.callee]!.id : [])).join('; '),
          ambiguous,
        ]);
      }),
    ])
  );
}

function orphansCsv({ graph, orphans, matches }: Store): string | undefined {
  return (
    orphans.value &&
    formatRows([
      [...PROCEDURE_COLUMNS, 'reason'],
      ...keepMatching(matches.value, orphans.value, ({ node }) => node).map(({ node, reason }) => [
        ...procedureCells(graph.procedures[node]!),
        reason,
      ]),
    ])
  );
}

function missingCsv({ graph, missing, matches }: Store): string {
  return formatRows([
    [...PROCEDURE_COLUMNS, 'namedBy'],
    ...matchingMissing(missing.value, matches.value).map(({ node, namedBy }) => [
      ...procedureCells(graph.procedures[node]!),
      namedBy.map((by) => graph.procedures[by]!.id).join('; '),
    ]),
  ]);
}

function ambiguousCsv({ graph, ambiguous, matches }: Store): string {
  return formatRows([
    [...PROCEDURE_COLUMNS, 'candidates'],
    ...keepMatching(matches.value, ambiguous.value, ({ callee }) => callee).map(({ callee, candidates }) => [
      ...procedureCells(graph.procedures[callee]!),
      candidates.map((node) => graph.procedures[node]!.id).join('; '),
    ]),
  ]);
}

function overviewCsv(store: Store, route: In<'overview'>): string | undefined {
  const { graph, problems } = store;
  const found = store.groups.value;
  if (found === undefined) return undefined;
  const { groups } = found;
  const { grouping, group } = route;
  if (group !== undefined) {
    const nodes = groups.find(({ name }) => name === group)?.nodes ?? [];
    return tableCsv(store, sortRows(store, Uint32Array.from(nodes), 'name'));
  }
  const nameOf = (name: string | null) => (name === null ? null : groupName(graph, name, grouping));
  if (route.matrix) {
    const names = found.index.keys.map((key) => nameOf(keyValue(key)));
    return formatRows([
      ['caller', 'callee', 'calls'],
      ...countPairs(graph, found.index, found.isWanted).map(({ from, to, count }) => [
        names[from]!,
        names[to]!,
        count,
      ]),
    ]);
  }
  return formatRows([
    [grouping, 'procedures', 'inCycles', 'orphans', 'missingCallers'],
    ...groups.map(({ name, nodes }) => {
      const { inCycles, orphans, missingCallers } = countProblems(problems.value, nodes);
      return [nameOf(name), nodes.length, inCycles, orphans, missingCallers];
    }),
  ]);
}
