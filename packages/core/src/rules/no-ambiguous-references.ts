import * as v from 'valibot';
import { CALL_FLAGS } from '../graph/adjacency.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { compareByNameThenId, normaliseName } from '../model/text.js';
import { defineRule, type Finding } from './rule.js';
import { named, namedAll } from './wording.js';

const AMBIGUOUS = CALL_FLAGS.ambiguousCalledFrom | CALL_FLAGS.ambiguousCalledWithin;

/** References by a name that several procedures bear. Cost: O(V + E) and normalising the names in question. */
export const noAmbiguousReferences = defineRule({
  name: 'no-ambiguous-references',
  description: 'A procedure must not name a caller or parent by a name that several procedures bear.',
  details:
    'Each name that is ambiguous in a record is a violation, about the procedure whose record it is and those it may mean. It is found with `--ignore-ambiguous` as well: that leaves the calls out, not the fact.',
  defaultSetting: 'warn',
  options: v.strictObject({}),
  find: (_, __, { withAmbiguousCalls: graph, isIgnored }) => {
    const findings: Finding[] = [];
    for (let callee = 0; callee < graph.listed; callee++) {
      if (isIgnored(callee)) continue;
      for (const callers of ambiguousCallers(graph, callee)) {
        const byName = callers.sort((a, b) =>
          compareByNameThenId(graph.procedures[a]!, graph.procedures[b]!),
        );
        const candidates = byName.filter((node) => !isIgnored(node));
        findings.push({
          tell: () =>
            `${named(graph, callee)} names "${graph.procedures[byName[0]!]!.name}", which may be any of ${namedAll(graph, candidates)}.`,
          nodes: candidates.includes(callee) ? candidates : [callee, ...candidates],
          calls: candidates.map((caller) => ({ caller, callee })),
          ambiguous: true,
        });
      }
    }
    return findings;
  },
});

/** The callers that ambiguous references of a procedure's record mean, together where one name means them. */
function ambiguousCallers(graph: ProcedureGraph, callee: number): Iterable<number[]> {
  const { offsets, targets, calls } = graph.callers;
  const byName = new Map<string, number[]>();
  for (let slot = offsets[callee]!; slot < offsets[callee + 1]!; slot++) {
    if ((graph.calls.flags[calls[slot]!]! & AMBIGUOUS) === 0) continue;
    const caller = targets[slot]!;
    const name = normaliseName(graph.procedures[caller]!.name);
    const group = byName.get(name);
    if (group === undefined) byName.set(name, [caller]);
    else group.push(caller);
  }
  return byName.values();
}
