import { indexCalls } from '../../graph/adjacency.js';
import { UNREACHED, walkFrom } from '../../graph/walk.js';
import type { ComponentGraph } from './component-graph.js';
import { cutAgainstOrder } from './heuristic-cut.js';
import { LoopFinder, loopStarts } from './shortest-loop.js';

/** Calls to remove, as numbers of the component's calls (self-calls are not among them). */
export interface Cut {
  readonly calls: readonly number[];
  /** True only when it is proved that no smaller cut exists. */
  readonly isMinimal: boolean;
}

/** How much the search for a smaller cut may cost, in calls looked at. */
export const CUT_WORK_LIMIT = 3_000_000;

/**
 * Finds calls whose removal leaves the component acyclic, as few as it can.
 *
 * A heuristic cut is made first and thinned until every call in it is needed. Then branch and bound looks for a
 * smaller one: some call of a shortest loop has to go, so each is tried in turn; loops without a common call, each of
 * which costs one call, bound the search from below. The answer is proved minimal when the search ends within
 * `CUT_WORK_LIMIT`; else it is the best found, and says so. Cost: O(V + E) and at most the limit.
 */
export function findCut(component: ComponentGraph): Cut {
  const heuristic = thin(component, cutAgainstOrder(component));
  const search = new CutSearch(component);
  return search.improve(heuristic);
}

/** Puts back each call whose return closes no loop. Skipped where it would cost more than the limit. */
function thin(component: ComponentGraph, cut: readonly number[]): readonly number[] {
  if (cut.length * component.callers.length > CUT_WORK_LIMIT) return cut;
  const isCut = new Uint8Array(component.callers.length);
  for (const call of cut) isCut[call] = 1;
  for (const call of cut) {
    const kept = (_: number, other: number) => isCut[other] === 0;
    const adjacency = indexCalls(
      component.nodes.length,
      component.callers.filter(kept),
      component.callees.filter(kept),
    );
    const { distances } = walkFrom(adjacency, [component.callees[call]!]);
    if (distances[component.callers[call]!] === UNREACHED) isCut[call] = 0;
  }
  return cut.filter((call) => isCut[call] === 1);
}

class CutSearch {
  readonly #finder: LoopFinder;
  readonly #starts: readonly number[];
  readonly #kept: Uint8Array;

  constructor(component: ComponentGraph) {
    this.#finder = new LoopFinder(component);
    this.#starts = loopStarts(component);
    this.#kept = new Uint8Array(component.callers.length);
  }

  improve(heuristic: readonly number[]): Cut {
    if (heuristic.length <= 1) return { calls: heuristic, isMinimal: true };
    for (let size = this.#disjointLoops(); size < heuristic.length; size++) {
      const found = this.#cutOf(size);
      if (this.#exhausted()) return { calls: heuristic, isMinimal: false };
      if (found !== null) return { calls: found.sort((a, b) => a - b), isMinimal: true };
    }
    return { calls: heuristic, isMinimal: !this.#exhausted() };
  }

  #exhausted(): boolean {
    return this.#finder.work > CUT_WORK_LIMIT;
  }

  /** A cut of at most this many calls, or `null`. Recursion is as deep as the cut is large. */
  #cutOf(budget: number): number[] | null {
    if (this.#exhausted()) return null;
    const loop = this.#finder.findShortest(this.#starts);
    if (loop === null) return [];
    if (budget === 0 || this.#disjointLoops() > budget) return null;
    const tried: number[] = [];
    let answer: number[] | null = null;
    for (const call of loop) {
      if (this.#kept[call] === 1) continue;
      this.#finder.removed[call] = 1;
      const rest = this.#cutOf(budget - 1);
      this.#finder.removed[call] = 0;
      if (rest !== null) {
        answer = [...rest, call];
        break;
      }
      this.#kept[call] = 1;
      tried.push(call);
    }
    for (const call of tried) this.#kept[call] = 0;
    return answer;
  }

  /** A number of loops that share no call: each costs a cut at least one. */
  #disjointLoops(): number {
    const taken: number[] = [];
    let count = 0;
    for (;;) {
      if (this.#exhausted()) break;
      const loop = this.#finder.findShortest(this.#starts);
      if (loop === null) break;
      count++;
      for (const call of loop) {
        this.#finder.removed[call] = 1;
        taken.push(call);
      }
    }
    for (const call of taken) this.#finder.removed[call] = 0;
    return count;
  }
}
