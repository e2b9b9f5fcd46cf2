import { useMemo } from 'preact/hooks';
import { formatRows } from '../data/csv.js';
import { countOf, displayName, formatCount } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { CopyButton } from '../ui/copy-button.js';
import { CountTable } from '../ui/count-table.js';
import { Icon } from '../ui/icon.js';
import { saveFile } from '../ui/save.js';
import type { ImpactColumns } from '../work/tasks.js';
import { impactCsv } from './impact-view.js';
import { useImpact } from './use-impact.js';

interface Notified {
  readonly owner: string | null;
  /** How many they answer for only because nobody else does, by what contains them. */
  readonly inherited: number;
  readonly nodes: readonly number[];
  /** Calls to the nearest of their procedures. */
  readonly nearest: number;
}

/** The owners of what a change affects: whom to tell, to copy or to save. */
export function NotifyDetails({ targets }: { readonly targets: readonly number[] }) {
  const { graph } = useStore();
  const impact = useImpact(targets);
  const side = impact?.dependents;
  const notified = useMemo(() => (side ? gatherOwners(graph.procedures, side) : []), [side, graph]);
  if (impact === undefined || side === undefined) return <p class="empty">Computing…</p>;
  const unowned = notified.find(({ owner }) => owner === null)?.nodes.length ?? 0;
  const nameOf = (node: number) => displayName(graph.procedures[node]!);
  const text = () =>
    notified
      .map(({ owner, nodes }) => `${owner ?? 'No owner'} (${nodes.length}): ${nodes.map(nameOf).join('; ')}`)
      .join('\n');
  const rows = () =>
    formatRows([
      ['owner', 'procedures', 'nearest', 'names'],
      ...notified.map(({ owner, nodes, nearest }) => [
        owner,
        nodes.length,
        nearest,
        nodes.map(nameOf).join('; '),
      ]),
    ]);
  return (
    <div data-testid="notify">
      <p class="overline">When this changes</p>
      <h2>Whom to notify</h2>
      <div class="actions">
        <CopyButton label="Copy" text={text} />
        <button type="button" class="button" onClick={() => saveFile('notify.csv', rows())}>
          <Icon name="save" /> Owners as CSV
        </button>
        <button
          type="button"
          class="button"
          onClick={() => saveFile('impact.csv', impactCsv(graph.procedures, impact))}
        >
          <Icon name="save" /> Procedures as CSV
        </button>
      </div>
      {notified.length === 0 && <p class="empty">Nobody: nothing depends on it.</p>}
      {unowned > 0 && (
        <p class="notice">
          <Icon name="warning" /> Nobody answers for {countOf(unowned, 'of them', 'of them')}.
        </p>
      )}
      <CappedList items={notified} cap={40} class="notified" label="Owners to notify" testId="notify-list">
        {({ owner, nodes, nearest, inherited }) => (
          <li key={owner === null ? 'none' : `is=${owner}`} data-count={nodes.length}>
            <bdi class={owner === null ? 'none' : 'name'}>{owner ?? 'No owner'}</bdi>
            <span class="item-note">
              {countOf(nodes.length, 'procedure')}, nearest {countOf(nearest, 'step')} away
              {inherited > 0 && `, ${formatCount(inherited)} by containment`}
            </span>
          </li>
        )}
      </CappedList>
      {side.byLane.length > 0 && (
        <CountTable title="By lane" nameless="No lane" groups={side.byLane} cap={8} heading="h3" />
      )}
      <p class="hint">
        Of {formatCount(side.nodes.length)} dependents in all; a filter hides procedures in the middle, never
        here.
      </p>
    </div>
  );
}

/** The owners in the order of the impact: by the number of their procedures, then by name, `null` last. */
function gatherOwners(
  procedures: ReturnType<typeof useStore>['graph']['procedures'],
  { nodes, distances, owners, inherited }: ImpactColumns,
): readonly Notified[] {
  const gathered = new Map<string | null, { readonly nodes: number[]; readonly nearest: number }>();
  for (const [place, node] of nodes.entries()) {
    const { owner } = procedures[node]!;
    for (const name of owner === null ? (inherited.get(node) ?? [null]) : [owner]) {
      const before = gathered.get(name);
      if (before === undefined) gathered.set(name, { nodes: [node], nearest: distances[place]! });
      else before.nodes.push(node);
    }
  }
  return owners
    .map(({ owner, inherited: count }) => ({ owner, inherited: count, ...gathered.get(owner)! }))
    .sort((a, b) => Number(a.owner === null) - Number(b.owner === null));
}
