import type { Adjacency } from '../graph/adjacency.js';
import { type Direction, neighbours, type ProcedureGraph } from '../graph/procedure-graph.js';
import { walkFrom } from '../graph/walk.js';
import { compareByNameThenId } from '../model/text.js';

/** A procedure at one place of a tree. */
export interface TreeEntry {
  readonly node: number;
  /** Steps below the root, which is at 0. */
  readonly level: number;
  /**
   * `expanded`: what is below follows. `leaf`: nothing is below. `repeated`: the procedure stands at another place of the
   * tree, where what is below it follows, or closes a cycle. `truncated`: what is below is deeper than asked for.
   */
  readonly kind: 'expanded' | 'leaf' | 'repeated' | 'truncated';
}

export interface TreeOptions {
  /** Whether below a procedure stand those it calls or those that call it. */
  readonly direction?: Direction;
  /** Steps below the root, at most. */
  readonly depth?: number;
}

export const DEFAULT_TREE_OPTIONS = { direction: 'dependencies', depth: Number.POSITIVE_INFINITY } as const;

/**
 * Lays out what a procedure leads to (or, as `dependents`, what leads to it) as a tree, in depth-first order: each
 * procedure is followed by those below it, by name then id. A procedure is shown whole once, at its first place
 * in that order; where `depth` cuts something off, at the first of its places nearest to the root, so that everything
 * within the depth is shown. A self-call puts a procedure, repeated, below itself; missing procedures are shown.
 * Never throws for nodes of the graph. Iterative. Cost: O(V + E) and sorting the calls of each procedure.
 */
export function buildTree(
  graph: ProcedureGraph,
  root: number,
  options: TreeOptions = {},
): readonly TreeEntry[] {
  const { direction, depth } = { ...DEFAULT_TREE_OPTIONS, ...options };
  const adjacency = neighbours(graph, direction);
  const tree = layOut(graph, adjacency, root, depth);
  if (tree.every(({ kind }) => kind !== 'truncated')) return tree;
  return layOut(graph, adjacency, root, depth, walkFrom(adjacency, [root], depth).distances);
}

/** The tree; with distances, each procedure is expanded only where it is no further from the root than its distance. */
function layOut(
  graph: ProcedureGraph,
  adjacency: Adjacency,
  root: number,
  depth: number,
  distances?: Uint32Array,
): readonly TreeEntry[] {
  const shown = new Uint8Array(graph.procedures.length);
  const kindOf = (node: number, level: number, below: number): TreeEntry['kind'] => {
    if (shown[node] === 1) return 'repeated';
    if (below === 0) return 'leaf';
    if (distances !== undefined && distances[node]! < level) return 'repeated';
    return level >= depth ? 'truncated' : 'expanded';
  };
  const tree: TreeEntry[] = [];
  const open = [{ node: root, level: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, level } = next;
    const below = adjacency.targets.subarray(adjacency.offsets[node], adjacency.offsets[node + 1]);
    const kind = kindOf(node, level, below.length);
    tree.push({ node, level, kind });
    if (kind === 'expanded' || kind === 'leaf') shown[node] = 1;
    if (kind !== 'expanded') continue;
    const backwards = [...below].sort((a, b) =>
      compareByNameThenId(graph.procedures[b]!, graph.procedures[a]!),
    );
    for (const child of backwards) open.push({ node: child, level: level + 1 });
  }
  return tree;
}
