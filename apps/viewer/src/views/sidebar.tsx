import { formatCount } from '../data/text.js';
import type { ListTab } from '../state/store.js';
import { useStore } from '../state/store-context.js';
import { CyclesList } from './cycles-list.js';
import { MissingList } from './missing-list.js';
import { OrphansList } from './orphans-list.js';
import { SearchBox } from './search-box.js';
import { StartingPoints } from './starting-points.js';

/** Search, and the lists that lead into the graph. */
export function Sidebar() {
  const { query, listTab } = useStore();
  return (
    <nav class="sidebar" aria-label="Search and lists">
      <SearchBox />
      {query.value.trim() === '' && (
        <>
          <Tabs />
          <section class="tab-content" aria-label={TAB_NAMES[listTab.value]}>
            <TabContent />
          </section>
        </>
      )}
    </nav>
  );
}

const TAB_NAMES: Readonly<Record<ListTab, string>> = {
  overview: 'Overview',
  cycles: 'Cycles',
  orphans: 'Orphans',
  missing: 'Missing',
};
const TABS: readonly ListTab[] = ['overview', 'cycles', 'orphans', 'missing'];

function Tabs() {
  const { listTab, cycles, orphans, missing } = useStore();
  const counts = {
    overview: undefined,
    cycles: cycles.value?.length,
    orphans: orphans.value?.length,
    missing: missing.value.length,
  };
  return (
    <ul class="tabs">
      {TABS.map((tab) => (
        <li key={tab}>
          <a
            href={`#/${tab}`}
            aria-current={listTab.value === tab ? 'page' : undefined}
            data-testid={`tab-${tab}`}
          >
            {TAB_NAMES[tab]}
            {tab !== 'overview' && (
              <span class="count" data-testid={`${tab}-count`}>
                {counts[tab] === undefined ? '…' : formatCount(counts[tab])}
              </span>
            )}
          </a>
        </li>
      ))}
    </ul>
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
    default:
      return <StartingPoints />;
  }
}
