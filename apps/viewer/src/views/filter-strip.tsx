import { FACET_TITLES, KIND_TITLES, valueTitle } from '../data/facet-names.js';
import { formatCount } from '../data/text.js';
import { FACETS, filtersProcedures, NO_FILTER, toggleKind, toggleValue } from '../state/filter.js';
import { PROBLEMS } from '../state/problems.js';
import type { Store } from '../state/store.js';
import { useStore } from '../state/store-context.js';
import { Icon } from '../ui/icon.js';

/** Tells a screen reader how many match: what only comes with its text is not read out. */
export function ShowingStatus() {
  const store = useStore();
  return (
    <p class="unseen" role="status" data-testid="showing-status">
      {filtersProcedures(store.filter.value) &&
        (isComputing(store) ? COMPUTING : `${shownOf(store)} procedures match${missingToo(store)}`)}
    </p>
  );
}

/** What is filtered and how much of the organisation is left, above every view while a filter is on. */
export function FilterStrip() {
  const store = useStore();
  const filter = store.filter.value;
  const hasProcedures = filtersProcedures(filter);
  if (!hasProcedures && filter.without.length === 0) return null;
  const { graph, data } = store;
  return (
    <div class="filter-strip" data-testid="filter-strip">
      <p>
        <Icon name="filter" />
        {hasProcedures && (
          <span data-testid="showing">
            {isComputing(store) ? COMPUTING : `Showing ${shownOf(store)} procedures${missingToo(store)}`}
          </span>
        )}
        {hasProcedures && ['focus', 'path', 'outline'].includes(store.route.value.view) && (
          <span class="none">the others are pale</span>
        )}
        {filter.without.length > 0 && (
          <span data-testid="showing-calls">
            Counting {formatCount(graph.calls.callers.length)} of{' '}
            {formatCount(data.graph.calls.callers.length)} calls
          </span>
        )}
      </p>
      <ul class="filter-chips" aria-label="Filters">
        {filter.text.trim() !== '' && (
          <Chip title="Text" value={filter.text} onRemove={() => store.setFilter({ ...filter, text: '' })} />
        )}
        {FACETS.flatMap((facet) =>
          filter.values[facet].map((key) => (
            <Chip
              key={`${facet} ${key}`}
              title={FACET_TITLES[facet]}
              value={valueTitle(facet, key, filter)}
              onRemove={() => store.setFilter(toggleValue(filter, facet, key))}
            />
          )),
        )}
        {filter.without.map((kind) => (
          <Chip
            key={kind}
            title="Without"
            value={KIND_TITLES[kind]}
            onRemove={() => store.setFilter(toggleKind(filter, kind))}
          />
        ))}
        <li>
          <button
            type="button"
            class="clear"
            onClick={() => store.setFilter({ ...NO_FILTER, staleMonths: filter.staleMonths })}
          >
            Clear all
          </button>
        </li>
      </ul>
    </div>
  );
}

const COMPUTING = 'Computing which procedures match…';

/** True while a problem is filtered by that is still being looked for. */
function isComputing({ filter, cycles, orphans }: Store): boolean {
  const isAnalysed = PROBLEMS.some(
    ({ name, analysed }) => analysed && filter.value.values.problem.includes(name),
  );
  return isAnalysed && (cycles.value === undefined || orphans.value === undefined);
}

function shownOf(store: Store): string {
  const { listed } = store.data.graph;
  return `${formatCount(countMatches(store, 0, listed))} of ${formatCount(listed)}`;
}

/** Missing procedures are counted apart: they are none of the organisation's. */
function missingToo(store: Store): string {
  const { listed, procedures } = store.data.graph;
  const count = countMatches(store, listed, procedures.length);
  return count === 0 ? '' : ` and ${formatCount(count)} missing`;
}

function countMatches({ matches }: Store, from: number, to: number): number {
  const { value } = matches;
  if (value === undefined) return to - from;
  let count = 0;
  for (let node = from; node < to; node++) count += value[node]!;
  return count;
}

interface ChipProps {
  readonly title: string;
  readonly value: string;
  readonly onRemove: () => void;
}

function Chip({ title, value, onRemove }: ChipProps) {
  return (
    <li class="filter-chip">
      <span class="none">{title}</span> <bdi>{value}</bdi>
      <button type="button" aria-label={`Remove the filter ${title} ${value}`} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </li>
  );
}
