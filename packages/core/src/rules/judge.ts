import { ListView } from '../model/list-view.js';
import { type BaselineEntry, staleEntries } from './baseline.js';
import type { CheckResult } from './check-rules.js';
import { fingerprintOf } from './fingerprint.js';
import { noStaleBaseline } from './no-stale-baseline.js';
import type { Severity } from './rule.js';
import type { Violation } from './violations.js';

/** What is known already. */
export interface KnownViolations {
  /** The entries of the baseline; absent where there is none. */
  readonly baseline?: readonly BaselineEntry[] | undefined;
  /** Fingerprints of the violations of an earlier snapshot. */
  readonly earlier?: ReadonlySet<string> | undefined;
}

export interface Judgement {
  /** In the order of the check; stale entries behind, where `no-stale-baseline` is on. */
  readonly violations: ListView<Violation>;
  /** How many are new, by severity, and how many are known. Those of severity `error` make a check fail. */
  readonly counts: Readonly<Record<Severity | 'known', number>>;
  /** Entries of the baseline that no longer occur. */
  readonly stale: readonly BaselineEntry[];
}

/**
 * Tells which violations are known. An accepted one is none, but it occurs, so its entry in a baseline is not stale.
 * Cost: O(n); where nothing is known, O(1), and no violation is made.
 */
export function judge(result: CheckResult, { baseline = [], earlier }: KnownViolations): Judgement {
  if (baseline.length === 0 && earlier === undefined) {
    return { violations: result.violations, counts: { ...result.counts, known: 0 }, stale: [] };
  }
  const listed = new Set(baseline.map(({ fingerprint }) => fingerprint));
  const isKnown = ({ fingerprint }: Violation) =>
    listed.has(fingerprint) || earlier?.has(fingerprint) === true;
  const judged = result.violations.map((violation) =>
    isKnown(violation) ? { ...violation, known: true } : violation,
  );
  const stale = staleEntries(baseline, [...judged, ...result.accepted]);
  const severity = result.rules.find(({ name }) => name === noStaleBaseline.name)?.severity;
  const rotten = severity === undefined ? [] : stale.map((entry) => staleViolation(entry, severity));
  const violations = [...judged, ...rotten];
  const counts = { error: 0, warn: 0, info: 0, known: 0 };
  for (const violation of violations) counts[violation.known ? 'known' : violation.severity]++;
  return { violations: ListView.of(violations), counts, stale };
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
