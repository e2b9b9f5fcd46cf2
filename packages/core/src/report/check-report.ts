import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { ListView } from '../model/list-view.js';
import { compareByNameThenId } from '../model/text.js';
import type { BaselineEntry } from '../rules/baseline.js';
import type { CheckResult } from '../rules/check-rules.js';
import type { Judgement } from '../rules/judge.js';
import type { Severity } from '../rules/rule.js';
import type { CheckedRule, Violation } from '../rules/violations.js';
import { type ProcedureSummary, summarise } from './procedure-summary.js';
import { type Envelope, envelope, type Source, type Subject } from './source.js';

export interface AcceptedSummary extends Omit<Violation, 'known'> {
  readonly reason: string;
  readonly approvedBy: string | null;
  readonly expires: string | null;
}

export interface CheckReport extends Envelope<'check'> {
  /** By severity, worst first, then by rule, then by the procedures' names and ids; each made when it is read. */
  readonly violations: ListView<Violation>;
  /** The severities count the violations that are not known. */
  readonly summary: Readonly<Record<Severity | 'known' | 'stale' | 'accepted', number>>;
  /** Violations that an exception covers. */
  readonly accepted: readonly AcceptedSummary[];
  /** Entries of the baseline that no longer occur, by fingerprint. */
  readonly stale: readonly BaselineEntry[];
  /** The rules and relations that were checked. */
  readonly rules: readonly CheckedRule[];
  /** The earlier snapshot against which only new violations count; absent without one. */
  readonly since?: Source;
  /** The file that says what is checked; `null` where there is none. */
  readonly configuration: string | null;
  /** The procedures that violations and stale entries name by id, by name then id; of the latter those still there. */
  readonly mentioned: ListView<ProcedureSummary>;
}

/** What a check found, and against what. */
export interface CheckOutcome {
  readonly result: CheckResult;
  readonly judgement: Judgement;
  readonly since?: Source | undefined;
  readonly configuration?: string | undefined;
}

/** Reports a check. Cost: O(1), the accepted violations, and with stale entries those and what is mentioned, sorted. */
export function checkReport(subject: Subject, outcome: CheckOutcome): CheckReport {
  const { result, judgement, since, configuration = null } = outcome;
  const { violations, counts, stale } = judgement;
  const diagnostics = [...(subject.diagnostics ?? []), ...result.diagnostics];
  const accepted = result.accepted.map(({ acceptance, known: _, ...violation }) => ({
    ...violation,
    reason: acceptance.reason,
    approvedBy: acceptance.approvedBy ?? null,
    expires: acceptance.expires ?? null,
  }));
  return {
    ...envelope({ ...subject, diagnostics }, 'check'),
    violations,
    summary: {
      error: counts.error,
      warn: counts.warn,
      info: counts.info,
      known: counts.known,
      stale: stale.length,
      accepted: accepted.length,
    },
    accepted,
    stale,
    rules: result.rules,
    ...(since !== undefined && { since }),
    configuration,
    mentioned: mentionedIn(subject.graph, outcome),
  };
}

function mentionedIn(
  graph: ProcedureGraph,
  { result, judgement: { stale } }: CheckOutcome,
): ListView<ProcedureSummary> {
  const mentioned = result.mentioned.through(summarise);
  const others = new Set(stale.flatMap(({ procedures }) => procedures));
  if (others.size === 0) return mentioned;
  for (const { id } of mentioned) others.delete(id);
  const nodes = Array.from(others, (id) => graph.indexOf(id)).filter((node) => node !== undefined);
  const added = nodes.map((node) => summarise(graph.procedures[node]!));
  return ListView.of([...mentioned, ...added].sort(compareByNameThenId));
}
