import type { BaselineEntry } from '../rules/baseline.js';
import type { CheckedRule, CheckResult, Violation } from '../rules/check-rules.js';
import type { Judgement } from '../rules/judge.js';
import type { Severity } from '../rules/rule.js';
import { type ProcedureSummary, summarise } from './procedure-summary.js';
import { type Envelope, envelope, type Source, type Subject } from './source.js';

export interface AcceptedSummary extends Omit<Violation, 'known'> {
  readonly reason: string;
  readonly approvedBy: string | null;
  readonly expires: string | null;
}

export interface CheckReport extends Envelope<'check'> {
  /** By severity, worst first, then by rule, then by the procedures' names and ids. */
  readonly violations: readonly Violation[];
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
  /** The procedures that violations name by id, by name then id. */
  readonly mentioned: readonly ProcedureSummary[];
}

/** What a check found, and against what. */
export interface CheckOutcome {
  readonly result: CheckResult;
  readonly judgement: Judgement;
  readonly since?: Source | undefined;
  readonly configuration?: string | undefined;
}

/** Reports a check. Cost: O(n). */
export function checkReport(subject: Subject, outcome: CheckOutcome): CheckReport {
  const { result, judgement, since, configuration = null } = outcome;
  const { violations, stale } = judgement;
  const diagnostics = [...(subject.diagnostics ?? []), ...result.diagnostics];
  const accepted = result.accepted.map(({ acceptance, known: _, ...violation }) => ({
    ...violation,
    reason: acceptance.reason,
    approvedBy: acceptance.approvedBy ?? null,
    expires: acceptance.expires ?? null,
  }));
  const count = (wanted: Severity) =>
    violations.filter(({ severity, known }) => severity === wanted && !known).length;
  return {
    ...envelope({ ...subject, diagnostics }, 'check'),
    violations,
    summary: {
      error: count('error'),
      warn: count('warn'),
      info: count('info'),
      known: violations.filter(({ known }) => known).length,
      stale: stale.length,
      accepted: accepted.length,
    },
    accepted,
    stale,
    rules: result.rules,
    ...(since !== undefined && { since }),
    configuration,
    mentioned: result.mentioned.map(summarise),
  };
}
