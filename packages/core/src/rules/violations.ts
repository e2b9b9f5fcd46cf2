import type { CallIds } from '../analysis/diff-snapshots.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import type { ListView } from '../model/list-view.js';
import { Fingerprints, QuotedIds, type Sha256 } from './fingerprint.js';
import type { CallNodes, Finding, Severity } from './rule.js';

/** Something that breaks a rule. */
export interface Violation {
  /** The rule, or the name of the relation. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Ids, by name then id unless the message has them in an order. */
  readonly procedures: readonly string[];
  readonly calls: readonly CallIds[];
  /** True when the baseline lists it, or an earlier snapshot had it; false until that is judged. */
  readonly known: boolean;
  /** What a baseline knows it by: hangs on the rule and the ids, not on names, order or time. */
  readonly fingerprint: string;
  /** True when it rests on calls that only ambiguous references state. */
  readonly ambiguous?: boolean;
}

/** A rule or relation that was checked. */
export interface CheckedRule {
  readonly name: string;
  readonly description: string;
  readonly severity: Severity;
}

/** What a rule or relation found. */
export interface Checked {
  readonly rule: CheckedRule;
  readonly findings: ListView<Finding>;
}

const NO_CALLS: readonly CallIds[] = [];

/** The findings of all rules as violations, each made when it is read. */
export class Violations {
  readonly length: number;
  readonly #graph: ProcedureGraph;
  readonly #checked: readonly Checked[];
  readonly #fingerprints: readonly Fingerprints[];
  /** Where the findings of each rule begin, and where those of the last one end. */
  readonly #starts: readonly number[];

  /** `checked` in the order in which the violations are to stand, its findings sorted. Cost: O(V + n), and the findings' ids. */
  constructor(graph: ProcedureGraph, checked: readonly Checked[], hash?: Sha256) {
    const ids = new QuotedIds(graph);
    const starts = [0];
    for (const { findings } of checked) starts.push(starts.at(-1)! + findings.length);
    this.length = starts.at(-1)!;
    this.#graph = graph;
    this.#checked = checked;
    this.#starts = starts;
    this.#fingerprints = checked.map(
      ({ rule, findings }) => new Fingerprints({ rule: rule.name, findings, ids, hash }),
    );
  }

  countBySeverity(): Readonly<Record<Severity, number>> {
    const counts = { error: 0, warn: 0, info: 0 };
    for (const { rule, findings } of this.#checked) counts[rule.severity] += findings.length;
    return counts;
  }

  /** The finding at a place, and the rule it is of. */
  findingAt(place: number): { readonly rule: CheckedRule; readonly finding: Finding } {
    const at = this.#ruleAt(place);
    const { rule, findings } = this.#checked[at]!;
    return { rule, finding: findings.at(place - this.#starts[at]!) };
  }

  /** The violation at a place. Cost: its message, ids and fingerprint. */
  at(place: number): Violation {
    const at = this.#ruleAt(place);
    const { rule, findings } = this.#checked[at]!;
    const index = place - this.#starts[at]!;
    const finding = findings.at(index);
    const violation = {
      rule: rule.name,
      severity: rule.severity,
      message: finding.tell(finding),
      procedures: this.#idsOf(finding.nodes),
      calls: finding.calls === undefined ? NO_CALLS : finding.calls.map(this.#withIds),
      known: false,
      fingerprint: this.#fingerprints[at]!.of(finding, index),
    };
    return finding.ambiguous ? { ...violation, ambiguous: true } : violation;
  }

  #idsOf(nodes: readonly number[]): readonly string[] {
    const ids: string[] = [];
    for (const node of nodes) ids.push(this.#idOf(node));
    return ids;
  }

  #idOf(node: number): string {
    return this.#graph.procedures[node]!.id;
  }

  readonly #withIds = ({ caller, callee }: CallNodes): CallIds => ({
    caller: this.#idOf(caller),
    callee: this.#idOf(callee),
  });

  /** There are few rules, and most places are in the same one as the last. */
  #ruleAt(place: number): number {
    const starts = this.#starts;
    let at = 0;
    while (place >= starts[at + 1]!) at++;
    return at;
  }
}
