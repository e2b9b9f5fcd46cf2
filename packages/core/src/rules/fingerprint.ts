import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import type { ListView } from '../model/list-view.js';
import { compareText } from '../model/text.js';
import type { CallNodes, Finding } from './rule.js';

/** Half of a SHA-256: enough that no two violations of an organisation share it, and short enough for a line. */
const DIGITS = 32;

const NO_CALLS: readonly CallNodes[] = [];

/** SHA-256 of a text in UTF-8, in hexadecimal digits. */
export type Sha256 = (text: string) => string;

/** Runs everywhere; a platform's own is several times as fast. */
const portableSha256: Sha256 = (text) => bytesToHex(sha256(utf8ToBytes(text)));

/** What {@link Fingerprints} are made of. */
interface Fingerprinted {
  readonly rule: string;
  /** In the order in which those that are alike are numbered. */
  readonly findings: ListView<Finding>;
  /** Made once for the graph, and shared by its rules. */
  readonly ids: QuotedIds;
  readonly hash: Sha256 | undefined;
}

/**
 * Gives each finding of a rule the fingerprint by which a baseline knows it: a hash of the rule and the sorted ids that
 * the finding hangs on. The id of a missing procedure holds the name and the spelling of the reference that came first,
 * so it does not enter: a missing procedure is only that, one that is missing. Findings that are alike but for that are
 * numbered, whichever comes first, so that two of them are more than one.
 */
export class Fingerprints {
  readonly #findings: ListView<Finding>;
  readonly #ids: QuotedIds;
  /** Begins what is hashed. */
  readonly #rule: string;
  readonly #hash: Sha256 | undefined;
  /** The numbers of the findings that are not the first of their kind, by place. */
  readonly #numbers: ReadonlyMap<number, number>;

  /** Cost: O(V), and the identities of the findings, sorted. */
  constructor({ rule, findings, ids, hash }: Fingerprinted) {
    this.#findings = findings;
    this.#ids = ids;
    this.#rule = JSON.stringify(rule);
    this.#hash = hash;
    this.#numbers = this.#numberAlike();
  }

  /** The fingerprint of the finding at a place. Cost: its identity, sorted and hashed. */
  of(finding: Finding, place: number): string {
    const basis = `${this.#rule}${this.#identityOf(finding)}`;
    return fingerprintOf(`${basis}${this.#numbers.get(place) ?? ''}`, this.#hash);
  }

  #numberAlike(): ReadonlyMap<number, number> {
    const numbers = new Map<number, number>();
    // Most findings hang on one listed procedure, and there may be as many as there are procedures.
    const ofNode = new Uint32Array(this.#ids.listed);
    const others = new Map<number | string, number>();
    for (let place = 0; place < this.#findings.length; place++) {
      const finding = this.#findings.at(place);
      const node = this.#listedNodeOf(finding);
      const count = node === undefined ? this.#countAnother(finding, others) : ++ofNode[node]!;
      if (count > 1) numbers.set(place, count);
    }
    return numbers;
  }

  /** The procedure that the finding hangs on, where that is one in the list and nothing else. */
  #listedNodeOf(finding: Finding): number | undefined {
    const { nodes, calls = NO_CALLS } = finding.identity ?? finding;
    return nodes.length === 1 && calls.length === 0 && nodes[0]! < this.#ids.listed ? nodes[0] : undefined;
  }

  #countAnother(finding: Finding, counts: Map<number | string, number>): number {
    const key = this.#numberOf(finding) ?? this.#identityOf(finding);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  }

  /** Stands for the identity of a finding that hangs on a call between two listed procedures: these are many too. */
  #numberOf(finding: Finding): number | undefined {
    const { nodes, calls = NO_CALLS } = finding.identity ?? finding;
    const { listed } = this.#ids;
    if (nodes.length !== 2 || calls.length !== 1) return undefined;
    const { caller, callee } = calls[0]!;
    if (caller === callee || caller >= listed || callee >= listed) return undefined;
    return nodes.includes(caller) && nodes.includes(callee) ? caller * listed + callee : undefined;
  }

  #identityOf(finding: Finding): string {
    const { nodes, calls = NO_CALLS } = finding.identity ?? finding;
    return `[${this.#idsOf(nodes)}][${this.#pairsOf(calls)}]`;
  }

  #idsOf(nodes: readonly number[]): string {
    if (nodes.length === 1) return this.#ids.of(nodes[0]!);
    return sortedText(nodes.map((node) => this.#ids.of(node)));
  }

  #pairsOf(calls: readonly CallNodes[]): string {
    if (calls.length === 0) return '';
    return sortedText(calls.map(({ caller, callee }) => `${this.#ids.of(caller)},${this.#ids.of(callee)}`));
  }
}

/** Ids as they are hashed, each made when it is first asked for. */
export class QuotedIds {
  /** How many procedures are in the list; those behind them are missing. */
  readonly listed: number;
  readonly #graph: ProcedureGraph;
  readonly #texts: (string | undefined)[];

  constructor(graph: ProcedureGraph) {
    this.listed = graph.listed;
    this.#graph = graph;
    this.#texts = new Array(graph.procedures.length);
  }

  /** The id in quotes; of a missing procedure only that it is missing. */
  of(node: number): string {
    const known = this.#texts[node];
    if (known !== undefined) return known;
    const text = node >= this.listed ? 'null' : JSON.stringify(this.#graph.procedures[node]!.id);
    this.#texts[node] = text;
    return text;
  }
}

function sortedText(texts: string[]): string {
  const [first = '', second = ''] = texts;
  if (texts.length < 2) return first;
  if (texts.length === 2) return first < second ? `${first};${second}` : `${second};${first}`;
  return texts.sort().join(';');
}

/** A short hash of a text. Half surrogates, which UTF-8 cannot hold, are told apart by `JSON.stringify` before. */
export function fingerprintOf(text: string, hash: Sha256 = portableSha256): string {
  return hash(text).slice(0, DIGITS);
}

/** The order of fingerprints. */
export function compareFingerprints(
  a: { readonly fingerprint: string },
  b: { readonly fingerprint: string },
): number {
  return compareText(a.fingerprint, b.fingerprint);
}
