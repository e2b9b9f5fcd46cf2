import { withoutAmbiguousCalls } from '../graph/narrow-graph.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { ListView } from '../model/list-view.js';
import type { Diagnostic, Procedure } from '../model/procedure.js';
import { compareText } from '../model/text.js';
import type { Acceptance } from './acceptance.js';
import { type AcceptedViolation, applyAcceptances } from './apply-acceptances.js';
import { checkRelation } from './check-relation.js';
import type { Sha256 } from './fingerprint.js';
import type { Relation } from './relation.js';
import { type RuleEntries, resolveRules } from './resolve-rules.js';
import { type RuleContext, SEVERITIES, type Severity } from './rule.js';
import { LenientSelection } from './select-leniently.js';
import { NameRanks, sortFindings } from './sort-findings.js';
import { type Checked, type CheckedRule, type Violation, Violations } from './violations.js';

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

export interface CheckResult {
  /** By severity, worst first, then by rule, then by the procedures' names and ids; each made when it is read. */
  readonly violations: ListView<Violation>;
  /** How many violations there are of each severity. */
  readonly counts: Readonly<Record<Severity, number>>;
  /** Those that an exception covers, in the same order. */
  readonly accepted: readonly AcceptedViolation[];
  readonly rules: readonly CheckedRule[];
  /** The procedures that those of both lists name, also in their calls, by name then id. */
  readonly mentioned: ListView<Procedure>;
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
  const isIgnored = selection.matcher(options.ignore ?? [], 'ignore');
  const contextOf = (place: 'rules' | 'relations'): RuleContext => ({
    now: options.now,
    entryPoints: options.entryPoints,
    isIgnored,
    withAmbiguousCalls: full,
    select: (selectors) => selection.matcher(selectors, place),
  });
  const checked = [
    ...runRules(graph, options, contextOf('rules')),
    ...runRelations(graph, options, contextOf('relations')),
  ];
  const ranks = new NameRanks(
    graph,
    checked.map(({ findings }) => findings),
  );
  // Sorted before they get their fingerprints: of several alike, the first by name has the first number.
  const sorted = [...checked]
    .sort(bySeverityThenName)
    .map(({ rule, findings }) => ({ rule, findings: sortFindings(findings, ranks) }));
  const all = new Violations(graph, sorted, options.sha256);
  const { violations, counts, accepted, unused } = applyAcceptances(all, options, selection);
  return {
    violations,
    counts,
    accepted,
    rules: checked.map(({ rule }) => rule),
    mentioned: new ListView(ranks.nodes.length, (rank) => graph.procedures[ranks.nodes[rank]!]!),
    diagnostics: [...selection.diagnostics, ...unused],
  };
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
        findings: ListView.of(checkRelation(graph, relation, context)),
      },
    ];
  });
}

function bySeverityThenName({ rule: a }: Checked, { rule: b }: Checked): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || compareText(a.name, b.name);
}
