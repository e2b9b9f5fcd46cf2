import { withoutAmbiguousCalls } from '../graph/narrow-graph.js';
import { isAmbiguousCall, type ProcedureGraph } from '../graph/procedure-graph.js';
import { NearestTargets } from './nearest-targets.js';
import type { Relation } from './relation.js';
import type { Finding, RuleContext } from './rule.js';
import { chained, marked, named } from './wording.js';

/**
 * Finds what breaks a relation between the procedures of two selectors. Forbidden: each call from the one to the other,
 * with `reachable` each procedure of `from` that reaches one of `to` other than itself, by its nearest one. Required:
 * each procedure of `from` that calls, or reaches, none of `to`. Chains pass through ignored procedures, but do not
 * begin or end there. Missing procedures are not required to call anything. Cost: O(V + E), and the chains shown.
 */
export function checkRelation(
  graph: ProcedureGraph,
  relation: Relation,
  { isIgnored, select }: RuleContext,
): readonly Finding[] {
  const ends = {
    isFrom: both(select(relation.from), isIgnored),
    isTo: both(select(relation.to), isIgnored),
  };
  const findings = relation.reachable ? reaching(graph, relation, ends) : calling(graph, relation, ends);
  if (relation.comment === undefined) return findings;
  return findings.map((finding) => ({
    ...finding,
    tell: () => `${finding.tell(finding)} ${relation.comment}`,
  }));
}

function both(
  isSelected: (node: number) => boolean,
  isIgnored: (node: number) => boolean,
): (node: number) => boolean {
  return (node) => isSelected(node) && !isIgnored(node);
}

interface Ends {
  readonly isFrom: (node: number) => boolean;
  readonly isTo: (node: number) => boolean;
}

function calling(graph: ProcedureGraph, { required }: Relation, { isFrom, isTo }: Ends): readonly Finding[] {
  const { offsets, targets, calls } = graph.callees;
  const findings: Finding[] = [];
  for (let caller = 0; caller < graph.procedures.length; caller++) {
    if (!isFrom(caller)) continue;
    const called = [];
    for (let slot = offsets[caller]!; slot < offsets[caller + 1]!; slot++) {
      if (isTo(targets[slot]!)) called.push(slot);
    }
    if (required === undefined) {
      for (const slot of called) {
        const finding = forbiddenCall(graph, caller, targets[slot]!);
        findings.push(marked(isAmbiguousCall(graph, calls[slot]!), finding));
      }
    } else if (called.length === 0 && !graph.procedures[caller]!.missing) {
      findings.push({
        tell: () => `${named(graph, caller)} calls none that it has to call.`,
        nodes: [caller],
      });
    }
  }
  return findings;
}

function forbiddenCall(graph: ProcedureGraph, caller: number, callee: number): Finding {
  return {
    tell: () => `${named(graph, caller)} calls ${named(graph, callee)}, which it must not.`,
    nodes: caller === callee ? [caller] : [caller, callee],
    calls: [{ caller, callee }],
  };
}

function reaching(graph: ProcedureGraph, { required }: Relation, { isFrom, isTo }: Ends): readonly Finding[] {
  const targets = Array.from(graph.procedures.keys()).filter((node) => isTo(node));
  const nearest = new NearestTargets(graph, targets);
  const certainGraph = withoutAmbiguousCalls(graph);
  // Whether a chain is certain is asked of what is forbidden alone.
  const certain =
    required !== undefined || certainGraph === graph ? nearest : new NearestTargets(certainGraph, targets);
  const findings: Finding[] = [];
  for (let from = 0; from < graph.procedures.length; from++) {
    if (!isFrom(from)) continue;
    const target = nearest.nearestOf(from);
    if (required === undefined && target !== undefined) {
      const chain = nearest.chainOf(from);
      const nodes = [from, target.node];
      findings.push(
        marked(certain.nearestOf(from) === undefined, {
          tell: () =>
            `${named(graph, from)} reaches ${named(graph, target.node)}, which it must not: ${chained(graph, chain)}.`,
          nodes,
          calls: chain.slice(1).map((callee, at) => ({ caller: chain[at]!, callee })),
          identity: { nodes },
        }),
      );
    } else if (required !== undefined && target === undefined && !graph.procedures[from]!.missing) {
      findings.push({
        tell: () => `${named(graph, from)} reaches none that it has to reach.`,
        nodes: [from],
      });
    }
  }
  return findings;
}
