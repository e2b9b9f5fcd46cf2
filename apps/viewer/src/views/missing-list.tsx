import { countOf, displayName } from '../data/text.js';
import { matchingMissing } from '../state/missing.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { ProcedureItem } from '../ui/procedure-item.js';
import { Showing } from '../ui/showing.js';

const NAMES_SHOWN = 3;

/** Missing procedures with those that name them as a caller. */
export function MissingList() {
  const { missing, graph, matches } = useStore();
  const shown = matchingMissing(missing.value, matches.value);
  if (missing.value.length === 0)
    return <p class="empty">Nothing is missing: every reference leads to a procedure.</p>;
  return (
    <>
      <p class="hint">
        Named as a caller, but not in the list: archived, renamed or not shared with this key.
      </p>
      <Showing shown={shown.length} of={missing.value.length} what="missing procedures" />
      <CappedList items={shown} cap={50} label="Missing procedures" testId="missing-list">
        {({ node, namedBy }) => (
          <ProcedureItem
            key={node}
            node={node}
            note={
              <>
                Named by{' '}
                {namedBy.slice(0, NAMES_SHOWN).map((by, index) => (
                  <span key={by}>
                    {index > 0 && ', '}
                    <bdi>{displayName(graph.procedures[by]!)}</bdi>
                  </span>
                ))}
                {namedBy.length > NAMES_SHOWN && ` and ${countOf(namedBy.length - NAMES_SHOWN, 'other')}`}
              </>
            }
          />
        )}
      </CappedList>
    </>
  );
}
