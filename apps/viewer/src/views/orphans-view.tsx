import { useMemo } from 'preact/hooks';
import { keepMatching } from '../data/matching.js';
import { ORPHAN_REASONS } from '../data/orphan-reasons.js';
import { countOf, formatCount } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { CountTable } from '../ui/count-table.js';
import { ProcedureItem } from '../ui/procedure-item.js';
import { Showing } from '../ui/showing.js';

/** How many orphans there are, why, and whose they are. */
export function OrphansView() {
  const { orphans, graph, matches } = useStore();
  const all = orphans.value;
  const found = all && keepMatching(matches.value, all, ({ node }) => node);
  const byOwner = useMemo(() => {
    const counts = new Map<string | null, number>();
    for (const { node } of found ?? []) {
      const owner = graph.procedures[node]?.owner ?? null;
      counts.set(owner, (counts.get(owner) ?? 0) + 1);
    }
    return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
  }, [all, matches.value, graph]);
  return (
    <div class="page" data-testid="orphans">
      <h2>{found === undefined ? 'Orphans' : countOf(found.length, 'orphan')}</h2>
      <p class="hint">Procedures that no entry point leads to. Choose one to see it in the graph.</p>
      {all && found && <Showing shown={found.length} of={all.length} what="orphans" />}
      {found === undefined && <p class="empty">Looking for orphans…</p>}
      {found !== undefined && (
        <>
          <div class="cards orphan-cards">
            {ORPHAN_REASONS.map(({ reason, title, meaning }) => {
              const orphansOf = found.filter((orphan) => orphan.reason === reason);
              return (
                <section key={reason} class="card" aria-label={title}>
                  <h3>{title}</h3>
                  <p class="card-count">{formatCount(orphansOf.length)}</p>
                  <p class="hint">{meaning}</p>
                  <CappedList
                    key={orphansOf.length}
                    items={orphansOf}
                    cap={12}
                    label={`${title} orphans`}
                    testId={`orphans-${reason}`}
                  >
                    {({ node }) => <ProcedureItem key={node} node={node} />}
                  </CappedList>
                </section>
              );
            })}
          </div>
          {found.length > 0 && (
            <CountTable title="By owner" nameless="No owner" groups={byOwner} heading="h3" />
          )}
        </>
      )}
    </div>
  );
}
