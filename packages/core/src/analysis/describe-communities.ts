import { compareNodes, type ProcedureGraph } from '../graph/procedure-graph.js';
import type { Communities } from './find-communities.js';

/** A community of two or more procedures. */
export interface CommunityFigures {
  /** In node order. */
  readonly nodes: readonly number[];
  /** The procedure with most calls to and from others of the community, of several the first by name, then id. */
  readonly hub: number;
  /** Calls between two procedures of the community. */
  readonly callsInside: number;
  /** Calls from it to procedures outside. */
  readonly callsOut: number;
  /** Calls to it from procedures outside. */
  readonly callsIn: number;
}

/**
 * Tells of the largest communities, at most `count`, who is in them and how calls run inside and between them. Self-calls
 * are not counted; a procedure that stands alone is no community here. Never throws. Cost: O(V + E).
 */
export function describeCommunities(
  graph: ProcedureGraph,
  { communityOf, sizes }: Communities,
  count: number = sizes.length,
): readonly CommunityFigures[] {
  const alone = sizes.indexOf(1);
  const shown = Math.min(count, alone === -1 ? sizes.length : alone);
  const members: number[][] = Array.from({ length: shown }, () => []);
  const inside = new Uint32Array(shown);
  const out = new Uint32Array(shown);
  const into = new Uint32Array(shown);
  const degrees = new Uint32Array(graph.procedures.length);
  for (let node = 0; node < communityOf.length; node++) members[communityOf[node]!]?.push(node);
  const { callers, callees } = graph.calls;
  for (let call = 0; call < callers.length; call++) {
    const caller = callers[call]!;
    const callee = callees[call]!;
    if (caller === callee) continue;
    const from = communityOf[caller]!;
    const to = communityOf[callee]!;
    if (from === to) {
      if (from >= shown) continue;
      inside[from]!++;
      degrees[caller]!++;
      degrees[callee]!++;
      continue;
    }
    if (from < shown) out[from]!++;
    if (to < shown) into[to]!++;
  }
  return members.map((nodes, community) => ({
    nodes,
    hub: nodes.reduce((best, node) => {
      const more = degrees[node]! - degrees[best]!;
      if (more !== 0) return more > 0 ? node : best;
      return compareNodes(graph, node, best) < 0 ? node : best;
    }),
    callsInside: inside[community]!,
    callsOut: out[community]!,
    callsIn: into[community]!,
  }));
}
