import type { ComponentGraph } from './component-graph.js';
import type { Digraph } from './digraph.js';

const NONE = 0xffffffff;

/** Finds shortest loops in one component. */
class LoopFinder {
  readonly #component: Digraph;
  readonly #seenBy: Uint32Array;
  readonly #distance: Uint32Array;
  readonly #arrivedBy: Uint32Array;
  readonly #queue: Uint32Array;
  #stamp = 0;

  constructor(component: Digraph) {
    const { size } = component;
    this.#component = component;
    this.#seenBy = new Uint32Array(size);
    this.#distance = new Uint32Array(size);
    this.#arrivedBy = new Uint32Array(size);
    this.#queue = new Uint32Array(size);
  }

  /**
   * A shortest loop through any of the starts, as the calls along it; `null` where there is none. Self-calls do not
   * count. A breadth-first walk from each start, none deeper than the best loop so far. Cost: O(starts · calls).
   */
  findShortest(starts: readonly number[]): readonly number[] | null {
    let best: readonly number[] | null = null;
    for (const start of starts) {
      const loop = this.#loopThrough(start, best === null ? NONE : best.length - 1);
      if (loop !== null) best = loop;
      if (best !== null && best.length === 2) break;
    }
    return best;
  }

  #loopThrough(start: number, longest: number): readonly number[] | null {
    const { offsets, targets, calls } = this.#component.out;
    const stamp = ++this.#stamp;
    let filled = 0;
    this.#queue[filled++] = start;
    this.#seenBy[start] = stamp;
    this.#distance[start] = 0;
    for (let next = 0; next < filled; next++) {
      const node = this.#queue[next]!;
      if (this.#distance[node]! >= longest) return null;
      for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
        const call = calls[slot]!;
        const target = targets[slot]!;
        if (target === start) return this.#trace(start, call);
        if (this.#seenBy[target] === stamp) continue;
        this.#seenBy[target] = stamp;
        this.#distance[target] = this.#distance[node]! + 1;
        this.#arrivedBy[target] = call;
        this.#queue[filled++] = target;
      }
    }
    return null;
  }

  #trace(start: number, closing: number): readonly number[] {
    const { callers } = this.#component;
    const loop = [closing];
    for (let node = callers[closing]!; node !== start; node = callers[loop[loop.length - 1]!]!) {
      loop.push(this.#arrivedBy[node]!);
    }
    return loop.reverse();
  }
}

/**
 * A shortest loop of the component as its nodes in call order, from the first by name. A self-call is a loop of one.
 *
 * In a component that is no plain ring every loop passes a node with several callees inside (else it could not be left)
 * and one with several callers inside, so only the smaller of these two sets is walked from.
 */
export function findShortestLoop(component: ComponentGraph): readonly number[] {
  const self = component.selfCallers[0];
  if (self !== undefined) return [self];
  const loop = new LoopFinder(component).findShortest(loopStarts(component)) ?? [];
  const nodes = loop.map((call) => component.callers[call]!);
  const first = nodes.indexOf(nodes.reduce((least, node) => Math.min(least, node), NONE));
  return [...nodes.slice(first), ...nodes.slice(0, first)];
}

/** Nodes of which every loop passes at least one. */
function loopStarts(component: Digraph): readonly number[] {
  const branching = (offsets: Uint32Array) =>
    Array.from({ length: component.size }, (_, node) => node).filter(
      (node) => offsets[node + 1]! - offsets[node]! > 1,
    );
  const [splits, joins] = [branching(component.out.offsets), branching(component.in.offsets)];
  const smaller = splits.length <= joins.length ? splits : joins;
  return smaller.length === 0 ? [0] : smaller;
}
