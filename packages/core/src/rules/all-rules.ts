import { maxCallees, maxCallers } from './max-degree.js';
import { maxDepth } from './max-depth.js';
import { noAmbiguousReferences } from './no-ambiguous-references.js';
import { noCycles } from './no-cycles.js';
import { noDuplicateNames } from './no-duplicate-names.js';
import { noMissingReferences } from './no-missing-references.js';
import { noOrphans } from './no-orphans.js';
import { noPublishedCallingUnpublished } from './no-published-calling-unpublished.js';
import { noSelfCalls } from './no-self-calls.js';
import { noStale } from './no-stale.js';
import { noStaleBaseline } from './no-stale-baseline.js';
import { noUnowned } from './no-unowned.js';
import type { Rule } from './rule.js';
import { singleOwnerShare } from './single-owner-share.js';

/** Every rule there is, `relations` aside, which a configuration adds. */
export const RULES: readonly Rule[] = [
  noCycles,
  noOrphans,
  noMissingReferences,
  noAmbiguousReferences,
  noDuplicateNames,
  noUnowned,
  noPublishedCallingUnpublished,
  noSelfCalls,
  noStale,
  maxDepth,
  maxCallers,
  maxCallees,
  singleOwnerShare,
  noStaleBaseline,
];
