import type { CallIds } from '../analysis/diff-snapshots.js';
import { withoutAmbiguousCalls } from '../graph/narrow-graph.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import type { Diagnostic, Procedure } from '../model/procedure.js';
import { compareText } from '../model/text.js';
import { type Acceptance, expiredNote, hasExpired } from './acceptance.js';
import { checkRelation } from './check-relation.js';
import { Fingerprints, QuotedIds, type Sha256 } from './fingerprint.js';
import type { Relation } from './relation.js';
import { type RuleEntries, resolveRules } from './resolve-rules.js';
import { type CallNodes, type Finding, type RuleContext, SEVERITIES, type Severity } from './rule.js';
import { LenientSelection } from './select-leniently.js';
import { NameRanks, sortFindings } from './sort-findings.js';

export interface CheckOptions {
  /** Settings of rules by name; what is not named keeps its default. */
  readonly rules?: RuleEntries;
  readonly relations?: readonly Relation[];
  /** Exceptions: violations that someone has accepted. */
  readonly accept?: readonly Acceptance[];
  /** Selectors of the procedures that no rule speaks of. */
  readonly ignore?: readonly string[];
  /** Numbers of the procedures that the configured entry points match; absent where none are configured. */
  readonly entryPoints?: readonly number[] | undefined;
  /** Leaves out the calls that only ambiguous references state. */
  readonly ignoreAmbiguous?: boolean;
  /** The time that ages and expiry dates are held against, in milliseconds since 1970. */
  readonly now: number;
  /** How fingerprints are hashed; without one in plain JavaScript, which gives the same and takes longer. */
  readonly sha256?: Sha256;
}

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

export interface AcceptedViolation extends Violation {
  readonly acceptance: Acceptance;
}

/** A rule or relation that was checked. */
export interface CheckedRule {
  readonly name: string;
  readonly description: string;
  readonly severity: Severity;
}

export interface CheckResult {
  /** By severity, worst first, then by rule, then by the procedures' names and ids. */
  readonly violations: readonly Violation[];
  /** Those that an exception covers, in the same order. */
  readonly accepted: readonly AcceptedViolation[];
  readonly rules: readonly CheckedRule[];
  /** The procedures that those of both lists name, also in their calls, by name then id. */
  readonly mentioned: readonly Procedure[];
  /** What to tell about the configuration: names of procedures that are gone, exceptions that cover nothing. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks a graph against rules and relations. In an empty graph nothing breaks a rule, save relations none: there is
 * nobody to require anything of.
 *
 * @throws KlarifyGraphError `invalid-config` on a rule that does not exist, `invalid-selector` and `ambiguous-procedure`
 * on a wrong selector; ValiError on wrong options. Cost: that of the rules, and the violations sorted.
 */
export function checkRules(full: ProcedureGraph, options: CheckOptions): CheckResult {
  const graph = options.ignoreAmbiguous ? withoutAmbiguousCalls(full) : full;
  const selection = new LenientSelection(graph);
  const context: RuleContext = {
    now: options.now,
    entryPoints: options.entryPoints,
    isIgnored: selection.matcher(options.ignore ?? [], 'ignore'),
    withAmbiguousCalls: full,
    select: (selectors) => selection.matcher(selectors, 'rules'),
  };
  const checked = [...runRules(graph, options, context), ...runRelations(graph, options, context)];
  const ranks = new NameRanks(
    graph,
    checked.map(({ findings }) => findings),
  );
  // Sorted before they get their fingerprints: of several alike, the first by name has the first number.
  const sorted = [...checked]
    .sort(bySeverityThenName)
    .map(({ rule, findings }) => ({ rule, findings: sortFindings(findings, ranks) }));
  const ids = new QuotedIds(graph);
  const raw = sorted.flatMap((one) =>
    violationsOf(graph, one, new Fingerprints(ids, one.rule.name, options.sha256)),
  );
  const { violations, accepted, unused } = applyAcceptances({ raw, sorted }, options, selection);
  return {
    violations,
    accepted,
    rules: checked.map(({ rule }) => rule),
    mentioned: ranks.nodes.map((node) => graph.procedures[node]!),
    diagnostics: [...selection.diagnostics, ...unused],
  };
}

interface Checked {
  readonly rule: CheckedRule;
  readonly findings: readonly Finding[];
}

function runRules(graph: ProcedureGraph, { rules }: CheckOptions, context: RuleContext): readonly Checked[] {
  return resolveRules(rules).flatMap(({ rule, setting, options }) => {
    if (setting === 'off') return [];
    const { name, description } = rule;
    return [{ rule: { name, description, severity: setting }, findings: rule.find(graph, options, context) }];
  });
}

function runRelations(
  graph: ProcedureGraph,
  { relations = [] }: CheckOptions,
  context: RuleContext,
): readonly Checked[] {
  return relations.flatMap((relation) => {
    const { name, severity, comment, from, to, required, reachable } = relation;
    if (severity === 'off') return [];
    const verb = reachable ? 'reach' : 'call';
    const what = `${from.join(' or ')} ${required ? `has to ${verb}` : `must not ${verb}`} ${to.join(' or ')}.`;
    return [
      {
        rule: { name, description: comment ?? what, severity },
        findings: checkRelation(graph, relation, context),
      },
    ];
  });
}

function bySeverityThenName({ rule: a }: Checked, { rule: b }: Checked): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || compareText(a.name, b.name);
}

