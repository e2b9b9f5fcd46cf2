import { useState } from 'preact/hooks';
import { formatCount } from '../data/text.js';
import { FACETS } from '../state/filter.js';
import type { Route } from '../state/route.js';
import { LIST_TABS, type ListTab } from '../state/store.js';
import { useStore } from '../state/store-context.js';
import { AmbiguousList } from './ambiguous-list.js';
import { CyclesList } from './cycles-list.js';
import { FilterPanel } from './filter-panel.js';
import { MissingList } from './missing-list.js';
import { OrphansList } from './orphans-list.js';
import { SearchBox } from './search-box.js';
import { StartingPoints } from './starting-points.js';

/** Search, the views, and the lists or filters that lead into the graph. */
export function Sidebar() {
  const { query } = useStore();
  return (
    <nav class="sidebar" aria-label="Search, views and filters" tabIndex={-1}>
      <SearchBox />
      {query.value.trim() === '' && (
        <>
          <Views />
          <Panel />
        </>
      )}
    </nav>
  );
}

type ViewName = Route['view'];
const VIEW_NAMES: Readonly<Partial<Record<ViewName, string>>> = {
  overview: 'Overview',
  table: 'Table',
  outline: 'Outline',
  impact: 'Impact',
  path: 'Path',
  changes: 'Changes',
  cycles: 'Cycles',
  orphans: 'Orphans',
  missing: 'Missing',
  ambiguous: 'Ambiguous',
};

function Views() {
  const { route, listTab, cycles, orphans, missing, ambiguous, leftOut, changes, href } = useStore();
  const counts: Readonly<Partial<Record<ViewName, number | undefined>>> = {
    cycles: cycles.value?.length,
    orphans: orphans.value?.length,
    missing: missing.value.length,
    ambiguous: ambiguous.value.length + leftOut,
  };
  const here = route.value.view;
  const current = here === 'focus' ? listTab.value : here;
  return (
    <ul class="tabs">
      {Object.entries(VIEW_NAMES).map(([view, name]) => {
        if (view === 'changes' && changes === undefined) return null;
        const isCounted = view in counts;
        const count = counts[view as ViewName];
        return (
          <li key={view}>
            <a
              href={href(routeTo(view as ViewName))}
              aria-current={current === view ? 'page' : undefined}
              data-testid={`tab-${view}`}
            >
              {name}
              {isCounted && (
                <span class="count" data-testid={`${view}-count`}>
                  {count === undefined ? '…' : formatCount(count)}
                </span>
              )}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function routeTo(view: ViewName): Route {
  if (view === 'overview') return { view, grouping: 'lane' };
  if (view === 'impact') return { view, ids: [] };
  if (view === 'focus') return { view, id: '' };
  return { view };
}

const LIST_NAMES: Readonly<Record<ListTab, string>> = {
  overview: 'Entry points',
  cycles: 'Cycles',
  orphans: 'Orphans',
  missing: 'Missing',
  ambiguous: 'Ambiguous',
};

/** The list of the view, or the filters; views that are lists themselves have the filters only. */
function Panel() {
  const { route, listTab, filter } = useStore();
  const [wantsFilters, setWantsFilters] = useState(false);
  const here = route.value.view;
  const hasList = here === 'focus' || LIST_TABS.some((tab) => tab === here);
  const showsFilters = wantsFilters || !hasList;
  const { text, values, without } = filter.value;
  const active =
    FACETS.reduce((sum, facet) => sum + values[facet].length, 0) +
    without.length +
    (text.trim() === '' ? 0 : 1);
  return (
    <>
      <div class="panel-switch">
        {hasList && (
          <button type="button" aria-pressed={!showsFilters} onClick={() => setWantsFilters(false)}>
            {LIST_NAMES[listTab.value]}
          </button>
        )}
        <button
          type="button"
          aria-pressed={showsFilters}
          data-testid="open-filters"
          onClick={() => setWantsFilters(true)}
        >
          Filters {active > 0 && <span class="count">{active}</span>}
        </button>
      </div>
      <section class="tab-content" aria-label={showsFilters ? 'Filters' : LIST_NAMES[listTab.value]}>
        {showsFilters ? <FilterPanel /> : <TabContent />}
      </section>
    </>
  );
}

function TabContent() {
  switch (useStore().listTab.value) {
    case 'cycles':
      return <CyclesList />;
    case 'orphans':
      return <OrphansList />;
    case 'missing':
      return <MissingList />;
    case 'ambiguous':
      return <AmbiguousList />;
    default:
      return <StartingPoints />;
  }
}
