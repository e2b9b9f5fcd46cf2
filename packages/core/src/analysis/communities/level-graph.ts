import type { Adjacency } from '../../graph/adjacency.js';
import { membersOf } from '../../graph/components.js';

/**
 * A graph without directions at one level of the search: nodes are procedures at first, then groups of them. A pair of
 * nodes may be joined in several slots, whose weights add up; what joins a node to itself is in its strength alone.
 */
export interface LevelGraph {
  readonly offsets: Uint32Array;
  readonly targets: Uint32Array;
  /** Calls in a slot. */
  readonly weights: Uint32Array;
  /** Ends of calls at a node, those of calls inside it included. */
  readonly strengths: Uint32Array;
  /** All strengths together: twice the calls. */
  readonly total: number;
}

/** Takes the directions away from calls; self-calls are left out. Cost: O(V + E). */
export function withoutDirections(callees: Adjacency): LevelGraph {
  const size = callees.offsets.length - 1;
  const offsets = new Uint32Array(size + 1);
  forEachCall(callees, (caller, callee) => {
    offsets[caller + 1]!++;
    offsets[callee + 1]!++;
  });
  for (let node = 0; node < size; node++) offsets[node + 1]! += offsets[node]!;
  const total = offsets[size]!;
  const next = offsets.slice(0, size);
  const targets = new Uint32Array(total);
  forEachCall(callees, (caller, callee) => {
    targets[next[caller]!++] = callee;
    targets[next[callee]!++] = caller;
  });
  return {
    offsets,
    targets,
    weights: new Uint32Array(total).fill(1),
    strengths: offsets.subarray(1).map((end, node) => end - offsets[node]!),
    total,
  };
}

function forEachCall({ offsets, targets }: Adjacency, visit: (caller: number, callee: number) => void): void {
  for (let node = 0; node + 1 < offsets.length; node++) {
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
      if (targets[slot] !== node) visit(node, targets[slot]!);
    }
  }
}

/** Draws the nodes of each group together into one, numbered as the groups are, from 0 to `count`. Cost: O(V + E). */
export function drawTogether(graph: LevelGraph, groupOf: Uint32Array, count: number): LevelGraph {
  const { starts, members } = membersOf(count, groupOf);
  const strengths = new Uint32Array(count);
  for (let node = 0; node < groupOf.length; node++) strengths[groupOf[node]!]! += graph.strengths[node]!;
  const offsets = new Uint32Array(count + 1);
  const targets = new Uint32Array(graph.targets.length);
  const weights = new Uint32Array(graph.targets.length);
  /** Where the group at hand has the slot to another, from its own offset on; anything before that is an older one's. */
  const slotOf = new Int32Array(count).fill(-1);
  let filled = 0;
  for (let group = 0; group < count; group++) {
    const first = filled;
    for (let at = starts[group]!; at < starts[group + 1]!; at++) {
      const node = members[at]!;
      for (let slot = graph.offsets[node]!; slot < graph.offsets[node + 1]!; slot++) {
        const other = groupOf[graph.targets[slot]!]!;
        if (other === group) continue;
        if (slotOf[other]! < first) {
          slotOf[other] = filled;
          targets[filled] = other;
          weights[filled++] = graph.weights[slot]!;
        } else {
          weights[slotOf[other]!]! += graph.weights[slot]!;
        }
      }
    }
    offsets[group + 1] = filled;
  }
  return {
    offsets,
    targets: targets.subarray(0, filled),
    weights: weights.subarray(0, filled),
    strengths,
    total: graph.total,
  };
}
