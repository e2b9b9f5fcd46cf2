import type { WorkBudget } from '../work-budget.js';
import type { ComponentGraph } from './component-graph.js';
import { digraphOf } from './digraph.js';
import { weighDisjointLoops } from './disjoint-loops.js';
import { findExactCut, type PieceCut } from './exact-cut.js';
import { cutByOrder } from './order-cut.js';
import { Bundles, type Piece } from './piece.js';
import { splitPiece } from './split-piece.js';

/** Calls to remove, as numbers of the component's calls (self-calls are not among them). */
export interface Cut {
  readonly calls: readonly number[];
  /** True only when it is proved that no smaller cut exists. */
  readonly isMinimal: boolean;
  /** True only when it is proved that no cut as small holds fewer containments. */
  readonly isLightest: boolean;
}

/** How much the exact search may cost in one component, in elementary steps. */
export const CUT_WORK_LIMIT = 200_000_000;

/** Calls of a piece, at most, for which the exact search is tried. */
export const EXACT_PIECE_LIMIT = 900;

/**
 * Finds calls whose removal leaves the component acyclic, as few as it can and, among as few, with as few containments.
 *
 * The component is reduced and split into pieces that do not hang on each other. In each a good order gives a cut, which
 * is made better by moving nodes and thinned until every call in it is needed. Then, the smallest piece first, branch and
 * bound looks for a lighter one. The answer is proved where that ends within the limits; else it is the best found, and
 * says so. Cost: near-linear, and at most the limit.
 */
export function findCut(component: ComponentGraph, budget: WorkBudget): Cut {
  const { size, callers, callees, containment } = component;
  const unit = containment.reduce((sum, within) => sum + within, 1);
  const weights = Float64Array.from(containment, (within) => unit + within);
  const bundles = new Bundles(callers.length);
  const bundleOf = Int32Array.from(callers.keys());
  const never = weights.reduce((sum, weight) => sum + weight, 1);
  const { forced, pieces } = splitPiece({ size, callers, callees, weights, bundleOf }, never, bundles);
  const cut = [...forced];
  const proved = { isMinimal: true, isLightest: true };
  for (const piece of [...pieces].sort((a, b) => a.callers.length - b.callers.length)) {
    const { calls, isMinimal, isLightest } = cutPiece(piece, unit, budget);
    for (const call of calls) cut.push(piece.bundleOf[call]!);
    proved.isMinimal &&= isMinimal;
    proved.isLightest &&= isLightest;
  }
  return { calls: bundles.open(cut), ...proved };
}

function cutPiece(piece: Piece, unit: number, budget: WorkBudget): PieceCut {
  const digraph = digraphOf(piece.size, piece.callers, piece.callees);
  const { weights } = piece;
  // What is near-linear is done whatever the searches of other pieces have cost.
  const own = { left: 300 * weights.length + 1_000_000 };
  const { calls, position } = cutByOrder(digraph, weights, [], own);
  const weight = calls.reduce((sum, call) => sum + weights[call]!, 0);
  const proved = weighDisjointLoops(digraph, weights, calls, position, own);
  const isLightest = proved >= weight;
  if (isLightest || weights.length > EXACT_PIECE_LIMIT || budget.left <= 0) {
    const isMinimal = Math.floor(proved / unit) >= Math.floor(weight / unit);
    return { calls, isMinimal, isLightest };
  }
  return findExactCut(digraph, weights, unit, calls, budget);
}
