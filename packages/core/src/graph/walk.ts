import type { Adjacency } from './adjacency.js';

/** The distance of a node that the walk did not reach. */
export const UNREACHED = 0xffffffff;

/** What a breadth-first walk found. */
export interface Walk {
  /** Steps from the nearest start, by node; `UNREACHED` where there is no way. */
  readonly distances: Uint32Array;
  /** The nodes reached, starts first, nearest first. */
  readonly order: Uint32Array;
}

/**
 * Walks breadth first from all starts at once, at most `depth` steps far. Give the adjacency of callees to walk with
 * the calls, that of callers to walk against them. A start is reached at 0 also where a loop or a self-call leads back to
 * it; without starts nothing is reached. Iterative. Never throws for nodes of the adjacency. Cost: O(V + E).
 */
export function walkFrom(
  adjacency: Adjacency,
  starts: readonly number[],
  depth: number = Number.POSITIVE_INFINITY,
): Walk {
  const { offsets, targets } = adjacency;
  const size = offsets.length - 1;
  const distances = new Uint32Array(size).fill(UNREACHED);
  const order = new Uint32Array(size);
  let reached = 0;
  for (const start of starts) {
    if (distances[start] === 0) continue;
    distances[start] = 0;
    order[reached++] = start;
  }
  for (let next = 0; next < reached; next++) {
    const node = order[next]!;
    const distance = distances[node]! + 1;
    if (distance > depth) break;
    for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
      const target = targets[slot]!;
      if (distances[target] !== UNREACHED) continue;
      distances[target] = distance;
      order[reached++] = target;
    }
  }
  return { distances, order: order.subarray(0, reached) };
}
