import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { ListView } from '../model/list-view.js';
import { compareText } from '../model/text.js';
import type { Finding } from './rule.js';

/** The procedures that findings name, also in their calls, by name then id, so that findings compare numbers. */
export class NameRanks {
  readonly nodes: readonly number[];
  readonly #ranks: Uint32Array;

  /** Cost: O(V + n), and the procedures that are named sorted. */
  constructor({ procedures }: ProcedureGraph, lists: readonly ListView<Finding>[]) {
    const isNamed = new Uint8Array(procedures.length);
    for (const findings of lists) {
      for (const { nodes, calls } of findings) {
        for (const node of nodes) isNamed[node] = 1;
        if (calls === undefined) continue;
        for (const { caller, callee } of calls) isNamed[caller] = isNamed[callee] = 1;
      }
    }
    const named: number[] = [];
    // Apart from the procedures: there may be as many to sort as there are procedures.
    const names: string[] = new Array(procedures.length);
    for (let node = 0; node < isNamed.length; node++) {
      if (isNamed[node] === 0) continue;
      named.push(node);
      names[node] = procedures[node]!.name;
    }
    this.nodes = named.sort(
      (a, b) => compareText(names[a]!, names[b]!) || compareText(procedures[a]!.id, procedures[b]!.id),
    );
    this.#ranks = new Uint32Array(procedures.length);
    for (let rank = 0; rank < this.nodes.length; rank++) this.#ranks[this.nodes[rank]!] = rank;
  }

  /** The place of a procedure that a finding names. */
  of(node: number): number {
    return this.#ranks[node]!;
  }
}

/**
 * Sorts findings by the names then ids of their procedures, then of their calls: by the first procedure in one pass, then
 * those that share it. One without procedures comes first. Cost: O(V + n), and those of each first procedure sorted.
 */
export function sortFindings(findings: ListView<Finding>, ranks: NameRanks): ListView<Finding> {
  if (findings.length < 2) return findings;
  const starts = new Uint32Array(ranks.nodes.length + 2);
  const places = new Uint32Array(findings.length);
  let at = 0;
  for (const { nodes } of findings) {
    places[at] = nodes.length === 0 ? 0 : ranks.of(nodes[0]!) + 1;
    starts[places[at++]! + 1]!++;
  }
  for (let place = 1; place < starts.length; place++) starts[place]! += starts[place - 1]!;
  const order = new Uint32Array(findings.length);
  const next = starts.slice();
  for (let from = 0; from < places.length; from++) order[next[places[from]!]!++] = from;
  for (let place = 0; place + 1 < starts.length; place++) {
    const [start, end] = [starts[place]!, starts[place + 1]!];
    if (end - start < 2) continue;
    const alike = Array.from(order.subarray(start, end), (from) => ({ from, finding: findings.at(from) }));
    alike.sort((a, b) => compareFindings(a.finding, b.finding, ranks));
    for (const [shift, { from }] of alike.entries()) order[start + shift] = from;
  }
  return new ListView(order.length, (place) => findings.at(order[place]!));
}

function compareFindings(a: Finding, b: Finding, ranks: NameRanks): number {
  const compareNodes = (one: number, other: number) => ranks.of(one) - ranks.of(other);
  return (
    compareLists(a.nodes, b.nodes, compareNodes) ||
    compareLists(
      a.calls ?? [],
      b.calls ?? [],
      (one, other) => compareNodes(one.caller, other.caller) || compareNodes(one.callee, other.callee),
    )
  );
}

function compareLists<Item>(
  a: readonly Item[],
  b: readonly Item[],
  compare: (a: Item, b: Item) => number,
): number {
  for (let at = 0; at < a.length && at < b.length; at++) {
    const order = compare(a[at]!, b[at]!);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
