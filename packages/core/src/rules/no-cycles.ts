import * as v from 'valibot';
import { type Cycle, findCycles } from '../analysis/find-cycles.js';
import { onlyKinds, withoutCallsOf } from '../graph/narrow-graph.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { countOf } from '../model/text.js';
import { KindsOption, wholeNumberOption } from './option-schemas.js';
import { defineRule, type Finding } from './rule.js';
import { chained, marked, named, namedCalls } from './wording.js';

/** Procedures that call each other in a circle. Cost: that of {@link findCycles}. */
export const noCycles = defineRule({
  name: 'no-cycles',
  description: 'Procedures must not call each other in a circle.',
  details:
    'A cycle is a set of procedures each of which reaches every other, or one procedure that calls itself. It is one violation however many loops it holds; the message names a shortest loop and the fewest calls to remove. When a procedure joins or leaves it, it is another cycle. Calls of ignored procedures do not count.',
  defaultSetting: 'error',
  options: v.strictObject({
    maxSize: wholeNumberOption('cycles of at most so many procedures are tolerated', 0),
    kinds: KindsOption,
  }),
  find: (graph, { maxSize, kinds }, { isIgnored }) => {
    const narrowed = withoutCallsOf(onlyKinds(graph, kinds), isIgnored);
    return findCycles(narrowed)
      .filter(({ nodes }) => nodes.length > maxSize)
      .map((cycle) => findingOf(narrowed, cycle));
  },
});

function findingOf(graph: ProcedureGraph, cycle: Cycle): Finding {
  const { nodes, shortest, ambiguous } = cycle;
  const calls = shortest.map((caller, at) => ({ caller, callee: shortest[(at + 1) % shortest.length]! }));
  return marked(ambiguous, {
    tell: () => `${whatGoesRound(graph, cycle)}.`,
    nodes,
    calls,
    identity: { nodes },
  });
}

function whatGoesRound(graph: ProcedureGraph, { nodes, shortest, cut }: Cycle): string {
  if (nodes.length === 1) return `${named(graph, nodes[0]!)} calls itself`;
  const loop = chained(graph, [...shortest, shortest[0]!]);
  const where = shortest.length === nodes.length ? '' : '; a shortest loop is';
  const remedy = `Without ${countOf(cut.length, 'call')} it is gone: ${namedCalls(graph, cut)}`;
  return `${nodes.length} procedures call each other in a circle${where === '' ? ':' : where} ${loop}. ${remedy}`;
}
