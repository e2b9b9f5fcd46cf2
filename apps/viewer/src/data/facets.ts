import { compareText, type Procedure } from '@klarify-graph/core';
import { valueKey } from '../state/filter.js';
import { humanise } from './text.js';

/** The values that procedures have of one field, numbered, the most frequent first, then by name. */
export interface ValueIndex {
  /** As filters and addresses name them; see {@link valueKey}. */
  readonly keys: readonly string[];
  /** The numbers of a node's values are `values[offsets[node]]` up to, not including, `values[offsets[node + 1]]`. */
  readonly offsets: Uint32Array;
  readonly values: Uint32Array;
}

/** The fields of which a procedure's values can be filtered and gathered by. */
export const FIELDS = ['lane', 'owner', 'type', 'status'] as const;
export type Field = (typeof FIELDS)[number];

/**
 * Numbers the values of a field. A procedure without one has the value `null`; one with several lanes has each of them
 * once. Types and statuses are told apart without regard to case. Cost: O(V).
 */
export function indexValues(procedures: readonly Procedure[], field: Field): ValueIndex {
  const numbers = new Map<string | null, number>();
  /** By the values as they stand in the data, so that each is looked into once only. */
  const numberOf = new Map<string | null, number>();
  const counts: number[] = [];
  const offsets = new Uint32Array(procedures.length + 1);
  const found: number[] = [];
  const note = (raw: string | null) => {
    let number = numberOf.get(raw);
    if (number === undefined) {
      const value = raw === null || field === 'owner' || field === 'lane' ? raw : humanise(raw);
      number = numbers.get(value) ?? numbers.size;
      numberOf.set(raw, number);
      numbers.set(value, number);
      if (number === counts.length) counts.push(0);
    }
    counts[number]!++;
    found.push(number);
  };
  for (let node = 0; node < procedures.length; node++) {
    const procedure = procedures[node]!;
    if (field !== 'lane') note(procedure[field]);
    else if (procedure.lanes.length === 0) note(null);
    else if (procedure.lanes.length === 1) note(procedure.lanes[0]!);
    else for (const lane of new Set(procedure.lanes)) note(lane);
    offsets[node + 1] = found.length;
  }
  const sorted = [...numbers].sort(
    ([a, first], [b, second]) =>
      Number(a === null) - Number(b === null) ||
      counts[second]! - counts[first]! ||
      compareText(a ?? '', b ?? ''),
  );
  const rankOf = new Uint32Array(numbers.size);
  for (const [rank, [, number]] of sorted.entries()) rankOf[number] = rank;
  return {
    keys: sorted.map(([value]) => valueKey(value)),
    offsets,
    values: Uint32Array.from(found, (number) => rankOf[number]!),
  };
}
