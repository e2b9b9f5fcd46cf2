import { compareNodes, type ProcedureGraph } from '../graph/procedure-graph.js';
import { computeDominators } from './compute-dominators.js';
import { findArticulationPoints } from './find-articulation-points.js';
import { firstInOrder } from './rank-nodes.js';

/** A procedure that is the only way from the entry points to others. */
export interface OnlyWay {
  readonly node: number;
  /** Others that every chain from an entry point reaches only through it. */
  readonly dominates: number;
  readonly entryPoint: boolean;
}

/** A procedure that alone holds parts of the graph together. */
export interface OnlyLink {
  readonly node: number;
  /** Procedures that without it no call joins, directly or not, to the largest part of what is left. */
  readonly separates: number;
  /** Into how many parts the rest falls. */
  readonly parts: number;
}

export interface SinglePoints {
  /** How many procedures are the only way to at least one other, and the worst of them. */
  readonly dominators: { readonly count: number; readonly worst: readonly OnlyWay[] };
  /** How many procedures alone hold others together, and the worst of them. */
  readonly articulationPoints: { readonly count: number; readonly worst: readonly OnlyLink[] };
  /** By node. */
  readonly dominates: Uint32Array;
  /** By node. */
  readonly separates: Uint32Array;
}

/**
 * Finds the single points of failure: procedures without which no entry point leads to others any more, and procedures
 * without which others are no longer joined to the rest. The worst of each, at most `count`, by how many others they
 * concern, then by name, then by id. An entry point is the only way to what only it leads to, and says so. Missing
 * procedures lie on no way from an entry point, but may hold others together. On an empty graph there are none.
 * Never throws. Cost: that of {@link computeDominators} and {@link findArticulationPoints}.
 */
export function findSinglePoints(
  graph: ProcedureGraph,
  entryPoints: readonly number[],
  count: number,
): SinglePoints {
  const { dominated: dominates } = computeDominators(graph, entryPoints);
  const { parts, separated: separates } = findArticulationPoints(graph);
  const isEntryPoint = new Set(entryPoints);
  const ways = worst(graph, dominates, count);
  const links = worst(graph, separates, count);
  return {
    dominators: {
      count: ways.count,
      worst: ways.nodes.map((node) => ({
        node,
        dominates: dominates[node]!,
        entryPoint: isEntryPoint.has(node),
      })),
    },
    articulationPoints: {
      count: links.count,
      worst: links.nodes.map((node) => ({ node, separates: separates[node]!, parts: parts[node]! })),
    },
    dominates,
    separates,
  };
}

/** How many nodes have a figure above 0, and those with the highest. */
function worst(graph: ProcedureGraph, figures: Uint32Array, count: number) {
  let above = 0;
  for (const figure of figures) if (figure > 0) above++;
  const nodes = firstInOrder(
    graph.procedures.length,
    Math.min(count, above),
    (a, b) => figures[b]! - figures[a]! || compareNodes(graph, a, b),
  );
  return { count: above, nodes };
}
