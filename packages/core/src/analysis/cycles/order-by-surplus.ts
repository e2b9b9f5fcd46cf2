import type { Digraph } from './digraph.js';

/**
 * Each node's place in a good linear order, one that few calls run against. Cost: O(V + E).
 *
 * Source: P. Eades, X. Lin, W. F. Smyth, "A fast and effective heuristic for the feedback arc set problem", Information
 * Processing Letters 47 (1993): sinks go last, sources first, else the node with the greatest surplus of callees.
 */
export function orderBySurplus({ size, out, in: into }: Digraph): Uint32Array {
  const outDegree = new Int32Array(size);
  const inDegree = new Int32Array(size);
  for (let node = 0; node < size; node++) {
    outDegree[node] = out.offsets[node + 1]! - out.offsets[node]!;
    inDegree[node] = into.offsets[node + 1]! - into.offsets[node]!;
  }
  const buckets = new Buckets(size, outDegree, inDegree);
  const position = new Uint32Array(size);
  let front = 0;
  let back = size;
  for (let left = size; left > 0; left--) {
    const { node, last } = buckets.take();
    position[node] = last ? --back : front++;
    for (let slot = out.offsets[node]!; slot < out.offsets[node + 1]!; slot++) {
      buckets.lower(out.targets[slot]!, inDegree);
    }
    for (let slot = into.offsets[node]!; slot < into.offsets[node + 1]!; slot++) {
      buckets.lower(into.targets[slot]!, outDegree);
    }
  }
  return position;
}

/** Nodes in doubly linked lists by surplus of callees over callers; sinks and sources have lists of their own. */
class Buckets {
  readonly #outDegree: Int32Array;
  readonly #inDegree: Int32Array;
  readonly #heads: Int32Array;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #bucketOf: Int32Array;
  readonly #middle: number;
  #highest: number;

  constructor(size: number, outDegree: Int32Array, inDegree: Int32Array) {
    let widest = 1;
    for (let node = 0; node < size; node++) widest = Math.max(widest, outDegree[node]!, inDegree[node]!);
    this.#outDegree = outDegree;
    this.#inDegree = inDegree;
    this.#middle = widest + 2;
    this.#heads = new Int32Array(2 * widest + 5).fill(-1);
    this.#next = new Int32Array(size).fill(-1);
    this.#previous = new Int32Array(size).fill(-1);
    this.#bucketOf = new Int32Array(size).fill(-1);
    this.#highest = this.#heads.length - 1;
    for (let node = size - 1; node >= 0; node--) this.#insert(node);
  }

  /** Takes the next node out: a sink, else a source, else the one with the greatest surplus. */
  take(): { readonly node: number; readonly last: boolean } {
    const sink = this.#heads[0]!;
    const source = this.#heads[1]!;
    let node = sink !== -1 ? sink : source;
    if (node === -1) {
      while (this.#heads[this.#highest] === -1) this.#highest--;
      node = this.#heads[this.#highest]!;
    }
    this.#unlink(node);
    this.#bucketOf[node] = -1;
    return { node, last: sink !== -1 };
  }

  /** Tells that a neighbour of the node is gone. */
  lower(node: number, degree: Int32Array): void {
    if (this.#bucketOf[node] === -1) return;
    this.#unlink(node);
    degree[node]!--;
    this.#insert(node);
  }

  #insert(node: number): void {
    const [callees, callers] = [this.#outDegree[node]!, this.#inDegree[node]!];
    const bucket = callees === 0 ? 0 : callers === 0 ? 1 : this.#middle + callees - callers;
    const head = this.#heads[bucket]!;
    this.#bucketOf[node] = bucket;
    this.#next[node] = head;
    this.#previous[node] = -1;
    if (head !== -1) this.#previous[head] = node;
    this.#heads[bucket] = node;
    if (bucket > this.#highest) this.#highest = bucket;
  }

  #unlink(node: number): void {
    const [previous, next] = [this.#previous[node]!, this.#next[node]!];
    if (previous === -1) this.#heads[this.#bucketOf[node]!] = next;
    else this.#next[previous] = next;
    if (next !== -1) this.#previous[next] = previous;
  }
}
