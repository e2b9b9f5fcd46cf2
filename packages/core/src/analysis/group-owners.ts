import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { compareText } from '../model/text.js';

/** How many of the procedures an owner answers for; `null` gathers those for whom nobody does. */
export interface OwnerGroup {
  readonly owner: string | null;
  readonly count: number;
  /** How many of them it takes over from what contains them. */
  readonly inherited: number;
}

/**
 * Groups procedures by the owners that answer for them: their own or, where they have none, each that they inherit, see
 * `inheritOwners`. By count descending, then by name, `null` last. Cost: linear in them and in what they inherit.
 */
export function groupOwners(
  graph: ProcedureGraph,
  nodes: readonly number[],
  inherited: readonly (readonly string[])[],
): readonly OwnerGroup[] {
  const groups = new Map<string | null, { count: number; inherited: number }>();
  const add = (owner: string | null, isInherited: boolean) => {
    const group = groups.get(owner) ?? { count: 0, inherited: 0 };
    group.count++;
    if (isInherited) group.inherited++;
    groups.set(owner, group);
  };
  for (const node of nodes) {
    const isInherited = graph.ownerOf(node) === null;
    const owners = ownersOf(graph, node, inherited);
    for (const owner of owners) add(owner, isInherited);
    if (owners.length === 0) add(null, false);
  }
  return [...groups]
    .map(([owner, group]) => ({ owner, ...group }))
    .sort((a, b) => b.count - a.count || compareOwners(a.owner, b.owner));
}

/** Who answers for a procedure: its owner, else all whom it inherits; nobody where that gives none. */
export function ownersOf(
  graph: ProcedureGraph,
  node: number,
  inherited: readonly (readonly string[])[],
): readonly string[] {
  const owner = graph.ownerOf(node);
  return owner === null ? inherited[node]! : [owner];
}

/** By name, `null` last. */
export function compareOwners(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return compareText(a, b);
}
