import { useState } from 'preact/hooks';
import type { FacetValue } from '../data/matching.js';
import { formatCount } from '../data/text.js';
import { CappedList } from './capped-list.js';

const AT_FIRST = 7;
/** From so many values on they can be searched. */
const SEARCH_FROM = 15;

interface FacetListProps {
  readonly title: string;
  readonly name: string;
  readonly values: readonly FacetValue[];
  readonly chosen: readonly string[];
  readonly labelOf: (key: string) => string;
  readonly onToggle: (key: string) => void;
}

/** The values of a facet to tick, each with the number of procedures it would leave. */
export function FacetList({ title, name, values, chosen, labelOf, onToggle }: FacetListProps) {
  const [wanted, setWanted] = useState('');
  const needle = wanted.trim().toLowerCase();
  const offered = values.filter(
    ({ key, count }) =>
      chosen.includes(key) || (count > 0 && (needle === '' || labelOf(key).toLowerCase().includes(needle))),
  );
  const first = offered.filter(({ key }) => chosen.includes(key));
  const sorted = [...first, ...offered.filter(({ key }) => !chosen.includes(key))];
  return (
    <fieldset class="facet" data-facet={name}>
      <legend>{title}</legend>
      {values.length >= SEARCH_FROM && (
        <input
          type="search"
          class="facet-search"
          aria-label={`Find among ${title.toLowerCase()}`}
          placeholder={`Find among ${formatCount(values.length)}`}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      {sorted.length === 0 && <p class="hint">None.</p>}
      <CappedList items={sorted} cap={AT_FIRST}>
        {({ key, count }) => (
          <li key={key}>
            <label class="facet-value">
              <input
                type="checkbox"
                checked={chosen.includes(key)}
                data-key={key}
                onChange={() => onToggle(key)}
              />
              <bdi class={key === 'none' ? 'none' : ''}>{labelOf(key)}</bdi>
              <span class="count">{formatCount(count)}</span>
            </label>
          </li>
        )}
      </CappedList>
    </fieldset>
  );
}
