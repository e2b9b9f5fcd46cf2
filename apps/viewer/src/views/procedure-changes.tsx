import type { ProcedureSummary } from '@klarify-graph/core';
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
  const came = changes.cameOf.get(node) ?? [];
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
      <CallsWith others={came} label="Calls added" sign="+" class="sign-added" />
      <CallsWith others={gone} label="Calls removed" sign="−" class="sign-removed" />
    </section>
  );
}

interface CallsWithProps {
  readonly others: readonly ProcedureSummary[];
  readonly label: string;
  readonly sign: string;
  readonly class: string;
}

/** The other ends of calls that came or went. */
function CallsWith({ others, label, sign, class: name }: CallsWithProps) {
  if (others.length === 0) return null;
  return (
    <CappedList items={others} cap={8} class="call-changes" label={label}>
      {(procedure, index) => (
        <li key={index}>
          <span class={name}>{sign}</span> call with <ProcedureName procedure={procedure} />
        </li>
      )}
    </CappedList>
  );
}
