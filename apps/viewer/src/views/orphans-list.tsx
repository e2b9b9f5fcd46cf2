import { keepMatching } from '../data/matching.js';
import { ORPHAN_REASONS } from '../data/orphan-reasons.js';
import { formatCount } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { ProcedureItem } from '../ui/procedure-item.js';
import { Showing } from '../ui/showing.js';

/** Orphans by reason; choosing one focuses it in the graph. */
export function OrphansList() {
  const { orphans, matches } = useStore();
  if (orphans.value === undefined) return <p class="empty">Looking for orphans…</p>;
  if (orphans.value.length === 0)
    return <p class="empty">No orphans: an entry point leads to every procedure.</p>;
  const all = keepMatching(matches.value, orphans.value, ({ node }) => node);
  return (
    <div data-testid="orphans-list">
      <Showing shown={all.length} of={orphans.value.length} what="orphans" />
      {ORPHAN_REASONS.map(({ reason, title, meaning }) => {
        const found = all.filter((orphan) => orphan.reason === reason);
        if (found.length === 0) return null;
        return (
          <section key={reason} data-reason={reason}>
            <h2 class="list-title">
              {title} <span class="count">{formatCount(found.length)}</span>
            </h2>
            <p class="hint">{meaning}</p>
            <CappedList items={found} cap={25} label={title}>
              {({ node }) => <ProcedureItem key={node} node={node} />}
            </CappedList>
          </section>
        );
      })}
    </div>
  );
}
