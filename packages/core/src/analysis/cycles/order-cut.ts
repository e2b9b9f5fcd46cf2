import type { WorkBudget } from '../work-budget.js';
import { type Digraph, digraphOf } from './digraph.js';
import { orderBySurplus } from './order-by-surplus.js';
import { putBack } from './put-back.js';
import { siftOrder } from './sift-order.js';

/** A cut, and an order in which all other calls run forward. */
export interface OrderCut {
  readonly calls: readonly number[];
  readonly position: Uint32Array;
}

/**
 * Cuts the calls that run against a good linear order, made better and thinned until every call is needed. Calls that
 * are chosen count for nothing in the first order, so that they are cut where it can be. Cost: near-linear a round of
 * sifting, within the budget; when that is spent, the cut is a cut all the same.
 */
export function cutByOrder(
  digraph: Digraph,
  weights: Float64Array,
  chosen: readonly number[],
  budget: WorkBudget,
): OrderCut {
  const position = orderBySurplus(chosen.length === 0 ? digraph : without(digraph, chosen));
  siftOrder(digraph, weights, position, budget);
  const { callers, callees } = digraph;
  const against: number[] = [];
  for (let call = 0; call < callers.length; call++) {
    if (position[callers[call]!]! > position[callees[call]!]!) against.push(call);
  }
  return { calls: putBack(digraph, weights, against, position, budget), position };
}

function without({ size, callers, callees }: Digraph, calls: readonly number[]): Digraph {
  const isOut = new Uint8Array(callers.length);
  for (const call of calls) isOut[call] = 1;
  const isLeft = (_: number, call: number) => isOut[call] === 0;
  return digraphOf(size, callers.filter(isLeft), callees.filter(isLeft));
}
