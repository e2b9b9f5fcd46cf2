import * as v from 'valibot';
import { onlyKinds } from '../graph/narrow-graph.js';
import { isAmbiguousCall } from '../graph/procedure-graph.js';
import { ListView } from '../model/list-view.js';
import { KindsOption } from './option-schemas.js';
import { defineRule, type Finding } from './rule.js';
import { marked, named } from './wording.js';

/** Calls from published procedures to ones that are not. Cost: O(V + E). */
export const noPublishedCallingUnpublished = defineRule({
  name: 'no-published-calling-unpublished',
  description: 'A published procedure must not call one that is not published.',
  details:
    'Each such call is a violation. Statuses are compared without regard to case. `EDITED` is a draft on top of a published version, so it counts as published unless `published` leaves it out. A procedure without a status, as missing ones are, is neither.',
  defaultSetting: 'warn',
  options: v.strictObject({
    published: v.optional(
      v.pipe(
        v.array(v.string()),
        v.minLength(1, 'must name at least one status'),
        v.description('the statuses that count as published'),
      ),
      ['PUBLISHED', 'EDITED'],
    ),
    kinds: KindsOption,
  }),
  find: (graph, { published, kinds }, { isIgnored }) => {
    const wanted = new Set(published.map((status) => status.toUpperCase()));
    const known = new Map<string | null, boolean | undefined>([[null, undefined]]);
    const isPublished = graph.procedures.map(({ status }) => {
      if (status !== null && !known.has(status)) known.set(status, wanted.has(status.toUpperCase()));
      return known.get(status);
    });
    const narrowed = onlyKinds(graph, kinds);
    const { callers, callees } = narrowed.calls;
    const tell = ({ nodes: [caller, callee] }: Finding) =>
      `${named(graph, caller!)} is published and calls ${named(graph, callee!)}, which is ${graph.procedures[callee!]!.status}.`;
    const found: number[] = [];
    for (let call = 0; call < callers.length; call++) {
      const [caller, callee] = [callers[call]!, callees[call]!];
      if (isPublished[caller] !== true || isPublished[callee] !== false) continue;
      if (isIgnored(caller) || isIgnored(callee)) continue;
      found.push(call);
    }
    return ListView.of(found).through((call) => {
      const [caller, callee] = [callers[call]!, callees[call]!];
      const finding = { tell, nodes: [caller, callee], calls: [{ caller, callee }] };
      return marked(isAmbiguousCall(narrowed, call), finding);
    });
  },
});
