import type { PlainCall, RandomGraph } from './random-graphs.js';

/** Steps from one procedure to another along the calls, at least one; `Infinity` where there is no way. */
export type Steps = readonly (readonly number[])[];

/** All distances by Floyd and Warshall. `steps[a][a]` is the length of a shortest loop through `a`. */
export function stepsBetween(size: number, calls: readonly PlainCall[]): Steps {
  const steps = Array.from({ length: size }, () => new Array<number>(size).fill(Number.POSITIVE_INFINITY));
  for (const { caller, callee } of calls) steps[caller]![callee] = 1;
  for (let middle = 0; middle < size; middle++) {
    for (let from = 0; from < size; from++) {
      for (let to = 0; to < size; to++) {
        const around = steps[from]![middle]! + steps[middle]![to]!;
        if (around < steps[from]![to]!) steps[from]![to] = around;
      }
    }
  }
  return steps;
}

/** The calls the other way round. */
export function reversed(calls: readonly PlainCall[]): readonly PlainCall[] {
  return calls.map(({ caller, callee, ambiguous }) => ({ caller: callee, callee: caller, ambiguous }));
}

export function certainOnly(calls: readonly PlainCall[]): readonly PlainCall[] {
  return calls.filter(({ ambiguous }) => !ambiguous);
}

/** True when two nodes reach each other, or are one. */
export function together(steps: Steps, a: number, b: number): boolean {
  return a === b || (steps[a]![b]! < Number.POSITIVE_INFINITY && steps[b]![a]! < Number.POSITIVE_INFINITY);
}

/** The strongly connected components, each in node order, in the order of their first nodes. */
export function componentsOf({ procedures, calls }: Pick<RandomGraph, 'procedures' | 'calls'>): number[][] {
  const steps = stepsBetween(procedures.length, calls);
  const groups: number[][] = [];
  for (let node = 0; node < procedures.length; node++) {
    const group = groups.find((members) => together(steps, members[0]!, node));
    if (group === undefined) groups.push([node]);
    else group.push(node);
  }
  return groups;
}

export function isAcyclic(size: number, calls: readonly PlainCall[]): boolean {
  const steps = stepsBetween(size, calls);
  return steps.every((row, node) => row[node] === Number.POSITIVE_INFINITY);
}

/** The least number of calls whose removal leaves the nodes acyclic, by trying every order of them. */
export function smallestCut(nodes: readonly number[], calls: readonly PlainCall[]): number {
  const inside = calls.filter(({ caller, callee }) => nodes.includes(caller) && nodes.includes(callee));
  let best = inside.length;
  const place = (placed: readonly number[], left: readonly number[], against: number): void => {
    if (against >= best) return;
    if (left.length === 0) best = against;
    for (const next of left) {
      const back = inside.filter(
        ({ caller, callee }) => caller === next && (callee === next || placed.includes(callee)),
      ).length;
      place(
        [...placed, next],
        left.filter((node) => node !== next),
        against + back,
      );
    }
  };
  place([], nodes, 0);
  return best;
}

/** A call and what cutting it costs. */
export interface WeightedCall {
  readonly caller: number;
  readonly callee: number;
  readonly weight: number;
}

/** The least that a cut of these nodes weighs, over all orders of them, set by set: up to some 14 nodes. */
export function lightestCut(size: number, calls: readonly WeightedCall[]): number {
  const least = new Float64Array(1 << size).fill(Number.POSITIVE_INFINITY);
  least[0] = 0;
  for (let placed = 0; placed < least.length; placed++) {
    for (let next = 0; next < size; next++) {
      if ((placed & (1 << next)) !== 0) continue;
      let against = 0;
      for (const { caller, callee, weight } of calls) {
        if (caller === next && (callee === next || (placed & (1 << callee)) !== 0)) against += weight;
      }
      const together = placed | (1 << next);
      least[together] = Math.min(least[together]!, least[placed]! + against);
    }
  }
  return least[least.length - 1]!;
}
