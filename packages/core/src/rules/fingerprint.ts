import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { compareText } from '../model/text.js';
import type { CallNodes, Finding } from './rule.js';

/** Half of a SHA-256: enough that no two violations of an organisation share it, and short enough for a line. */
const DIGITS = 32;

const NO_CALLS: readonly CallNodes[] = [];

/** SHA-256 of a text in UTF-8, in hexadecimal digits. */
export type Sha256 = (text: string) => string;

/** Runs everywhere; a platform's own is several times as fast. */
const portableSha256: Sha256 = (text) => bytesToHex(sha256(utf8ToBytes(text)));

/**
 * Gives each finding of a rule the fingerprint by which a baseline knows it: a hash of the rule and the sorted ids that
 * the finding hangs on. The id of a missing procedure holds the name and the spelling of the reference that came first,
 * so it does not enter: a missing procedure is only that, one that is missing. Findings that are alike but for that are
 * numbered, whichever comes first, so that two of them are more than one.
 */
export class Fingerprints {
  readonly #ids: QuotedIds;
  /** Begins what is hashed. */
  readonly #rule: string;
  readonly #hash: Sha256 | undefined;
  /** How often a fingerprint was given that was not numbered. */
  readonly #seen = new Map<string, number>();

  /** `ids` are made once for the graph, and shared by its rules. */
  constructor(ids: QuotedIds, rule: string, hash?: Sha256) {
    this.#ids = ids;
    this.#rule = JSON.stringify(rule);
    this.#hash = hash;
  }

  /** The fingerprint of the next finding. Cost: its identity, sorted. */
  of(finding: Finding): string {
    const { nodes, calls = NO_CALLS } = finding.identity ?? finding;
    const basis = `${this.#rule}[${this.#idsOf(nodes)}][${this.#pairsOf(calls)}]`;
    const fingerprint = fingerprintOf(basis, this.#hash);
    const earlier = this.#seen.get(fingerprint) ?? 0;
    this.#seen.set(fingerprint, earlier + 1);
    return earlier === 0 ? fingerprint : fingerprintOf(`${basis}${earlier + 1}`, this.#hash);
  }

  #idsOf(nodes: readonly number[]): string {
    // Most findings are about one procedure, and there may be as many as there are procedures.
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
  readonly #graph: ProcedureGraph;
  readonly #texts: (string | undefined)[];

  constructor(graph: ProcedureGraph) {
    this.#graph = graph;
    this.#texts = new Array(graph.procedures.length);
  }

  /** The id in quotes; of a missing procedure only that it is missing. */
  of(node: number): string {
    const known = this.#texts[node];
    if (known !== undefined) return known;
    const { id, missing } = this.#graph.procedures[node]!;
    const text = missing ? 'null' : JSON.stringify(id);
    this.#texts[node] = text;
    return text;
  }
}

function sortedText(texts: string[]): string {
  return texts.length < 2 ? (texts[0] ?? '') : texts.sort().join(';');
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
