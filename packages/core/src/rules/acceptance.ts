import * as v from 'valibot';
import { isInCalendar } from '../model/time.js';
import { someSelectors } from './option-schemas.js';

const DAY = 86_400_000;

const NO_DAY = 'must be a day such as 2027-06-30';

const ACCEPTANCE_ENTRIES = {
  rule: v.pipe(v.string(), v.description('the rule, or the name of the relation')),
  procedures: someSelectors(
    'selectors; a violation is accepted when all procedures it is about are among them',
    'must name at least one procedure',
  ),
  reason: v.pipe(v.string(), v.regex(/\S/, 'must say why'), v.description('why the violation is accepted')),
  approvedBy: v.optional(v.pipe(v.string(), v.description('who accepted it'))),
  expires: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{4}-\d{2}-\d{2}$/, NO_DAY),
      v.check(isInCalendar, NO_DAY),
      v.description('the last day (UTC) on which it is accepted'),
    ),
  ),
};

export const ACCEPTANCE_KEYS = Object.keys(ACCEPTANCE_ENTRIES);

/** How an accepted exception is written. */
export const AcceptanceSchema = v.strictObject(ACCEPTANCE_ENTRIES);

/** A violation that someone has accepted, for a reason and perhaps for a time. */
export type Acceptance = v.InferOutput<typeof AcceptanceSchema>;

/** Tells whether the last day of an exception is over. */
export function hasExpired({ expires }: Acceptance, now: number): boolean {
  return expires !== undefined && now >= Date.parse(`${expires}T00:00:00Z`) + DAY;
}

/** What a violation says that had been accepted for a time. */
export function expiredNote({ approvedBy, expires, reason }: Acceptance): string {
  const who = approvedBy === undefined ? '' : ` by ${approvedBy}`;
  return `It had been accepted${who} until ${expires}: ${reason}`;
}
