import type { Adjacency } from '../graph/adjacency.js';
import { withoutAmbiguousCalls } from '../graph/narrow-graph.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { UNREACHED, walkFrom } from '../graph/walk.js';
import { compareByNameThenId } from '../model/text.js';

/** How a call chain leads from one procedure to another. */
export interface CallPath {
  readonly found: boolean;
  /** A shortest chain in call order, both ends included; empty where there is none. */
  readonly path: readonly number[];
  /** The procedures that every chain passes, shortest or not, in call order, without the ends. */
  readonly mustPass: readonly number[];
  /** True when every chain passes a call that only an ambiguous reference states. */
  readonly ambiguous: boolean;
}

/**
 * Finds a shortest chain of calls from one procedure to another, and the procedures that no chain gets around. Among
 * the shortest chains it is the one whose next procedure is, at each step from the start, the first by name then id.
 * From a procedure to itself the path is that procedure alone, on a cycle too. Missing procedures count like any other.
 * Never throws for nodes of the graph. Cost: O(V + E).
 */
export function findPath(graph: ProcedureGraph, from: number, to: number): CallPath {
  const { distances } = walkFrom(graph.callers, [to]);
  if (distances[from] === UNREACHED) return { found: false, path: [], mustPass: [], ambiguous: false };
  const path = [from];
  for (let node = from; node !== to; path.push(node)) node = nextTowards(graph, distances, node);
  return {
    found: true,
    path,
    mustPass: findMustPass(graph.callees, path),
    ambiguous: !isCertain(graph, from, to),
  };
}

/** Of the callees one call nearer to the end, the first by name then id. */
function nextTowards(graph: ProcedureGraph, distances: Uint32Array, node: number): number {
  const { offsets, targets } = graph.callees;
  let best = -1;
  for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
    const next = targets[slot]!;
    if (distances[next] !== distances[node]! - 1) continue;
    if (best === -1 || compareByNameThenId(graph.procedures[next]!, graph.procedures[best]!) < 0) best = next;
  }
  return best;
}

/**
 * The inner procedures of one chain that all chains between its ends pass: the dominators of the end, seen from the
 * start, which stand on every chain and so on this one. Walking along the chain, it looks how far ahead the procedures
 * so far lead by other ways; one that nothing leads past cannot be got around. Each procedure is walked once: O(V + E).
 *
 * Dominators for every end at once take T. Lengauer and R. E. Tarjan, "A fast algorithm for finding dominators in a
 * flowgraph", ACM TOPLAS 1 (1979); for one end, one chain and the detours past it are enough.
 */
function findMustPass({ offsets, targets }: Adjacency, path: readonly number[]): readonly number[] {
  const positions = new Map(path.map((node, position) => [node, position]));
  const seen = new Uint8Array(offsets.length - 1);
  const mustPass: number[] = [];
  let furthest = 0;
  for (const [position, start] of path.slice(0, -1).entries()) {
    if (position > 0 && furthest === position) mustPass.push(start);
    const open = [start];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (let slot = offsets[node]!; slot < offsets[node + 1]!; slot++) {
        const target = targets[slot]!;
        const onPath = positions.get(target);
        if (onPath !== undefined) {
          furthest = Math.max(furthest, onPath);
        } else if (seen[target] === 0) {
          seen[target] = 1;
          open.push(target);
        }
      }
    }
  }
  return mustPass;
}

function isCertain(graph: ProcedureGraph, from: number, to: number): boolean {
  const certain = withoutAmbiguousCalls(graph);
  return certain === graph || walkFrom(certain.callees, [from]).distances[to] !== UNREACHED;
}
