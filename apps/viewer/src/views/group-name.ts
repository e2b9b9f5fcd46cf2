import type { ProcedureGraph } from '@klarify-graph/core';
import { GROUPING_WORDS, type Grouping } from '../data/groups.js';
import { displayName } from '../data/text.js';

/** The name of a group, or what it means to be in none; roots and communities bear that of a procedure. */
export function groupName(graph: ProcedureGraph, name: string | null, grouping: Grouping): string {
  if (name === null) return GROUPING_WORDS[grouping].none;
  if (grouping === 'root' || grouping === 'community') {
    const node = graph.indexOf(name);
    return node === undefined ? name : displayName(graph.procedures[node]!);
  }
  return name.trim() === '' ? '(no name)' : name;
}
