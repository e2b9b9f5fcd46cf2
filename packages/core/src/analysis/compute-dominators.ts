import type { Adjacency } from '../graph/adjacency.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';

/** What no chain of calls from the starts gets around, by node. */
export interface Dominators {
  /**
   * The last procedure, itself excluded, that every chain from a start to it passes: `START` where there is none, as for
   * the starts themselves, and `UNREACHED_BY_STARTS` where no chain leads there.
   */
  readonly immediate: Int32Array;
  /** How many other procedures can be reached from the starts only through it. */
  readonly dominated: Uint32Array;
}

/** Stands for the place before all starts. */
export const START = -1;

export const UNREACHED_BY_STARTS = -2;

/**
 * Computes which procedures every chain of calls from the starts (as a rule the entry points) to others must pass. A
 * start that can also be called from another has no dominator. Without starts, and on an empty graph, nothing is reached.
 * Self-calls change nothing; missing procedures are reached only where they are starts, for nothing calls them.
 * Never throws for nodes of the graph. Iterative. Cost: O((V + E) · log V) at worst, near linear in practice.
 *
 * Source: T. Lengauer, R. E. Tarjan, "A fast algorithm for finding dominators in a flowgraph", ACM TOPLAS 1 (1979), the
 * version with path compression alone, from a root that calls every start; all tables are by the number of the walk.
 */
export function computeDominators(graph: ProcedureGraph, starts: readonly number[]): Dominators {
  const size = graph.procedures.length;
  const walk = walkDepthFirst(graph.callees, starts);
  const dominators = dominatorsOf(walk, graph.callers, starts);
  const dominated = new Uint32Array(size);
  const immediate = new Int32Array(size).fill(UNREACHED_BY_STARTS);
  const weights = new Uint32Array(walk.count + 1).fill(1);
  for (let number = walk.count; number > 0; number--) {
    const dominator = dominators[number]!;
    weights[dominator]! += weights[number]!;
    const node = walk.nodes[number]!;
    dominated[node] = weights[number]! - 1;
    immediate[node] = dominator === 0 ? START : walk.nodes[dominator]!;
  }
  return { immediate, dominated };
}

/** A depth-first walk from a root, number 0, that calls every start. */
interface DepthFirst {
  /** How many nodes it reached; they have the numbers from 1 on. */
  readonly count: number;
  readonly nodes: Uint32Array;
  /** By node; 0 where it was not reached. */
  readonly numbers: Uint32Array;
  /** By number: the number from which it was reached. */
  readonly parents: Uint32Array;
}

function walkDepthFirst({ offsets, targets }: Adjacency, starts: readonly number[]): DepthFirst {
  const size = offsets.length - 1;
  const nodes = new Uint32Array(size + 1);
  const numbers = new Uint32Array(size);
  const parents = new Uint32Array(size + 1);
  const nextSlot = offsets.slice(0, size);
  const path = new Uint32Array(size);
  let count = 0;
  for (const start of starts) {
    if (numbers[start] !== 0) continue;
    let length = 0;
    path[length++] = start;
    numbers[start] = ++count;
    nodes[count] = start;
    while (length > 0) {
      const node = path[length - 1]!;
      if (nextSlot[node]! === offsets[node + 1]!) {
        length--;
        continue;
      }
      const target = targets[nextSlot[node]!++]!;
      if (numbers[target] !== 0) continue;
      path[length++] = target;
      numbers[target] = ++count;
      nodes[count] = target;
      parents[count] = numbers[node]!;
    }
  }
  return { count, nodes, numbers, parents };
}

/** The immediate dominator of each number. */
function dominatorsOf(
  { count, nodes, numbers, parents }: DepthFirst,
  { offsets, targets }: Adjacency,
  starts: readonly number[],
): Uint32Array {
  const semi = Uint32Array.from({ length: count + 1 }, (_, number) => number);
  const label = semi.slice();
  const ancestor = new Uint32Array(count + 1);
  const linked = new Uint8Array(count + 1);
  const dominators = new Uint32Array(count + 1);
  /** For each number those whose semidominator it is, as a list; 0 ends it. */
  const firstOf = new Uint32Array(count + 1);
  const nextOf = new Uint32Array(count + 1);
  const above = new Uint32Array(count + 1);
  const isStart = new Uint8Array(count + 1);
  for (const start of starts) isStart[numbers[start]!] = 1;
  for (let number = count; number > 0; number--) {
    const node = nodes[number]!;
    let least = isStart[number] === 1 ? 0 : number;
    for (let slot = offsets[node]!; slot < offsets[node + 1]! && least > 0; slot++) {
      const caller = numbers[targets[slot]!]!;
      if (caller !== 0) least = Math.min(least, semi[leastLabel(caller)]!);
    }
    semi[number] = least;
    nextOf[number] = firstOf[least]!;
    firstOf[least] = number;
    const parent = parents[number]!;
    ancestor[number] = parent;
    linked[number] = 1;
    for (let waiting = firstOf[parent]!; waiting !== 0; waiting = nextOf[waiting]!) {
      const way = leastLabel(waiting);
      dominators[waiting] = semi[way]! < semi[waiting]! ? way : parent;
    }
    firstOf[parent] = 0;
  }
  for (let number = 1; number <= count; number++) {
    if (dominators[number] !== semi[number]) dominators[number] = dominators[dominators[number]!]!;
  }
  return dominators;

  /** Of the numbers above this one in its tree of the forest, root excluded, one with the least semidominator. */
  function leastLabel(number: number): number {
    if (linked[number] === 0) return number;
    let length = 0;
    for (let at = number; linked[ancestor[at]!] === 1; at = ancestor[at]!) above[length++] = at;
    while (length > 0) {
      const at = above[--length]!;
      const up = ancestor[at]!;
      if (semi[label[up]!]! < semi[label[at]!]!) label[at] = label[up]!;
      ancestor[at] = ancestor[up]!;
    }
    return label[number]!;
  }
}
