import type { ComponentChildren } from 'preact';
import { CHANGE } from '../data/changes.js';
import { KIND_NAMES, kindOf } from '../data/procedure-kind.js';
import { useStore } from '../state/store-context.js';
import { Icon } from './icon.js';
import { ProcedureName } from './procedure-name.js';

interface ProcedureItemProps {
  readonly node: number;
  /** Calls away from the procedure that the list is about. */
  readonly distance?: number;
  /** Stands below the name; the owner where absent. */
  readonly note?: ComponentChildren;
  readonly sign?: ComponentChildren;
  /** What a click does instead of focusing the procedure in the graph. */
  readonly onChoose?: (node: number) => void;
}

/** A procedure in a list; a link that focuses it in the graph. */
export function ProcedureItem({ node, distance, note, sign, onChoose }: ProcedureItemProps) {
  const store = useStore();
  const procedure = store.graph.procedures[node]!;
  const current = (store.selected.value ?? store.focused.value) === node;
  const choose =
    onChoose &&
    ((event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      onChoose(node);
    });
  return (
    <li class="procedure-item" data-procedure-id={procedure.id} data-distance={distance}>
      <a
        href={store.href({ view: 'focus', id: procedure.id })}
        aria-current={current ? 'true' : undefined}
        {...(choose && { onClick: choose })}
      >
        <KindMark node={node} />
        <span class="item-text">
          <span class="item-name">
            <ProcedureName procedure={procedure} />
            <CycleSign node={node} />
          </span>
          <span class="item-note">
            {note ?? <Owner node={node} />}
            <MissingSign node={node} />
            <ChangeSigns node={node} />
            {sign}
          </span>
        </span>
      </a>
    </li>
  );
}

/** The owner, or that there is none. */
export function Owner({ node }: { readonly node: number }) {
  const { owner, missing, id } = useStore().graph.procedures[node]!;
  if (missing) return <bdi>{id}</bdi>;
  return owner === null ? <span class="none">no owner</span> : <bdi>{owner}</bdi>;
}

/** "missing", where it is. */
export function MissingSign({ node }: { readonly node: number }) {
  const { graph } = useStore();
  return graph.procedures[node]?.missing === true ? <span class="badge badge-danger">missing</span> : null;
}

/** "added" or "changed", where it is since the earlier snapshot of the file. */
export function ChangeSigns({ node }: { readonly node: number }) {
  const flags = useStore().changes?.flags[node] ?? 0;
  return (
    <>
      {(flags & CHANGE.added) !== 0 && <span class="badge badge-added">added</span>}
      {(flags & CHANGE.changed) !== 0 && <span class="badge badge-changed">changed</span>}
    </>
  );
}

/** The sign of a cycle, where the procedure is in one. */
export function CycleSign({ node }: { readonly node: number }) {
  const { cycleOf, route } = useStore();
  if (route.value.view === 'cycles' || (cycleOf.value[node] ?? 0) === 0) return null;
  return (
    <span class="cycle-sign" title="In a cycle">
      <Icon name="cycle" />
      <span class="unseen">in a cycle</span>
    </span>
  );
}

export function KindMark({ node }: { readonly node: number }) {
  const procedure = useStore().graph.procedures[node]!;
  const kind = kindOf(procedure);
  const name = KIND_NAMES.find(([key]) => key === kind)?.[1];
  return <span class={`kind-mark kind-${kind}`} title={name} />;
}