const NO_CALLS: readonly CallIds[] = [];

function violationsOf(
  graph: ProcedureGraph,
  { rule, findings }: Checked,
  fingerprints: Fingerprints,
): readonly Violation[] {
  const { name, severity } = rule;
  const idOf = (node: number) => graph.procedures[node]!.id;
  const withIds = ({ caller, callee }: CallNodes) => ({ caller: idOf(caller), callee: idOf(callee) });
  return findings.map((finding) => {
    const violation = {
      rule: name,
      severity,
      message: finding.message,
      procedures: finding.nodes.map(idOf),
      calls: finding.calls?.map(withIds) ?? NO_CALLS,
      known: false,
      fingerprint: fingerprints.of(finding),
    };
    return finding.ambiguous ? { ...violation, ambiguous: true } : violation;
  });
}

/** Violations, and the findings that they come from, in the same order. */
interface Raw {
  readonly raw: readonly Violation[];
  readonly sorted: readonly Checked[];
}

/** Sets apart what an exception covers; what an expired one covered says so. */
function applyAcceptances(
  { raw, sorted }: Raw,
  { accept = [], now }: CheckOptions,
  selection: LenientSelection,
) {
  if (accept.length === 0) return { violations: raw, accepted: [], unused: [] };
  const nodes = sorted.flatMap(({ findings }) => findings.map((finding) => finding.nodes));
  const exceptions = accept.map((acceptance) => ({
    acceptance,
    covers: selection.matcher(acceptance.procedures, 'accept'),
    expired: hasExpired(acceptance, now),
    used: false,
  }));
  const violations: Violation[] = [];
  const accepted: AcceptedViolation[] = [];
  for (const [at, violation] of raw.entries()) {
    const listed = nodes[at]!.filter((node) => !selection.isMissing(node));
    const about = listed.length > 0 ? listed : nodes[at]!;
    const covering = exceptions.filter(
      ({ acceptance, covers }) => acceptance.rule === violation.rule && about.every(covers),
    );
    for (const exception of covering) exception.used = true;
    const valid = covering.find(({ expired }) => !expired);
    const last = covering.at(-1);
    if (valid !== undefined) accepted.push({ ...violation, acceptance: valid.acceptance });
    else if (last === undefined) violations.push(violation);
    else violations.push({ ...violation, message: `${violation.message} ${expiredNote(last.acceptance)}` });
  }
  const unused = exceptions.filter(({ used }) => !used).map(({ acceptance }) => unusedDiagnostic(acceptance));
  return { violations, accepted, unused };
}

function unusedDiagnostic({ rule, procedures, reason }: Acceptance): Diagnostic {
  return {
    code: 'unused-acceptance',
    message: `The exception of ${rule} for ${procedures.join(', ')} (${reason}) covers no violation any more.`,
  };
}
