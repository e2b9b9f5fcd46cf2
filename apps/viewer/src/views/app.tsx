import { useStore } from '../state/store-context.js';
import { AddressNotices } from './address-notices.js';
import { AmbiguousView } from './ambiguous-list.js';
import { ChangesView } from './changes-view.js';
import { CycleView } from './cycle-view.js';
import { Details } from './details.js';
import { FilterStrip, ShowingStatus } from './filter-strip.js';
import { FocusView } from './focus-view.js';
import { Header } from './header.js';
import { ImpactView } from './impact-view.js';
import { MissingView } from './missing-view.js';
import { OrphansView } from './orphans-view.js';
import { OutlineView } from './outline-view.js';
import { Overview } from './overview.js';
import { PathView } from './path-view.js';
import { Sidebar } from './sidebar.js';
import { TableView } from './table-view.js';

const STAGE_ID = 'stage';

/** The page: lists on the left, the graph in the middle, details on the right. */
export function App() {
  const { route } = useStore();
  return (
    <div class="shell" data-view={route.value.view}>
      <button type="button" class="skip" onClick={() => document.getElementById(STAGE_ID)?.focus()}>
        Skip to the view
      </button>
      <Header />
      <Sidebar />
      <main id={STAGE_ID} class="stage" tabIndex={-1} data-view={route.value.view}>
        <ShowingStatus />
        <FilterStrip />
        <AddressNotices />
        <div class="stage-content">
          <Stage />
        </div>
      </main>
      <Details />
    </div>
  );
}

function Stage() {
  const { route } = useStore();
  switch (route.value.view) {
    case 'focus':
      return <FocusView />;
    case 'cycles':
      return <CycleView />;
    case 'orphans':
      return <OrphansView />;
    case 'missing':
      return <MissingView />;
    case 'ambiguous':
      return <AmbiguousView />;
    case 'impact':
      return <ImpactView />;
    case 'changes':
      return <ChangesView />;
    case 'path':
      return <PathView />;
    case 'table':
      return <TableView />;
    case 'outline':
      return <OutlineView />;
    default:
      return <Overview />;
  }
}
