import { compareText, type Procedure } from '@klarify-graph/core';
import { humanise } from './text.js';

/** What the overview can gather procedures by. */
export const GROUPINGS = ['lane', 'owner', 'type', 'status'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The procedures of one tile; `name: null` gathers those without a lane, owner, type or status. */
export interface Group {
  readonly name: string | null;
  readonly nodes: readonly number[];
}

export function isGrouping(text: string | undefined): text is Grouping {
  return GROUPINGS.some((grouping) => grouping === text);
}

/**
 * Gathers procedures, the largest group first, then by name, `null` last. A procedure with several lanes is in the group
 * of each. Types and statuses are gathered without regard to case. Cost: O(V).
 */
export function groupProcedures(procedures: readonly Procedure[], grouping: Grouping): readonly Group[] {
  const groups = new Map<string | null, number[]>();
  for (const [node, procedure] of procedures.entries()) {
    if (procedure.missing) continue;
    for (const name of groupNames(procedure, grouping)) {
      const nodes = groups.get(name);
      if (nodes === undefined) groups.set(name, [node]);
      else nodes.push(node);
    }
  }
  return [...groups]
    .map(([name, nodes]) => ({ name, nodes }))
    .sort((a, b) => Number(a.name === null) - Number(b.name === null) || compareGroups(a, b));
}

function compareGroups(a: Group, b: Group): number {
  return b.nodes.length - a.nodes.length || compareText(a.name ?? '', b.name ?? '');
}

function groupNames(procedure: Procedure, grouping: Grouping): readonly (string | null)[] {
  if (grouping === 'lane') return procedure.lanes.length === 0 ? [null] : [...new Set(procedure.lanes)];
  if (grouping === 'owner') return [procedure.owner];
  const code = procedure[grouping];
  return [code === null ? null : humanise(code)];
}
