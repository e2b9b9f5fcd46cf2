import { UNREACHED } from '../../graph/walk.js';
import { ChainSearch } from '../chains/chain-search.js';
import type { WorkBudget } from '../work-budget.js';
import type { ComponentGraph } from './component-graph.js';

/** Elementary loops: each lists its nodes once, in call order, from the first by name. */
export interface Loops {
  /** The shortest first, then by the names and ids along them. */
  readonly loops: readonly (readonly number[])[];
  /** True when there are more loops, or the search ended at its limit before it knew. */
  readonly truncated: boolean;
}

/** Above so many nodes times calls, distances are only measured as far as they are needed. */
const FULL_WALKS = 20_000_000;

/**
 * Lists the elementary loops of a component, the shortest first, self-calls among them. Each is found from its first node
 * alone, in what is left of the component without those before it, as D. B. Johnson, "Finding all the elementary circuits
 * of a directed graph", SIAM J. Comput. 4 (1975), has it; but by length. Iterative. Cost: the budget, in calls looked at.
 */
export function listLoops(component: ComponentGraph, limit: number, budget: WorkBudget): Loops {
  const loops: (readonly number[])[] = component.selfCallers.map((node) => [node]);
  const { size, callers } = component;
  const nearby = new NearbyWalk(component, budget);
  const isFull = size * callers.length <= FULL_WALKS;
  const onPath = new Uint8Array(size);
  const calleesOf = calleesIn(component);
  const nextLengths = new Float64Array(size).fill(2);
  for (let length = least(nextLengths); length < Number.POSITIVE_INFINITY; length = least(nextLengths)) {
    for (let start = 0; start < size; start++) {
      if (loops.length > limit || budget.left <= 0) return { loops: loops.slice(0, limit), truncated: true };
      if (nextLengths[start]! > length) continue;
      const depth = isFull ? Number.POSITIVE_INFINITY : 4 * length;
      const { distances, isCut } = nearby.measure(start, depth);
      const ends = { from: start, to: start };
      const search = new ChainSearch(ends, distances, calleesOf, onPath, budget, length);
      if (search.nextLength === length) {
        for (const loop of search.collect(limit + 1 - loops.length)) loops.push(loop.slice(0, -1));
      }
      nextLengths[start] = isCut ? Math.min(search.nextLength, depth + 1) : search.nextLength;
    }
  }
  return { loops: loops.slice(0, limit), truncated: loops.length > limit || budget.left <= 0 };
}

function least(lengths: Float64Array): number {
  let found = Number.POSITIVE_INFINITY;
  for (const length of lengths) if (length < found) found = length;
  return found;
}

/** Ascending, as a component has them. */
function calleesIn({ size, out }: ComponentGraph): (node: number) => readonly number[] {
  const known = new Array<readonly number[] | undefined>(size);
  return (node) => {
    known[node] ??= Array.from(out.targets.subarray(out.offsets[node], out.offsets[node + 1]));
    return known[node];
  };
}

/** Measures distances to a node among those not before it, again and again in the same space. */
class NearbyWalk {
  readonly #component: ComponentGraph;
  readonly #budget: WorkBudget;
  readonly #distances: Uint32Array;
  #reached: number[] = [];

  constructor(component: ComponentGraph, budget: WorkBudget) {
    this.#component = component;
    this.#budget = budget;
    this.#distances = new Uint32Array(component.size).fill(UNREACHED);
  }

  /** The distance of the start itself is the length of the shortest loop through it. */
  measure(start: number, depth: number): { readonly distances: Uint32Array; readonly isCut: boolean } {
    const distances = this.#distances;
    for (const node of this.#reached) distances[node] = UNREACHED;
    distances[start] = UNREACHED;
    const { offsets, targets } = this.#component.in;
    const reached = [start];
    this.#reached = reached;
    let isCut = false;
    for (let next = 0; next < reached.length; next++) {
      const node = reached[next]!;
      const distance = next === 0 ? 1 : distances[node]! + 1;
      if (node === start && next > 0) continue;
      if (distance > depth) {
        isCut = true;
        break;
      }
      for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
        this.#budget.left--;
        const caller = targets[slot]!;
        if (caller < start || distances[caller] !== UNREACHED) continue;
        distances[caller] = distance;
        reached.push(caller);
      }
    }
    return { distances, isCut };
  }
}
