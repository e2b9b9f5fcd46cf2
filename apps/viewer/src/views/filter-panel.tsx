import { useMemo } from 'preact/hooks';
import { FACET_TITLES, KIND_TITLES, valueTitle } from '../data/facet-names.js';
import { countFacet } from '../data/matching.js';
import { countKinds } from '../data/shown-calls.js';
import { formatCount } from '../data/text.js';
import { CALL_KINDS, type FacetName, toggleKind, toggleValue } from '../state/filter.js';
import { useStore } from '../state/store-context.js';
import { FacetList } from '../ui/facet-list.js';

const ORDER: readonly FacetName[] = ['problem', 'change', 'status', 'type', 'owner', 'lane'];

/** Everything that procedures and calls can be filtered by; what is chosen holds in every view. */
export function FilterPanel() {
  const store = useStore();
  const filter = store.filter.value;
  return (
    <div class="filters" data-testid="filters">
      <label class="facet-text">
        <span>Text</span>
        <input
          type="search"
          data-testid="filter-text"
          placeholder="In name, id, owner or lane"
          value={filter.text}
          onInput={(event) =>
            store.setFilter({ ...filter, text: event.currentTarget.value }, { typing: true })
          }
        />
      </label>
      {ORDER.map((facet) =>
        facet === 'change' && !store.changes ? null : <Facet key={facet} facet={facet} />,
      )}
      <CallKinds />
    </div>
  );
}

function Facet({ facet }: { readonly facet: FacetName }) {
  const store = useStore();
  const filter = store.filter.value;
  const filtered = store.filtered.value;
  const matches = store.matches.value;
  const values = useMemo(
    () => countFacet(filtered, filter, facet, matches),
    [filtered, filter, facet, matches],
  );
  return (
    <FacetList
      title={FACET_TITLES[facet]}
      name={facet}
      values={values}
      chosen={filter.values[facet]}
      labelOf={(key) => valueTitle(facet, key, filter)}
      onToggle={(key) => store.setFilter(toggleValue(filter, facet, key))}
    />
  );
}

/** Leaving out a kind of calls changes the graph itself: whatever walks it walks the rest. */
function CallKinds() {
  const store = useStore();
  const filter = store.filter.value;
  const counts = useMemo(() => countKinds(store.data.graph), [store.data.graph]);
  return (
    <fieldset class="facet" data-facet="calls">
      <legend>Kind of call</legend>
      <ul class="list">
        {CALL_KINDS.map((kind) => (
          <li key={kind}>
            <label class="facet-value">
              <input
                type="checkbox"
                checked={!filter.without.includes(kind)}
                data-key={kind}
                onChange={() => store.setFilter(toggleKind(filter, kind))}
              />
              {KIND_TITLES[kind]}
              <span class="count">{formatCount(counts[kind])}</span>
            </label>
          </li>
        ))}
      </ul>
      <p class="hint">A kind left out counts in no view and no analysis.</p>
    </fieldset>
  );
}
