import { indexCalls } from '../../graph/adjacency.js';
import { findComponents } from '../../graph/components.js';
import { type Bundles, type Piece, piecesOf } from './piece.js';
import { reducePiece } from './reduce-piece.js';

/** What is left of a component: bundles that have to be cut, and pieces whose least cuts do not hang on each other. */
export interface Split {
  readonly forced: readonly number[];
  readonly pieces: readonly Piece[];
}

/**
 * Reduces a piece and splits it, again and again while that helps: into its strongly connected components, and these into
 * blocks that share no more than a node with the rest: no loop leaves either. Cost: near-linear each time round.
 */
export function splitPiece(whole: Piece, never: number, bundles: Bundles): Split {
  const forced: number[] = [];
  const pieces: Piece[] = [];
  const open = [whole];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const reduced = reducePiece(next, never, bundles);
    for (const bundle of reduced.forced) forced.push(bundle);
    const { piece } = reduced;
    if (piece.callers.length === 0) continue;
    const parts = partsOf(piece);
    if (parts.length === 1 && parts[0]!.length === piece.callers.length) pieces.push(piece);
    else for (const part of piecesOf(piece, parts)) open.push(part);
  }
  return { forced, pieces };
}

/** The calls by strongly connected component and, where there is one component only, by block. */
function partsOf(piece: Piece): readonly (readonly number[])[] {
  const { size, callers, callees } = piece;
  const { count, componentOf } = findComponents(indexCalls(size, callers, callees));
  if (count === 1) return blocksOf(piece);
  const parts: number[][] = Array.from({ length: count }, () => []);
  for (let call = 0; call < callers.length; call++) {
    const component = componentOf[callers[call]!]!;
    if (component === componentOf[callees[call]!]) parts[component]!.push(call);
  }
  return parts.filter(({ length }) => length > 0);
}

/**
 * The calls by block (biconnected component), the direction of the calls aside. Iterative. Cost: O(V + E).
 *
 * Source: J. Hopcroft and R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", CACM 16 (1973).
 */
function blocksOf({ size, callers, callees }: Piece): readonly (readonly number[])[] {
  const count = callers.length;
  const from = new Uint32Array(2 * count);
  const to = new Uint32Array(2 * count);
  from.set(callers);
  from.set(callees, count);
  to.set(callees);
  to.set(callers, count);
  const { offsets, targets, calls } = indexCalls(size, from, to);
  const found = new Uint32Array(size);
  const low = new Uint32Array(size);
  const nextSlot = offsets.slice(0, size);
  const arrivedBy = new Int32Array(size).fill(-1);
  const path = [0];
  const open: number[] = [];
  const blocks: number[][] = [];
  let clock = 1;
  found[0] = low[0] = clock++;
  while (path.length > 0) {
    const node = path[path.length - 1]!;
    if (nextSlot[node]! < offsets[node + 1]!) {
      const slot = nextSlot[node]!++;
      const call = calls[slot]! % count;
      const target = targets[slot]!;
      if (call === arrivedBy[node]) continue;
      if (found[target] === 0) {
        open.push(call);
        arrivedBy[target] = call;
        found[target] = low[target] = clock++;
        path.push(target);
      } else if (found[target]! < found[node]!) {
        open.push(call);
        low[node] = Math.min(low[node]!, found[target]!);
      }
      continue;
    }
    path.pop();
    const parent = path[path.length - 1];
    if (parent === undefined) break;
    low[parent] = Math.min(low[parent]!, low[node]!);
    if (low[node]! >= found[parent]!) {
      const start = open.lastIndexOf(arrivedBy[node]!);
      blocks.push(open.splice(start));
    }
  }
  return blocks;
}
