import * as v from 'valibot';
import { someSelectors } from './option-schemas.js';
import { SETTINGS } from './rule.js';

const RELATION_ENTRIES = {
  /** What violations of it are called; also the `rule` of exceptions. */
  name: v.pipe(v.string(), v.nonEmpty('must not be empty'), v.description('what its violations are called')),
  from: someSelectors('selectors of the callers'),
  to: someSelectors('selectors of the procedures called'),
  allowed: v.optional(
    v.pipe(
      v.literal(false, 'can only be false; a call that has to be there is "required": true'),
      v.description('no procedure of `from` may call one of `to`'),
    ),
  ),
  required: v.optional(
    v.pipe(
      v.literal(true, 'can only be true; a call that must not be there is "allowed": false'),
      v.description('each procedure of `from` has to call one of `to`'),
    ),
  ),
  reachable: v.optional(
    v.pipe(v.boolean(), v.description('also through other procedures, not only by a call of its own')),
    false,
  ),
  severity: v.optional(
    v.pipe(v.picklist(SETTINGS), v.description('how bad a violation is; off: the relation is not checked')),
    'error',
  ),
  comment: v.optional(v.pipe(v.string(), v.description('why; every violation says it'))),
};

export const RELATION_KEYS = Object.keys(RELATION_ENTRIES);

/** How a relation between procedures is written: who may not, or has to, call whom. */
export const RelationSchema = v.pipe(
  v.strictObject(RELATION_ENTRIES),
  v.check(
    ({ allowed, required }) => (allowed === undefined) !== (required === undefined),
    'must say either "allowed": false or "required": true',
  ),
);

/** A call that must not be, or has to be, between the procedures of two selectors. */
export type Relation = v.InferOutput<typeof RelationSchema>;
