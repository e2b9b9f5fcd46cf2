import { type Adjacency, indexCalls } from './adjacency.js';
import { type Components, membersOf, sharedComponents } from './components.js';
import type { ProcedureGraph } from './procedure-graph.js';

/**
 * The graph with each component drawn together into one node: it has no loops, and a component's number is above those
 * of all it calls.
 */
export interface Condensation extends Components {
  /** How many procedures each component has. */
  readonly sizes: Uint32Array;
  /** Whom a component calls, each once and never itself; the `calls` of a slot mean nothing here. */
  readonly callees: Adjacency;
  /** Who calls a component. */
  readonly callers: Adjacency;
}

/**
 * Draws each strongly connected component together into one node. Self-calls and the calls inside a component are gone;
 * missing procedures are components of their own. An empty graph gives an empty condensation. Never throws.
 * Cost: O(V + E).
 */
export function condense(graph: ProcedureGraph): Condensation {
  const components = sharedComponents(graph.callees);
  const { count, componentOf } = components;
  const sizes = new Uint32Array(count);
  for (const component of componentOf) sizes[component]!++;
  const { members } = membersOf(count, componentOf);
  const { offsets, targets } = graph.callees;
  const from = new Uint32Array(targets.length);
  const to = new Uint32Array(targets.length);
  const lastCaller = new Int32Array(count).fill(-1);
  let calls = 0;
  for (const member of members) {
    const caller = componentOf[member]!;
    for (let slot = offsets[member]!; slot < offsets[member + 1]!; slot++) {
      const callee = componentOf[targets[slot]!]!;
      if (callee === caller || lastCaller[callee] === caller) continue;
      lastCaller[callee] = caller;
      from[calls] = caller;
      to[calls++] = callee;
    }
  }
  const callers = from.subarray(0, calls);
  const callees = to.subarray(0, calls);
  return {
    ...components,
    sizes,
    callees: indexCalls(count, callers, callees),
    callers: indexCalls(count, callees, callers),
  };
}
