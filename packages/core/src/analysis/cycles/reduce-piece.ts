import { type Bundles, type Piece, piecesOf } from './piece.js';

const NONE = -1;

/** Lists longer than this are not searched for a parallel call, nor for calls not worth cutting: near-linear it stays. */
const SCAN_LIMIT = 64;

/**
 * Makes a piece smaller without changing what its least cuts weigh, and returns the bundles that every least cut kept
 * has to hold. A node without callers or callees is on no loop. Where a node has one caller, every loop through it
 * passes that call: when that call weighs as much as all the node's calls onward, it need not be cut and the node is
 * drawn into its caller; a call onward that weighs no less than it need not be cut either, and is made `never`. The same
 * holds against the direction. Calls that become parallel are cut together; a call that becomes a self-call has to be cut.
 * Cost: near-linear.
 *
 * Source: the reductions of H. Levy and D. W. Low, "A contraction algorithm for finding small cycle cutsets", Journal of
 * Algorithms 9 (1988), carried over from nodes to weighted calls.
 */
export function reducePiece(
  piece: Piece,
  never: number,
  bundles: Bundles,
): { readonly piece: Piece; readonly forced: readonly number[] } {
  const reduction = new Reduction(piece, never, bundles);
  reduction.run();
  return { piece: reduction.rest(), forced: reduction.forced };
}

class Reduction {
  readonly forced: number[] = [];
  readonly #never: number;
  readonly #bundles: Bundles;
  readonly #ends: readonly [Uint32Array, Uint32Array];
  readonly #weights: Float64Array;
  readonly #bundleOf: Int32Array;
  readonly #gone: Uint8Array;
  readonly #lists: readonly [CallLists, CallLists];
  readonly #queue: number[] = [];
  readonly #queued: Uint8Array;

  constructor({ size, callers, callees, weights, bundleOf }: Piece, never: number, bundles: Bundles) {
    this.#never = never;
    this.#bundles = bundles;
    this.#ends = [Uint32Array.from(callers), Uint32Array.from(callees)];
    this.#weights = Float64Array.from(weights);
    this.#bundleOf = Int32Array.from(bundleOf);
    this.#gone = new Uint8Array(callers.length);
    this.#lists = [new CallLists(size, callers.length), new CallLists(size, callers.length)];
    this.#queued = new Uint8Array(size);
    for (let call = callers.length - 1; call >= 0; call--) {
      this.#lists[0].link(callers[call]!, call);
      this.#lists[1].link(callees[call]!, call);
    }
    for (let node = size - 1; node >= 0; node--) this.#enqueue(node);
  }

  run(): void {
    for (let node = this.#queue.pop(); node !== undefined; node = this.#queue.pop()) {
      this.#queued[node] = 0;
      this.#visit(node);
    }
  }

