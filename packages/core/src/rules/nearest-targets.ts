import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { compareText } from '../model/text.js';

/** The end of a chain of calls, and how many calls lead there. */
export interface Target {
  readonly node: number;
  readonly distance: number;
}

const NONE = 0xffffffff;

/**
 * The targets nearest to each procedure along its calls: the nearest one and the next, so that one is left where the
 * first is the procedure itself. Of several at the same distance those with the least ids, whatever the order of the
 * list.
 */
export class NearestTargets {
  readonly #graph: ProcedureGraph;
  /** Two slots a node. */
  readonly #targets: Uint32Array;
  readonly #distances: Uint32Array;

  /**
   * Walks breadth first from all targets at once against the calls; a node takes the first two targets to arrive. The
   * queue holds targets in the order of their ids, and so does every level that it grows by. Cost: O(V + E), the
   * targets sorted.
   */
  constructor(graph: ProcedureGraph, targets: readonly number[]) {
    const size = graph.procedures.length;
    this.#graph = graph;
    this.#targets = new Uint32Array(2 * size).fill(NONE);
    this.#distances = new Uint32Array(2 * size);
    const { offsets, targets: callers } = graph.callers;
    const byId = [...targets].sort((a, b) => compareText(graph.procedures[a]!.id, graph.procedures[b]!.id));
    const queue = new Uint32Array(2 * size);
    let filled = 0;
    const arrive = (node: number, target: number, distance: number) => {
      if (this.#targets[2 * node] === target) return;
      const slot = this.#targets[2 * node] === NONE ? 2 * node : 2 * node + 1;
      if (this.#targets[slot] !== NONE) return;
      this.#targets[slot] = target;
      this.#distances[slot] = distance;
      queue[filled++] = slot;
    };
    for (const target of byId) arrive(target, target, 0);
    for (let next = 0; next < filled; next++) {
      const slot = queue[next]!;
      const node = slot >> 1;
      for (let at = offsets[node]!; at < offsets[node + 1]!; at++) {
        arrive(callers[at]!, this.#targets[slot]!, this.#distances[slot]! + 1);
      }
    }
  }

  /** The nearest target that the procedure reaches, itself excluded; `undefined` where it reaches none. */
  nearestOf(node: number): Target | undefined {
    const slot = this.#targets[2 * node] === node ? 2 * node + 1 : 2 * node;
    const target = this.#targets[slot]!;
    return target === NONE ? undefined : { node: target, distance: this.#distances[slot]! };
  }

  /** A shortest chain from the procedure to its nearest target, both ends included; through the least ids. */
  chainOf(node: number): readonly number[] {
    const nearest = this.nearestOf(node);
    if (nearest === undefined) return [];
    const { callees, procedures } = this.#graph;
    const chain = [node];
    for (let left = nearest.distance - 1; left >= 0; left--) {
      const from = chain[chain.length - 1]!;
      let best = NONE;
      for (let slot = callees.offsets[from]!; slot < callees.offsets[from + 1]!; slot++) {
        const callee = callees.targets[slot]!;
        if (this.#distanceTo(callee, nearest.node) !== left) continue;
        if (best === NONE || compareText(procedures[callee]!.id, procedures[best]!.id) < 0) best = callee;
      }
      chain.push(best);
    }
    return chain;
  }

  #distanceTo(node: number, target: number): number {
    if (this.#targets[2 * node] === target) return this.#distances[2 * node]!;
    return this.#targets[2 * node + 1] === target ? this.#distances[2 * node + 1]! : NONE;
  }
}
