import { useMemo } from 'preact/hooks';
import { keepMatching } from '../data/matching.js';
import { ORPHAN_REASONS } from '../data/orphan-reasons.js';
import { countOf, formatCount } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { CountTable } from '../ui/count-table.js';
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
      <p class="hint">
        Procedures that nothing leads to. The list on the left shows them; choose one to see it in the graph.
      </p>
      {all && found && <Showing shown={found.length} of={all.length} what="orphans" />}
      {found === undefined && <p class="empty">Looking for orphans…</p>}
      {found !== undefined && (
        <>
          <dl class="cards">
            {ORPHAN_REASONS.map(({ reason, title, meaning }) => (
              <div key={reason} class="card">
                <dt>{title}</dt>
                <dd class="card-count">
                  {formatCount(found.filter((orphan) => orphan.reason === reason).length)}
                </dd>
                <dd class="hint">{meaning}</dd>
              </div>
            ))}
          </dl>
          {found.length > 0 && (
            <CountTable title="By owner" nameless="No owner" groups={byOwner} heading="h3" />
          )}
        </>
      )}
    </div>
  );
}
