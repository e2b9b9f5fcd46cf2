import * as v from 'valibot';
import { findOrphans } from '../analysis/find-orphans.js';
import { ListView } from '../model/list-view.js';
import { IgnoreOption } from './option-schemas.js';
import { defineRule } from './rule.js';
import { named } from './wording.js';

const REASONS = {
  isolated: 'no call joins it to any other procedure',
  uncalled: 'nothing calls it, and it is not an entry point',
  unreachable: 'it has callers, but no entry point reaches it',
} as const;

/** Procedures that nothing leads to. Cost: that of {@link findOrphans}. */
export const noOrphans = defineRule({
  name: 'no-orphans',
  description: 'Every procedure must be reached from an entry point.',
  details:
    'An orphan is `isolated` (no call joins it to any other procedure), `uncalled` (nothing else calls it, and it is not an entry point) or `unreachable` (it has callers, but no entry point reaches it). Missing procedures and configured entry points are never orphans. Calls of ignored procedures still count: what only an ignored procedure calls is called.',
  defaultSetting: 'error',
  options: v.strictObject({
    reasons: v.optional(
      v.pipe(
        v.array(v.picklist(['isolated', 'uncalled', 'unreachable'])),
        v.minLength(1, 'must name at least one reason'),
        v.description('the reasons that count'),
      ),
      ['isolated', 'uncalled', 'unreachable'],
    ),
    ignore: IgnoreOption,
  }),
  find: (graph, { reasons, ignore }, { entryPoints, isIgnored, select }) => {
    const isLeftAlone = select(ignore);
    const orphans = findOrphans(graph, { entryPoints }).filter(
      ({ node, reason }) => reasons.includes(reason) && !isIgnored(node) && !isLeftAlone(node),
    );
    return ListView.of(orphans).through(({ node, reason }) => ({
      tell: () => `${named(graph, node)} is ${reason}: ${REASONS[reason]}.`,
      nodes: [node],
    }));
  },
});
