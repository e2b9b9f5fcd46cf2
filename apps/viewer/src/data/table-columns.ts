import { compareText, type Procedure } from '@klarify-graph/core';
import type { Store } from '../state/store.js';
import { formatDay, humanise } from './text.js';

/** A column of the table: its text, and what it is sorted by. */
export interface TableColumn {
  readonly name: string;
  readonly title: string;
  readonly isNumber?: true;
  /** A sort key by node: numbers, or texts compared by code unit; `null` comes last. */
  readonly keyOf: (store: Store, node: number) => number | string | null;
}

const field =
  (read: (procedure: Procedure) => string | null) =>
  ({ graph }: Store, node: number) =>
    read(graph.procedures[node]!);

/** How many call a procedure, or are called by it. */
export const degree = (side: 'callers' | 'callees') => (store: Store, node: number) => {
  const { offsets } = store.graph[side];
  return offsets[node + 1]! - offsets[node]!;
};

export const TABLE_COLUMNS: readonly TableColumn[] = [
  { name: 'name', title: 'Procedure', keyOf: (store, node) => store.ranks.value?.[node] ?? 0 },
  { name: 'type', title: 'Type', keyOf: field(({ type }) => type && humanise(type)) },
  { name: 'status', title: 'Status', keyOf: field(({ status }) => status && humanise(status)) },
  { name: 'owner', title: 'Owner', keyOf: field(({ owner }) => owner) },
  { name: 'callers', title: 'Callers', isNumber: true, keyOf: degree('callers') },
  { name: 'callees', title: 'Callees', isNumber: true, keyOf: degree('callees') },
  {
    name: 'dependents',
    title: 'Dependents',
    isNumber: true,
    keyOf: (store, node) => store.counts.value?.dependents[node] ?? null,
  },
  {
    name: 'dependencies',
    title: 'Dependencies',
    isNumber: true,
    keyOf: (store, node) => store.counts.value?.dependencies[node] ?? null,
  },
  { name: 'lanes', title: 'Lanes', keyOf: field(({ lanes }) => lanes.join(', ') || null) },
  {
    name: 'updated',
    title: 'Updated',
    keyOf: field(({ updatedAt }) => (updatedAt === null ? null : formatDay(updatedAt))),
  },
  { name: 'id', title: 'Id', keyOf: field(({ id }) => id) },
];

/** Sorts nodes by a column, equal ones by name and id; `-name` sorts the other way round. Unknown columns sort by name. */
export function sortRows(store: Store, nodes: Uint32Array, sort: string): Uint32Array {
  const isDescending = sort.startsWith('-');
  const column = TABLE_COLUMNS.find(({ name }) => name === sort.replace(/^-/, '')) ?? TABLE_COLUMNS[0]!;
  const ranks = store.ranks.value;
  const rank = (node: number) => ranks?.[node] ?? node;
  const keys = Array.from(store.graph.procedures, (_, node) => column.keyOf(store, node));
  return nodes.sort((a, b) => compareKeys(keys[a]!, keys[b]!, isDescending) || rank(a) - rank(b));
}

type Key = number | string | null;

function compareKeys(a: Key, b: Key, isDescending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b));
  return isDescending ? -order : order;
}
