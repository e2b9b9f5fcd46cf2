import { countOf } from '../data/text.js';
import { matchingMissing } from '../state/missing.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { ProcedureItem } from '../ui/procedure-item.js';
import { ProcedureName } from '../ui/procedure-name.js';
import { Showing } from '../ui/showing.js';

/** Every missing procedure with those that name it. */
export function MissingView() {
  const { missing, graph, matches } = useStore();
  const shown = matchingMissing(missing.value, matches.value);
  return (
    <div class="page" data-testid="missing">
      <h2>{countOf(missing.value.length, 'missing procedure')}</h2>
      <p class="hint">
        Other procedures name these as callers, but the list does not hold them. Correct the reference, or
        restore the procedure.
      </p>
      <Showing shown={shown.length} of={missing.value.length} what="missing procedures" />
      <CappedList items={shown} cap={40} class="missing-groups" label="Missing procedures and who names them">
        {({ node, namedBy }) => {
          const procedure = graph.procedures[node]!;
          return (
            <li key={node} class="card" data-procedure-id={procedure.id}>
              <h3>
                <ProcedureName procedure={procedure} />
              </h3>
              <p class="hint">named by {countOf(namedBy.length, 'procedure')}</p>
              <CappedList items={namedBy} cap={6} label="Named by">
                {(by) => <ProcedureItem key={by} node={by} />}
              </CappedList>
            </li>
          );
        }}
      </CappedList>
    </div>
  );
}
