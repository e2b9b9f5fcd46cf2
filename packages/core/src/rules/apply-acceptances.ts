import { ListView } from '../model/list-view.js';
import type { Diagnostic } from '../model/procedure.js';
import { type Acceptance, expiredNote, hasExpired } from './acceptance.js';
import type { Severity } from './rule.js';
import type { LenientSelection } from './select-leniently.js';
import type { Violation, Violations } from './violations.js';

export interface AcceptedViolation extends Violation {
  readonly acceptance: Acceptance;
}

interface Acceptances {
  readonly accept?: readonly Acceptance[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What is left of the violations, and what the exceptions cover, both in the order of the violations. */
interface Applied {
  readonly violations: ListView<Violation>;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly accepted: readonly AcceptedViolation[];
  /** The exceptions that cover nothing. */
  readonly unused: readonly Diagnostic[];
}

/**
 * Sets apart what an exception covers; what an expired one covered says so. Cost: O(n) times the exceptions.
 */
export function applyAcceptances(
  all: Violations,
  { accept = [], now }: Acceptances,
  selection: LenientSelection,
): Applied {
  if (accept.length === 0) {
    const violations = new ListView(all.length, (place) => all.at(place));
    return { violations, counts: all.countBySeverity(), accepted: [], unused: [] };
  }
  const exceptions = accept.map((acceptance) => ({
    acceptance,
    covers: selection.matcher(acceptance.procedures, 'accept'),
    expired: hasExpired(acceptance, now),
    used: false,
  }));
  const counts = { error: 0, warn: 0, info: 0 };
  const left: number[] = [];
  const notes = new Map<number, string>();
  const accepted: AcceptedViolation[] = [];
  for (let place = 0; place < all.length; place++) {
    const { rule, finding } = all.findingAt(place);
    const listed = finding.nodes.filter((node) => !selection.isMissing(node));
    const about = listed.length > 0 ? listed : finding.nodes;
    const covering = exceptions.filter(
      ({ acceptance, covers }) => acceptance.rule === rule.name && about.every(covers),
    );
    for (const exception of covering) exception.used = true;
    const valid = covering.find(({ expired }) => !expired);
    if (valid !== undefined) {
      accepted.push({ ...all.at(place), acceptance: valid.acceptance });
      continue;
    }
    counts[rule.severity]++;
    left.push(place);
    const last = covering.at(-1);
    if (last !== undefined) notes.set(place, expiredNote(last.acceptance));
  }
  const violations = new ListView(left.length, (index) => {
    const violation = all.at(left[index]!);
    const note = notes.get(left[index]!);
    return note === undefined ? violation : { ...violation, message: `${violation.message} ${note}` };
  });
  const unused = exceptions.filter(({ used }) => !used).map(({ acceptance }) => unusedDiagnostic(acceptance));
  return { violations, counts, accepted, unused };
}

function unusedDiagnostic({ rule, procedures, reason }: Acceptance): Diagnostic {
  return {
    code: 'unused-acceptance',
    message: `The exception of ${rule} for ${procedures.join(', ')} (${reason}) covers no violation any more.`,
  };
}
