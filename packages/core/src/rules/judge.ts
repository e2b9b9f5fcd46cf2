import { type BaselineEntry, staleEntries } from './baseline.js';
import type { CheckResult, Violation } from './check-rules.js';
import { fingerprintOf } from './fingerprint.js';
import { noStaleBaseline } from './no-stale-baseline.js';
import type { Severity } from './rule.js';

/** What is known already. */
export interface KnownViolations {
  /** The entries of the baseline; absent where there is none. */
  readonly baseline?: readonly BaselineEntry[] | undefined;
  /** Fingerprints of the violations of an earlier snapshot. */
  readonly earlier?: ReadonlySet<string> | undefined;
}

export interface Judgement {
  /** In the order of the check; stale entries behind, where `no-stale-baseline` is on. */
  readonly violations: readonly Violation[];
  /** Entries of the baseline that no longer occur. */
  readonly stale: readonly BaselineEntry[];
}

/**
 * Tells which violations are known. An accepted one is none, but it occurs, so its entry in a baseline is not stale.
 * Cost: O(n).
 */
export function judge(
  { violations, accepted, rules }: CheckResult,
  { baseline = [], earlier }: KnownViolations,
): Judgement {
  const listed = new Set(baseline.map(({ fingerprint }) => fingerprint));
  const stale = staleEntries(baseline, [...violations, ...accepted]);
  const severity = rules.find(({ name }) => name === noStaleBaseline.name)?.severity;
  const isKnown = ({ fingerprint }: Violation) =>
    listed.has(fingerprint) || earlier?.has(fingerprint) === true;
  const judged = violations.map((violation) =>
    isKnown(violation) ? { ...violation, known: true } : violation,
  );
  const rotten = severity === undefined ? [] : stale.map((entry) => staleViolation(entry, severity));
  return { violations: rotten.length === 0 ? judged : [...judged, ...rotten], stale };
}

function staleViolation({ fingerprint, rule, procedures }: BaselineEntry, severity: Severity): Violation {
  const which = [rule, procedures.join(', ')].filter((text) => text !== '').join(' of ');
  return {
    rule: noStaleBaseline.name,
    severity,
    message: `The baseline lists ${fingerprint}${which === '' ? '' : ` (${which})`}, which no longer occurs.`,
    procedures: [],
    calls: [],
    known: false,
    fingerprint: fingerprintOf(`${noStaleBaseline.name} ${fingerprint}`),
  };
}

/** How many violations make a check fail: the new ones of severity error. */
export function failingCount(violations: readonly Violation[]): number {
  return violations.filter(({ severity, known }) => severity === 'error' && !known).length;
}
