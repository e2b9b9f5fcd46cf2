import type { ProcedureGraph, ProcedureSummary } from '@klarify-graph/core';
import { keyValue } from '../state/filter.js';
import type { ChangeMarks } from './change-marks.js';
import type { Changes } from './changes.js';
import { FIELDS, type ValueIndex } from './facets.js';
import { placesOf } from './group-calls.js';
import type { Group, Grouping } from './groups.js';
import { humanise } from './text.js';

/** What differs from the earlier snapshot in a group. */
export interface GroupChange {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

export interface GroupChanges {
  of(group: Group): GroupChange;
  /** Removed procedures that stood in no group that is left, or in one that is unknown. */
  readonly elsewhere: number;
}

/**
 * Counts added and changed procedures of groups by their nodes, removed ones by what they had. To which root or community
 * these belonged is unknown. Cost: linear in the removed procedures, and in the nodes of each group asked for.
 */
export function countGroupChanges(
  removed: Iterable<ProcedureSummary>,
  marks: ChangeMarks,
  grouping: Grouping,
  groups: readonly Group[],
): GroupChanges {
  const known = new Set(groups.map(({ name }) => name));
  const removedOf = new Map<string | null, number>();
  let elsewhere = 0;
  for (const procedure of removed) {
    const names = groupsHeld(procedure, grouping).filter((name) => known.has(name));
    if (names.length === 0) elsewhere++;
    for (const name of names) removedOf.set(name, (removedOf.get(name) ?? 0) + 1);
  }
  return {
    of({ name, nodes }) {
      let added = 0;
      let changed = 0;
      for (const node of nodes) {
        const change = marks.changeOf(node);
        if (change === 'added') added++;
        else if (change === 'changed') changed++;
      }
      return { added, changed, removed: removedOf.get(name) ?? 0 };
    },
    elsewhere,
  };
}

/** The calls that came and went between groups, by the cells of a matrix as `countMatrix` has them. */
export interface MatrixChanges {
  readonly added: Uint32Array;
  readonly removed: Uint32Array;
  /** Removed calls of which an end stood in no group that is left, or in one that is unknown. */
  readonly elsewhere: number;
}

/**
 * Counts added and removed calls between the first groups, those of all further groups gathered in one. Calls of a
 * procedure that is there still count where it stands now. Cost: linear in the changed calls times the pairs of a call.
 */
export function countMatrixChanges(
  graph: ProcedureGraph,
  { keys, offsets, values }: ValueIndex,
  shown: readonly { readonly value: number }[],
  {
    grouping,
    isWanted,
    changes,
  }: {
    readonly grouping: Grouping;
    readonly isWanted: (node: number) => boolean;
    readonly changes: Changes;
  },
): MatrixChanges {
  const size = shown.length + 1;
  const placeOfValue = placesOf(keys.length, shown);
  const numberOf = new Map(keys.map((key, value) => [keyValue(key), value]));
  /** `undefined` where it is filtered out, or missing. */
  const placesHeld = (id: string): readonly number[] | undefined => {
    const node = graph.indexOf(id);
    if (node !== undefined) {
      if (!isWanted(node)) return undefined;
      return distinct(values.subarray(offsets[node], offsets[node + 1]), placeOfValue);
    }
    const procedure = changes.removed.get(id);
    if (procedure === undefined) return undefined;
    const held = groupsHeld(procedure, grouping).flatMap((name) => numberOf.get(name) ?? []);
    return distinct(held, placeOfValue);
  };
  const added = new Uint32Array(size * size);
  const removed = new Uint32Array(size * size);
  let elsewhere = 0;
  const { calls } = changes.report;
  for (const [list, counts] of [
    [calls.added, added],
    [calls.removed, removed],
  ] as const) {
    for (const { caller, callee } of list) {
      const [rows, columns] = [placesHeld(caller), placesHeld(callee)];
      if (rows === undefined || columns === undefined) continue;
      if (rows.length === 0 || columns.length === 0) elsewhere++;
      for (const row of rows) for (const column of columns) counts[row * size + column]!++;
    }
  }
  return { added, removed, elsewhere };
}

function distinct(values: Iterable<number>, placeOf: Uint32Array): readonly number[] {
  return [...new Set(Array.from(values, (value) => placeOf[value]!))];
}

/** The groups that a procedure stood in, as far as its own fields tell. */
function groupsHeld(procedure: ProcedureSummary, grouping: Grouping): readonly (string | null)[] {
  const field = FIELDS.find((name) => name === grouping);
  if (field === undefined) return [];
  if (field === 'lane') return procedure.lanes.length === 0 ? [null] : [...new Set(procedure.lanes)];
  const held = procedure[field];
  const value = held === null || field === 'owner' ? held : humanise(held);
  return [value];
}
