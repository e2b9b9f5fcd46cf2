import { keepMatching } from '../data/matching.js';
import { formatCount } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { ProcedureItem } from '../ui/procedure-item.js';
import { Showing } from '../ui/showing.js';

/** The entry points: where work begins, and where reading the graph may begin. */
export function StartingPoints() {
  const { startingPoints, data, matches } = useStore();
  const all = startingPoints.value;
  const nodes = keepMatching(matches.value, all, (node) => node);
  return (
    <>
      <h2 class="list-title">
        Entry points <span class="count">{formatCount(all.length)}</span>
      </h2>
      <p class="hint">
        {data.entryPoints === undefined
          ? 'Where work begins: no other procedure calls them.'
          : 'Where work begins, as the configuration says.'}
      </p>
      <Showing shown={nodes.length} of={all.length} what="entry points" />
      {all.length === 0 && <p class="empty">No procedure is an entry point.</p>}
      <CappedList items={nodes} cap={50} label="Entry points" testId="entry-points">
        {(node) => <ProcedureItem key={node} node={node} />}
      </CappedList>
    </>
  );
}
