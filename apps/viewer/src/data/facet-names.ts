import { type FacetName, type Filter, keyValue, type ShownCallKind } from '../state/filter.js';
import { PROBLEMS } from '../state/problems.js';
import { CHANGE_FLAGS } from './changes.js';

export const FACET_TITLES: Readonly<Record<FacetName, string>> = {
  problem: 'Problem',
  change: 'Change',
  status: 'Status',
  type: 'Type',
  owner: 'Owner',
  lane: 'Lane',
};

export const KIND_TITLES: Readonly<Record<ShownCallKind, string>> = {
  call: 'Calls',
  containment: 'Containment',
  ambiguous: 'Ambiguous calls',
};

/** What a value of a facet is called. */
export function valueTitle(facet: FacetName, key: string, { staleMonths }: Filter): string {
  if (facet === 'problem' && key === 'stale') return `Not updated for ${staleMonths} months`;
  if (facet === 'problem') return PROBLEMS.find(({ name }) => name === key)?.title ?? key;
  if (facet === 'change') return CHANGE_FLAGS.find(({ name }) => name === key)?.title ?? key;
  const value = keyValue(key);
  if (value === null) return `No ${facet}`;
  return value.trim() === '' ? '(no name)' : value;
}
