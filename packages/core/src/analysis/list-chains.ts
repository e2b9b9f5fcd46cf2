import { compareNodes, type ProcedureGraph } from '../graph/procedure-graph.js';
import { walkFrom } from '../graph/walk.js';
import { ChainSearch } from './chains/chain-search.js';

/** Chains of calls, each in call order with both ends. */
export interface CallChains {
  /** The shortest first, then by the names and ids along them. */
  readonly chains: readonly (readonly number[])[];
  /** True when there are more chains, or the search ended at its limit before it knew. */
  readonly truncated: boolean;
}

export interface ChainsOptions {
  /** Chains, at most. */
  readonly limit?: number;
  /** Calls that the search may look at, at most. */
  readonly workLimit?: number;
}

export const DEFAULT_CHAINS_OPTIONS = { limit: 20, workLimit: 20_000_000 } as const;

/**
 * Lists the chains of calls from one procedure to another that pass no procedure twice: all of the shortest first, then
 * longer ones. From a procedure to itself there is one, that procedure alone, on a cycle too; where nothing leads there,
 * there is none. Missing procedures count like any other. Never throws for nodes of the graph.
 * Cost: O(V + E) and the length of the shortest chains; longer ones at most the work limit, as it can take a search
 * without end to find that there is no further one: then `truncated` is true.
 */
export function listChains(
  graph: ProcedureGraph,
  from: number,
  to: number,
  options: ChainsOptions = {},
): CallChains {
  const { limit, workLimit } = { ...DEFAULT_CHAINS_OPTIONS, ...options };
  if (from === to) return { chains: limit < 1 ? [] : [[from]], truncated: limit < 1 };
  const { distances } = walkFrom(graph.callers, [to]);
  const budget = { left: workLimit };
  const onPath = new Uint8Array(graph.procedures.length);
  const search = new ChainSearch({ from, to }, distances, calleesByName(graph), onPath, budget);
  const chains: (readonly number[])[] = [];
  while (search.nextLength < Number.POSITIVE_INFINITY && chains.length <= limit && budget.left > 0) {
    for (const chain of search.collect(limit + 1 - chains.length)) chains.push(chain);
  }
  return { chains: chains.slice(0, limit), truncated: chains.length > limit || budget.left <= 0 };
}

/** The callees of a node by name, then id, sorted when they are first asked for. */
function calleesByName(graph: ProcedureGraph): (node: number) => readonly number[] {
  const { offsets, targets } = graph.callees;
  const known: (readonly number[] | undefined)[] = [];
  return (node) => {
    known[node] ??= Array.from(targets.subarray(offsets[node], offsets[node + 1])).sort((a, b) =>
      compareNodes(graph, a, b),
    );
    return known[node];
  };
}
