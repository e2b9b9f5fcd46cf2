import { type Adjacency, indexCalls } from './adjacency.js';

/** The strongly connected components: each node's component, numbered so that callees come before callers. */
export interface Components {
  readonly count: number;
  readonly componentOf: Uint32Array;
}

const UNSEEN = 0xffffffff;

/**
 * Finds the strongly connected components, a component number never being above that of one that calls it. Give the
 * adjacency of callees. A self-call makes no difference, a missing procedure is a component of its own, an empty graph has
 * none. Iterative: a chain of any length is ordinary input. Never throws. Cost: O(V + E).
 *
 * Source: R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972), with the explicit
 * stack in place of recursion.
 */
export function findComponents({ offsets, targets }: Adjacency): Components {
  const size = offsets.length - 1;
  const found = new Uint32Array(size).fill(UNSEEN);
  const low = new Uint32Array(size);
  const componentOf = new Uint32Array(size).fill(UNSEEN);
  const nextSlot = offsets.slice(0, size);
  const path = new Uint32Array(size);
  const open = new Uint32Array(size);
  let pathLength = 0;
  let openLength = 0;
  let clock = 0;
  let count = 0;
  for (let root = 0; root < size; root++) {
    if (found[root] !== UNSEEN) continue;
    path[pathLength++] = root;
    open[openLength++] = root;
    found[root] = low[root] = clock++;
    while (pathLength > 0) {
      const node = path[pathLength - 1]!;
      if (nextSlot[node]! < offsets[node + 1]!) {
        const target = targets[nextSlot[node]!++]!;
        if (found[target] === UNSEEN) {
          path[pathLength++] = target;
          open[openLength++] = target;
          found[target] = low[target] = clock++;
        } else if (componentOf[target] === UNSEEN && found[target]! < low[node]!) {
          low[node] = found[target]!;
        }
        continue;
      }
      pathLength--;
      if (low[node] === found[node]) {
        let member: number;
        do {
          member = open[--openLength]!;
          componentOf[member] = count;
        } while (member !== node);
        count++;
      }
      if (pathLength > 0) {
        const parent = path[pathLength - 1]!;
        if (low[node]! < low[parent]!) low[parent] = low[node]!;
      }
    }
  }
  return { count, componentOf };
}

const kept = new WeakMap<Adjacency, Components>();

/**
 * The components of a graph's calls, kept with them: several analyses of one graph ask for the same. Never throws.
 * Cost: that of {@link findComponents}, a second time none.
 */
export function sharedComponents(callees: Adjacency): Components {
  const known = kept.get(callees);
  if (known !== undefined) return known;
  const found = findComponents(callees);
  kept.set(callees, found);
  return found;
}

/** The nodes of each component, in node order; none where there are none. Never throws. Cost: O(V). */
export function groupComponents({ count, componentOf }: Components): number[][] {
  const groups: number[][] = Array.from({ length: count }, () => []);
  for (const [node, component] of componentOf.entries()) groups[component]!.push(node);
  return groups;
}

/** The nodes of each group one behind the other, in node order, and where each group begins. Never throws. Cost: O(V). */
export function membersOf(
  count: number,
  groupOf: Uint32Array,
): { readonly starts: Uint32Array; readonly members: Uint32Array } {
  const { offsets, calls } = indexCalls(count, groupOf, groupOf);
  return { starts: offsets, members: calls };
}
