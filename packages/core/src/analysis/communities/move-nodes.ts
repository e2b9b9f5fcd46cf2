import type { LevelGraph } from './level-graph.js';

/** What came of moving nodes. */
export interface Moves {
  readonly moved: boolean;
  /** Looks at calls that it took. */
  readonly looks: number;
}

/** A gain below this, in ends of calls, is rounding. */
const LEAST_GAIN = 1e-9;

/**
 * Moves each node to the neighbouring group, or to one of its own, that raises modularity most, until none does or so many
 * looks at calls are used up; a node is looked at again only after a neighbour outside its group has moved. Changes
 * `groupOf`, whose numbers stay below the number of nodes. Ties leave a node where it is, then go to the group met first.
 *
 * Source: V. D. Blondel et al., "Fast unfolding of communities in large networks", J. Stat. Mech. (2008), with the queue
 * of V. A. Traag, L. Waltman, N. J. van Eck, "From Louvain to Leiden", Scientific Reports 9 (2019).
 */
export function moveNodes(graph: LevelGraph, groupOf: Uint32Array, looks: number): Moves {
  const { offsets, targets, weights, strengths, total } = graph;
  const size = groupOf.length;
  /** By group, side by side for the processor's cache: ends of calls between the node at hand and it, and its strength. */
  const figures = new Int32Array(2 * size);
  const members = new Uint32Array(size);
  for (let node = 0; node < size; node++) {
    figures[2 * groupOf[node]! + 1]! += strengths[node]!;
    members[groupOf[node]!]!++;
  }
  const unused: number[] = [];
  for (let group = size - 1; group >= 0; group--) if (members[group] === 0) unused.push(group);
  const near = new Uint32Array(size);
  /** A ring, in which a node waits once at most. */
  const queue = Uint32Array.from(groupOf.keys());
  const waits = new Uint8Array(size).fill(1);
  let moved = false;
  let left = looks;
  let waiting = size;
  for (let next = 0; waiting > 0 && left > 0; waiting--) {
    const node = queue[next]!;
    next = next + 1 === size ? 0 : next + 1;
    waits[node] = 0;
    const first = offsets[node]!;
    const end = offsets[node + 1]!;
    left -= end - first;
    const own = groupOf[node]!;
    let nearCount = 0;
    for (let slot = first; slot < end; slot++) {
      const group = groupOf[targets[slot]!]!;
      if (figures[2 * group] === 0) near[nearCount++] = group;
      figures[2 * group]! += weights[slot]!;
    }
    const strength = strengths[node]!;
    const share = strength / total;
    let most = figures[2 * own]! - share * (figures[2 * own + 1]! - strength);
    let best = own;
    for (let at = 0; at < nearCount; at++) {
      const group = near[at]!;
      const gain = figures[2 * group]! - share * figures[2 * group + 1]!;
      figures[2 * group] = 0;
      if (group !== own && gain > most + LEAST_GAIN) {
        best = group;
        most = gain;
      }
    }
    if (most < -LEAST_GAIN && members[own]! > 1) best = unused.pop()!;
    if (best === own) continue;
    moved = true;
    figures[2 * own + 1]! -= strength;
    figures[2 * best + 1]! += strength;
    if (--members[own]! === 0) unused.push(own);
    members[best]!++;
    groupOf[node] = best;
    for (let slot = first; slot < end; slot++) {
      const other = targets[slot]!;
      if (waits[other] === 1 || groupOf[other] === best) continue;
      waits[other] = 1;
      const place = next + waiting - 1;
      queue[place < size ? place : place - size] = other;
      waiting++;
    }
  }
  return { moved, looks: looks - left };
}
