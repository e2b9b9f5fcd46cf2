import { CHANGE } from '../data/changes.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { ProcedureName } from '../ui/procedure-name.js';

/** How a procedure differs from the earlier snapshot, field by field and call by call. */
export function ProcedureChanges({ node }: { readonly node: number }) {
  const { changes } = useStore();
  const flags = changes?.flags[node] ?? 0;
  if (changes === undefined || flags === 0) return null;
  const was = changes.wasOf.get(node);
  const gone = changes.goneOf.get(node) ?? [];
  return (
    <section class="section" data-testid="procedure-changes">
      <h3>Since the earlier snapshot</h3>
      {(flags & CHANGE.added) !== 0 && <p class="hint">It was not there.</p>}
      {(changes.fieldsOf.get(node) ?? []).map((field) => {
        const before = was && field in was ? was[field as keyof typeof was] : undefined;
        return (
          <p key={field} class="hint">
            {field} changed
            {before !== undefined && (
              <>
                , was <bdi>{Array.isArray(before) ? before.join(', ') : String(before ?? '–')}</bdi>
              </>
            )}
          </p>
        );
      })}
      {gone.length > 0 && (
        <CappedList items={gone} cap={8} class="call-changes" label="Calls removed">
          {(procedure, index) => (
            <li key={index}>
              <span class="sign-removed">−</span> call with <ProcedureName procedure={procedure} />
            </li>
          )}
        </CappedList>
      )}
    </section>
  );
}
