import * as v from 'valibot';
import { type Condensation, condense } from '../graph/condensation.js';
import { withoutAmbiguousCalls } from '../graph/narrow-graph.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { compareByNameThenId, compareText, countOf } from '../model/text.js';
import { wholeNumberOption } from './option-schemas.js';
import { type CallNodes, defineRule, type Finding } from './rule.js';
import { marked, named } from './wording.js';

/** Chains of calls that are too long. Cost: O(V + E), and the calls shown. */
export const maxDepth = defineRule({
  name: 'max-depth',
  description: 'No chain of calls may be too long.',
  details:
    'Counted are the calls on the longest chain that begins at a procedure, each cycle as one procedure. A procedure is a violation when its chain is too long and nothing outside its own cycle calls it, so that each chain is told of where it begins.',
  defaultSetting: 'off',
  options: v.strictObject({ max: wholeNumberOption('how many calls a chain may have', 20) }),
  find: (graph, { max }, { isIgnored }) => {
    const condensation = condense(graph);
    const chains = longestChains(graph, condensation);
    const certain = withoutAmbiguousCalls(graph);
    const isCertain = certain === graph ? () => true : isTooLongFor(certain, max);
    const members: number[][] = Array.from({ length: condensation.count }, () => []);
    const isTooLong = (component: number) => chains.depths[component]! > max;
    const { callers, componentOf } = condensation;
    for (const [node, component] of componentOf.entries()) {
      const isCalled = callers.offsets[component + 1]! > callers.offsets[component]!;
      if (!isCalled && isTooLong(component) && !isIgnored(node)) members[component]!.push(node);
    }
    return members.flatMap((nodes, component) => {
      if (nodes.length === 0) return [];
      const finding = findingOf(graph, condensation, chains, { component, nodes, max });
      return [marked(!nodes.some(isCertain), finding)];
    });
  },
});

/** For each component how many calls its longest chain has, and the first call of that. */
interface Chains {
  readonly depths: Uint32Array;
  /** The call with which the chain leaves the component; of several the one with the least ids. */
  readonly calls: readonly (CallNodes | undefined)[];
}

/** Tells whether the longest chain that begins at a procedure has too many calls. */
function isTooLongFor(graph: ProcedureGraph, max: number): (node: number) => boolean {
  const condensation = condense(graph);
  const depths = depthsOf(condensation);
  return (node) => depths[condensation.componentOf[node]!]! > max;
}

function depthsOf({ count, callees }: Condensation): Uint32Array {
  const depths = new Uint32Array(count);
  for (let component = 0; component < count; component++) {
    let depth = 0;
    for (let slot = callees.offsets[component]!; slot < callees.offsets[component + 1]!; slot++) {
      depth = Math.max(depth, depths[callees.targets[slot]!]! + 1);
    }
    depths[component] = depth;
  }
  return depths;
}

function longestChains(graph: ProcedureGraph, condensation: Condensation): Chains {
  const { count, componentOf } = condensation;
  const depths = depthsOf(condensation);
  const calls: (CallNodes | undefined)[] = new Array(count);
  const idOf = (node: number) => graph.procedures[node]!.id;
  for (let call = 0; call < graph.calls.callers.length; call++) {
    const [caller, callee] = [graph.calls.callers[call]!, graph.calls.callees[call]!];
    const component = componentOf[caller]!;
    if (depths[component] !== depths[componentOf[callee]!]! + 1 || component === componentOf[callee])
      continue;
    const best = calls[component];
    const order =
      best === undefined
        ? -1
        : compareText(idOf(caller), idOf(best.caller)) || compareText(idOf(callee), idOf(best.callee));
    if (order < 0) calls[component] = { caller, callee };
  }
  return { depths, calls };
}

interface TooDeep {
  readonly component: number;
  readonly nodes: readonly number[];
  readonly max: number;
}

function findingOf(
  graph: ProcedureGraph,
  { componentOf }: Condensation,
  { depths, calls }: Chains,
  { component, nodes, max }: TooDeep,
): Finding {
  const byName = [...nodes].sort((a, b) => compareByNameThenId(graph.procedures[a]!, graph.procedures[b]!));
  const shown: CallNodes[] = [];
  // As many calls as there are too many of at least; a chain may be as long as the organisation is large.
  for (
    let at = calls[component];
    at !== undefined && shown.length <= max;
    at = calls[componentOf[at.callee]!]
  ) {
    shown.push(at);
  }
  const first = graph.procedures[byName[0]!]!;
  const missing = first.missing ? shown.slice(0, 1).map(({ callee }) => callee) : [];
  return {
    message: `A chain of ${countOf(depths[component]!, 'call')}, more than ${max}, begins at ${named(graph, byName[0]!)} with ${named(graph, shown[0]!.callee)}.`,
    nodes: [...byName, ...missing],
    calls: shown,
    identity: { nodes: [...byName, ...missing] },
  };
}
