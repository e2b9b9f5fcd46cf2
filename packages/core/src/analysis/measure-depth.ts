import { type Condensation, condense } from '../graph/condensation.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';

/**
 * Measures how deep procedures call each other: the calls on the longest chain from caller to callee, each cycle counted
 * as one procedure. 0 where nothing calls another, also on an empty graph or a single ring; a self-call adds nothing;
 * missing procedures begin chains like any other. Never throws. Cost: O(V + E).
 */
export function measureDepth(graph: ProcedureGraph, condensation: Condensation = condense(graph)): number {
  const { count, callees } = condensation;
  const depths = new Uint32Array(count);
  let deepest = 0;
  for (let component = 0; component < count; component++) {
    let depth = 0;
    for (let slot = callees.offsets[component]!; slot < callees.offsets[component + 1]!; slot++) {
      depth = Math.max(depth, depths[callees.targets[slot]!]! + 1);
    }
    depths[component] = depth;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
