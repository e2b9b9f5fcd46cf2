import type { ProcedureGraph } from '../graph/procedure-graph.js';

/** What taking a procedure out does to the whole it is joined to by calls in either direction, by node. */
export interface ArticulationPoints {
  /** Parts that are left without it: 0 where no other is joined to it, 1 where they hold together, else 2 or more. */
  readonly parts: Uint32Array;
  /** Procedures that are then no longer joined to the largest of these parts; above 0 exactly where parts are 2 or more. */
  readonly separated: Uint32Array;
}

/**
 * Finds the procedures that alone hold others together: where one is taken out, what is joined by calls, whichever way
 * they point, falls into several parts. Self-calls join nothing, two calls between the same two procedures no more than
 * one; missing procedures take part like any other. An empty graph gives empty columns. Never throws. Iterative.
 * Cost: O(V + E).
 *
 * Source: J. Hopcroft, R. Tarjan, "Efficient algorithms for graph manipulation", CACM 16 (1973), with an explicit stack;
 * the parts are the subtrees of the walk that no call joins to what was found before the procedure, and the rest.
 */
export function findArticulationPoints({ callees, callers }: ProcedureGraph): ArticulationPoints {
  const size = callees.offsets.length - 1;
  const parts = new Uint32Array(size);
  const separated = new Uint32Array(size);
  /** Of the subtrees that come loose the size of all of them and of the largest. */
  const loose = new Uint32Array(size);
  const largest = new Uint32Array(size);
  /** When found, from 1 on; 0 is not yet. The numbers of a subtree follow each other. */
  const found = new Uint32Array(size);
  const low = new Uint32Array(size);
  const path = new Uint32Array(size);
  const order = new Uint32Array(size);
  const nextCallee = callees.offsets.slice(0, size);
  const nextCaller = callers.offsets.slice(0, size);
  let clock = 0;
  for (let root = 0; root < size; root++) {
    if (found[root] !== 0) continue;
    const first = clock;
    let length = 0;
    path[length++] = root;
    order[clock] = root;
    found[root] = low[root] = ++clock;
    while (length > 0) {
      const node = path[length - 1]!;
      const target = nextJoined(node);
      if (target !== -1) {
        if (found[target] !== 0) {
          if (found[target]! < low[node]!) low[node] = found[target]!;
          continue;
        }
        path[length++] = target;
        order[clock] = target;
        found[target] = low[target] = ++clock;
        continue;
      }
      length--;
      if (length === 0) break;
      const parent = path[length - 1]!;
      if (low[node]! < low[parent]!) low[parent] = low[node]!;
      if (low[node]! < found[parent]!) continue;
      const below = clock - found[node]! + 1;
      parts[parent]!++;
      loose[parent]! += below;
      if (below > largest[parent]!) largest[parent] = below;
    }
    for (let at = first; at < clock; at++) {
      const node = order[at]!;
      const rest = clock - first - 1 - loose[node]!;
      if (rest > 0) parts[node]!++;
      separated[node] = loose[node]! + rest - Math.max(largest[node]!, rest);
    }
  }
  return { parts, separated };

  /** The next node that a call joins to this one, callees first; -1 when there is none left. */
  function nextJoined(node: number): number {
    if (nextCallee[node]! < callees.offsets[node + 1]!) return callees.targets[nextCallee[node]!++]!;
    if (nextCaller[node]! < callers.offsets[node + 1]!) return callers.targets[nextCaller[node]!++]!;
    return -1;
  }
}
