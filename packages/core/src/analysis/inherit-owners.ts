import { CALL_FLAGS, indexCalls } from '../graph/adjacency.js';
import { findComponents, groupComponents } from '../graph/components.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { compareText } from '../model/text.js';

const CONTAINMENT = CALL_FLAGS.calledWithin | CALL_FLAGS.ambiguousCalledWithin;
const NOBODY: readonly string[] = [];

/**
 * The owners that each procedure without one takes over from the procedures that contain it, sorted; none for a procedure
 * that has an owner, or whose containment leads to none. A parent without an owner passes on what it takes over itself,
 * also round a ring; a plain call passes nothing on. Parents with different owners all count: which of them answers for
 * it the data does not say. Ambiguous containment counts like any other; missing parents have no owner.
 * Never throws. Cost: O(V + E) where a procedure has one parent; else times the different owners that come together.
 */
export function inheritOwners(graph: ProcedureGraph): readonly (readonly string[])[] {
  const { procedures, calls } = graph;
  const owners = new Array<readonly string[]>(procedures.length).fill(NOBODY);
  const children: number[] = [];
  const parents: number[] = [];
  for (let call = 0; call < calls.callers.length; call++) {
    const callee = calls.callees[call]!;
    if ((calls.flags[call]! & CONTAINMENT) === 0 || graph.ownerOf(callee) !== null) continue;
    children.push(callee);
    parents.push(calls.callers[call]!);
  }
  if (children.length === 0) return owners;
  // Parents come before what they contain, so that what these take over is known.
  const above = indexCalls(procedures.length, Uint32Array.from(children), Uint32Array.from(parents));
  const { offsets, targets } = above;
  for (const members of groupComponents(findComponents(above))) {
    let taken: readonly string[] = NOBODY;
    for (const node of members) {
      for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
        const parent = targets[slot]!;
        const owner = graph.ownerOf(parent);
        taken = joined(taken, owner === null ? owners[parent]! : [owner]);
      }
    }
    if (taken.length === 0) continue;
    for (const node of members) if (graph.ownerOf(node) === null) owners[node] = taken;
  }
  return owners;
}

/** Both lists as one, sorted, each name once; one of the two as it is where it has all. */
function joined(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const names = new Set(a);
  if (b.every((name) => names.has(name))) return a;
  for (const name of b) names.add(name);
  return [...names].sort(compareText);
}