  rest(): Piece {
    const left: number[] = [];
    for (let call = 0; call < this.#gone.length; call++) if (this.#gone[call] === 0) left.push(call);
    const [callers, callees] = this.#ends;
    const size = this.#queued.length;
    const changed = { size, callers, callees, weights: this.#weights, bundleOf: this.#bundleOf };
    return piecesOf(changed, [left])[0]!;
  }

  #visit(node: number): void {
    const [outward, inward] = this.#lists;
    if (outward.counts[node] === 0 || inward.counts[node] === 0) {
      for (const side of [0, 1] as const) {
        for (let call = this.#lists[side].first(node); call !== NONE; call = this.#lists[side].first(node)) {
          this.#remove(call);
        }
      }
      return;
    }
    if (inward.counts[node] === 1 && this.#passOnly(node, 0)) return;
    if (outward.counts[node] === 1) this.#passOnly(node, 1);
  }

  /** All loops through the node pass its one call on the other side; `side` is that of the calls onward, 0 for outward. */
  #passOnly(node: number, side: 0 | 1): boolean {
    const only = this.#lists[1 - side]!.first(node);
    const weight = this.#weights[only]!;
    if (weight >= this.#never || this.#weighsAtMost(node, side, weight)) {
      this.#drawInto(node, side, only);
      return true;
    }
    if (this.#lists[side].counts[node]! > SCAN_LIMIT) return false;
    for (let call = this.#lists[side].first(node); call !== NONE; call = this.#lists[side].next[call]!) {
      if (this.#weights[call]! < weight || this.#weights[call]! >= this.#never) continue;
      this.#weights[call] = this.#never;
      this.#enqueue(this.#ends[1 - side]![call]!);
    }
    return false;
  }

  #weighsAtMost(node: number, side: 0 | 1, most: number): boolean {
    let sum = 0;
    for (let call = this.#lists[side].first(node); call !== NONE; call = this.#lists[side].next[call]!) {
      sum += this.#weights[call]!;
      if (sum > most) return false;
    }
    return true;
  }

  /** Draws the node into the other end of its one call: the calls onward begin (or end) there. */
  #drawInto(node: number, side: 0 | 1, only: number): void {
    const from = this.#ends[side][only]!;
    this.#remove(only);
    const list = this.#lists[side];
    for (let call = list.first(node); call !== NONE; call = list.first(node)) {
      const other = this.#ends[1 - side]![call]!;
      list.unlink(node, call);
      this.#ends[side][call] = from;
      if (other === from) {
        this.forced.push(this.#bundleOf[call]!);
        this.#lists[1 - side]!.unlink(other, call);
        this.#gone[call] = 1;
      } else {
        this.#joinOrLink(call, side, from, other);
      }
      this.#enqueue(other);
    }
    this.#enqueue(from);
  }

  #joinOrLink(call: number, side: 0 | 1, from: number, other: number): void {
    const list = this.#lists[side];
    let scanned = 0;
    for (
      let twin = list.first(from);
      twin !== NONE && scanned < SCAN_LIMIT;
      twin = list.next[twin]!, scanned++
    ) {
      if (this.#ends[1 - side]![twin] !== other) continue;
      this.#weights[twin] = Math.min(this.#weights[twin]! + this.#weights[call]!, this.#never);
      this.#bundleOf[twin] = this.#bundles.join(this.#bundleOf[twin]!, this.#bundleOf[call]!);
      this.#lists[1 - side]!.unlink(other, call);
      this.#gone[call] = 1;
      return;
    }
    list.link(from, call);
  }

  #remove(call: number): void {
    this.#gone[call] = 1;
    for (const side of [0, 1] as const) {
      const end = this.#ends[side][call]!;
      this.#lists[side].unlink(end, call);
      this.#enqueue(end);
    }
  }

  #enqueue(node: number): void {
    if (this.#queued[node] === 1) return;
    this.#queued[node] = 1;
    this.#queue.push(node);
  }
}

/** For each node a doubly linked list of calls. */
class CallLists {
  readonly counts: Uint32Array;
  readonly next: Int32Array;
  readonly #previous: Int32Array;
  readonly #heads: Int32Array;

  constructor(size: number, calls: number) {
    this.counts = new Uint32Array(size);
    this.next = new Int32Array(calls).fill(NONE);
    this.#previous = new Int32Array(calls).fill(NONE);
    this.#heads = new Int32Array(size).fill(NONE);
  }

  first(node: number): number {
    return this.#heads[node]!;
  }

  link(node: number, call: number): void {
    const head = this.#heads[node]!;
    this.next[call] = head;
    this.#previous[call] = NONE;
    if (head !== NONE) this.#previous[head] = call;
    this.#heads[node] = call;
    this.counts[node]!++;
  }

  unlink(node: number, call: number): void {
    const [previous, next] = [this.#previous[call]!, this.next[call]!];
    if (previous === NONE) this.#heads[node] = next;
    else this.next[previous] = next;
    if (next !== NONE) this.#previous[next] = previous;
    this.counts[node]!--;
  }
}
