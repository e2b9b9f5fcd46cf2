import { type Adjacency, KIND_FLAGS } from '../graph/adjacency.js';
import { findComponents, membersOf } from '../graph/components.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { GrowingColumn } from '../model/growing-column.js';
import { compareText } from '../model/text.js';

const NOBODY: readonly string[] = [];
const NO_CALLS = new Uint32Array();

/**
 * The owners that each procedure without one takes over from the procedures that contain it, sorted; none for a procedure
 * that has an owner, or whose containment leads to none. A parent without an owner passes on what it takes over itself,
 * also round a ring; a plain call passes nothing on. Parents with different owners all count: which of them answers for
 * it the data does not say. Ambiguous containment counts like any other; missing parents have no owner.
 * Kept with the graph: a second time it costs nothing. Never throws.
 * Cost: O(V + E) where a procedure has one parent; else times the different owners that come together.
 */
export function inheritOwners(graph: ProcedureGraph): readonly (readonly string[])[] {
  const known = inheritedIn.get(graph);
  if (known !== undefined) return known;
  const owners = takeOver(graph);
  inheritedIn.set(graph, owners);
  return owners;
}

const inheritedIn = new WeakMap<ProcedureGraph, readonly (readonly string[])[]>();

function takeOver(graph: ProcedureGraph): readonly (readonly string[])[] {
  const size = graph.procedures.length;
  const owners = new Array<readonly string[]>(size).fill(NOBODY);
  const above = parentsOfUnowned(graph);
  const { offsets, targets } = above;
  if (targets.length === 0) return owners;
  // Parents come before what they contain, so that what these take over is known.
  const { count, componentOf } = findComponents(above);
  // Grouped flat: a list for each component would take longer than all the rest.
  const { starts, members } = membersOf(count, componentOf);
  for (let component = 0; component < count; component++) {
    const [start, end] = [starts[component]!, starts[component + 1]!];
    let taken: readonly string[] = NOBODY;
    for (let place = start; place < end; place++) {
      const node = members[place]!;
      for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
        const parent = targets[slot]!;
        const owner = graph.ownerOf(parent);
        taken = joined(taken, owner === null ? owners[parent]! : [owner]);
      }
    }
    if (taken.length === 0) continue;
    for (const node of members.subarray(start, end)) if (graph.ownerOf(node) === null) owners[node] = taken;
  }
  return owners;
}

/** Who contains each procedure that has no owner; nobody where it has one. */
function parentsOfUnowned({ procedures, callers, calls, ownerOf }: ProcedureGraph): Adjacency {
  const { offsets, targets } = callers;
  const parents = new GrowingColumn();
  const starts = new Uint32Array(procedures.length + 1);
  for (let node = 0; node < procedures.length; node++) {
    if (ownerOf(node) === null) {
      for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
        if ((calls.flags[callers.calls[slot]!]! & KIND_FLAGS.called_within) !== 0)
          parents.push(targets[slot]!);
      }
    }
    starts[node + 1] = parents.length;
  }
  return { offsets: starts, targets: parents.values(), calls: NO_CALLS };
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
