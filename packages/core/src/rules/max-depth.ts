import * as v from 'valibot';
import { membersOf } from '../graph/components.js';
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
    const chains = new LongestChains(graph, condensation);
    const certain = withoutAmbiguousCalls(graph);
    const isCertain = certain === graph ? () => true : isTooLongFor(certain, max);
    const members = new Map<number, number[]>();
    const { callers, componentOf } = condensation;
    for (let node = 0; node < componentOf.length; node++) {
      const component = componentOf[node]!;
      const isCalled = callers.offsets[component + 1]! > callers.offsets[component]!;
      if (isCalled || chains.depths[component]! <= max || isIgnored(node)) continue;
      const nodes = members.get(component);
      if (nodes === undefined) members.set(component, [node]);
      else nodes.push(node);
    }
    return Array.from(members, ([component, nodes]) => {
      const finding = findingOf(graph, chains, { component, nodes, max });
      return marked(!nodes.some(isCertain), finding);
    });
  },
});

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

const UNKNOWN = -2;
const NONE = -1;

/** The longest chain of each component: how many calls it has, and the one with which it leaves the component. */
class LongestChains {
  readonly depths: Uint32Array;
  readonly #graph: ProcedureGraph;
  readonly #componentOf: Uint32Array;
  readonly #members: ReturnType<typeof membersOf>;
  /** Calls are looked for where a chain is shown: few are. */
  readonly #calls: Int32Array;

  constructor(graph: ProcedureGraph, condensation: Condensation) {
    const { count, componentOf } = condensation;
    this.depths = depthsOf(condensation);
    this.#graph = graph;
    this.#componentOf = componentOf;
    this.#members = membersOf(count, componentOf);
    this.#calls = new Int32Array(count).fill(UNKNOWN);
  }

  /** The calls of a component's longest chain, no more than so many. */
  callsFrom(component: number, most: number): readonly CallNodes[] {
    const { callers, callees } = this.#graph.calls;
    const shown: CallNodes[] = [];
    let call = this.#callFrom(component);
    while (call !== NONE && shown.length < most) {
      const callee = callees[call]!;
      shown.push({ caller: callers[call]!, callee });
      call = this.#callFrom(this.#componentOf[callee]!);
    }
    return shown;
  }

  /** The number of the call with which the chain leaves the component; of several the one with the least ids. */
  #callFrom(component: number): number {
    const known = this.#calls[component]!;
    if (known !== UNKNOWN) return known;
    const { callees } = this.#graph;
    const { starts, members } = this.#members;
    let best = NONE;
    for (let at = starts[component]!; at < starts[component + 1]!; at++) {
      const member = members[at]!;
      for (let slot = callees.offsets[member]!; slot < callees.offsets[member + 1]!; slot++) {
        const below = this.#componentOf[callees.targets[slot]!]!;
        if (below === component || this.depths[below]! + 1 !== this.depths[component]) continue;
        const call = callees.calls[slot]!;
        if (best === NONE || this.#compare(call, best) < 0) best = call;
      }
    }
    this.#calls[component] = best;
    return best;
  }

  #compare(a: number, b: number): number {
    const { procedures, calls } = this.#graph;
    const compareIds = (one: number, other: number) =>
      one === other ? 0 : compareText(procedures[one]!.id, procedures[other]!.id);
    return (
      compareIds(calls.callers[a]!, calls.callers[b]!) || compareIds(calls.callees[a]!, calls.callees[b]!)
    );
  }
}

interface TooDeep {
  readonly component: number;
  readonly nodes: readonly number[];
  readonly max: number;
}

function findingOf(
  graph: ProcedureGraph,
  chains: LongestChains,
  { component, nodes, max }: TooDeep,
): Finding {
  const byName = [...nodes].sort((a, b) => compareByNameThenId(graph.procedures[a]!, graph.procedures[b]!));
  // As many calls as there are too many of at least; a chain may be as long as the organisation is large.
  const shown = chains.callsFrom(component, max + 1);
  const first = graph.procedures[byName[0]!]!;
  const missing = first.missing ? shown.slice(0, 1).map(({ callee }) => callee) : [];
  return {
    tell: () =>
      `A chain of ${countOf(chains.depths[component]!, 'call')}, more than ${max}, begins at ${named(graph, byName[0]!)} with ${named(graph, shown[0]!.callee)}.`,
    nodes: [...byName, ...missing],
    calls: shown,
    identity: { nodes: [...byName, ...missing] },
  };
}
