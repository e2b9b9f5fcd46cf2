import { sharedComponents } from '../graph/components.js';
import { callsItself, cyclicComponents } from '../graph/cyclic-components.js';
import { withoutAmbiguousCalls } from '../graph/narrow-graph.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { compareByNameThenId } from '../model/text.js';
import { type ComponentGraph, extractComponent } from './cycles/component-graph.js';
import { CUT_WORK_LIMIT, findCut } from './cycles/find-cut.js';
import { type Loops, listLoops } from './cycles/list-loops.js';
import { findShortestLoop } from './cycles/shortest-loop.js';
import type { WorkBudget } from './work-budget.js';

/** A strongly connected component of two or more procedures, or one procedure that calls itself. */
export interface Cycle {
  /** By name, then id. */
  readonly nodes: readonly number[];
  /** A shortest loop, each node once, in call order. */
  readonly shortest: readonly number[];
  /** Calls whose removal leaves the component acyclic, by the callers' then the callees' names and ids. */
  readonly cut: readonly { readonly caller: number; readonly callee: number }[];
  /** True when it is proved that no smaller cut exists. */
  readonly cutIsMinimal: boolean;
  /** True when it is proved, too, that no cut as small holds fewer containments. */
  readonly cutHasFewestContainments: boolean;
  /** True when it is no cycle without the calls that only ambiguous references state. */
  readonly ambiguous: boolean;
  /** Its elementary loops, where they were asked for. */
  readonly loops?: Loops;
}

export interface CyclesOptions {
  /** How many elementary loops of each cycle to list, at most; none unless this is given. */
  readonly maxLoops?: number | undefined;
}

/** How much the exact searches for cuts may cost in all components together, in elementary steps. */
export const ALL_CUTS_WORK_LIMIT = 400_000_000;

/** Calls that the search for elementary loops may look at in all components together. */
export const LOOPS_WORK_LIMIT = 50_000_000;

/**
 * Finds every cycle, the largest first, then by the name of its first procedure. A procedure that calls itself is a loop
 * of one, also inside a larger component. On an empty or acyclic graph the list is empty. Never throws.
 * Cost: O(V + E) for the components; per component a shortest loop, O(branching nodes · calls) at worst, and a cut,
 * near-linear and an exact search, bounded by `CUT_WORK_LIMIT` in a component and by `ALL_CUTS_WORK_LIMIT` in all of
 * them, the smallest first: the limits count steps, so the answer is the same on every machine.
 * Elementary loops, of which there can be more than could ever be listed, cost at most `LOOPS_WORK_LIMIT`.
 */
export function findCycles(graph: ProcedureGraph, options: CyclesOptions = {}): readonly Cycle[] {
  const { maxLoops } = options;
  const loopsBudget = { left: LOOPS_WORK_LIMIT };
  const components = sharedComponents(graph.callees);
  const localOf = new Uint32Array(graph.procedures.length);
  const isCertain = certainCycles(graph);
  const largestFirst = cyclicComponents(graph, components)
    .map((members) => members.sort((a, b) => compareByNameThenId(graph.procedures[a]!, graph.procedures[b]!)))
    .sort(
      (a, b) =>
        b.length - a.length || compareByNameThenId(graph.procedures[a[0]!]!, graph.procedures[b[0]!]!),
    );
  let left = ALL_CUTS_WORK_LIMIT;
  const cycles: Cycle[] = [];
  for (const nodes of largestFirst.reverse()) {
    const component = extractComponent(graph, nodes, components.componentOf, localOf);
    const most = Math.min(left, CUT_WORK_LIMIT);
    const budget = { left: most };
    const { calls, isMinimal, isLightest } = findCut(component, budget);
    left -= most - Math.max(budget.left, 0);
    const cut = [
      ...component.selfCallers.map((local) => ({ caller: local, callee: local })),
      ...calls.map((call) => ({ caller: component.callers[call]!, callee: component.callees[call]! })),
    ]
      .sort((a, b) => a.caller - b.caller || a.callee - b.callee)
      .map(({ caller, callee }) => ({ caller: nodes[caller]!, callee: nodes[callee]! }));
    cycles.push({
      nodes,
      shortest: findShortestLoop(component).map((local) => nodes[local]!),
      cut,
      cutIsMinimal: isMinimal,
      cutHasFewestContainments: isLightest,
      ambiguous: !isCertain(nodes),
      ...(maxLoops !== undefined && { loops: loopsOf(component, maxLoops, loopsBudget) }),
    });
  }
  return cycles.reverse();
}

function loopsOf(component: ComponentGraph, limit: number, budget: WorkBudget): Loops {
  const { loops, truncated } = listLoops(component, limit, budget);
  return { loops: loops.map((loop) => loop.map((local) => component.nodes[local]!)), truncated };
}

/** Tells whether the nodes of a component are a cycle without ambiguous calls too. */
function certainCycles(graph: ProcedureGraph): (nodes: readonly number[]) => boolean {
  const certain = withoutAmbiguousCalls(graph);
  if (certain.calls.callers.length === graph.calls.callers.length) return () => true;
  const { componentOf } = sharedComponents(certain.callees);
  return (nodes) =>
    nodes.length === 1
      ? callsItself(certain, nodes[0]!)
      : nodes.every((node) => componentOf[node] === componentOf[nodes[0]!]);
}
