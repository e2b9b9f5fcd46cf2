import { useStore } from '../state/store-context.js';
import { AmbiguousView } from './ambiguous-list.js';
import { ChangesView } from './changes-view.js';
import { CycleView } from './cycle-view.js';
import { Details } from './details.js';
import { FilterStrip } from './filter-strip.js';
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

/** The page: lists on the left, the graph in the middle, details on the right. */
export function App() {
  const { route } = useStore();
  return (
    <div class="shell" data-view={route.value.view}>
      <Header />
      <Sidebar />
      <main class="stage" data-view={route.value.view}>
        <FilterStrip />
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
