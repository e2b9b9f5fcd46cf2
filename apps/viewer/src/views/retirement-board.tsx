import type { Retirement } from '@klarify-graph/core';
import type { ComponentChildren } from 'preact';
import { keepMatching } from '../data/matching.js';
import { countOf, displayName, formatCount } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { CopyButton } from '../ui/copy-button.js';
import { ProcedureItem } from '../ui/procedure-item.js';
import { ProcedureName } from '../ui/procedure-name.js';
import { Showing } from '../ui/showing.js';
import { useAnswer } from './use-impact.js';

interface RetirementProps {
  readonly targets: readonly number[];
}

/** What archiving the procedures leaves behind, by the same analysis as `impact --retire`. */
export function RetirementBoard({ targets }: RetirementProps) {
  const { graph } = useStore();
  const retirement = useRetirement(targets);
  if (retirement === undefined) return <p class="empty">Computing…</p>;
  const { dangling, orphaned, uncontained, newEntryPoints } = retirement;
  const { callers, callees } = graph.calls;
  const name = (node: number) => <ProcedureName procedure={graph.procedures[node]!} />;
  if (dangling.length + orphaned.length + uncontained.length + newEntryPoints.length === 0)
    return <p class="empty">Nothing breaks: no call, no containment and no orphan is left behind.</p>;
  return (
    <div class="retired" data-testid="retirement">
      <Part
        id="dangling"
        title={countOf(dangling.length, 'dangling call')}
        meaning="Procedures that stay and go on naming what is gone: their text has to be rewritten."
        items={dangling}
        nodeOf={(call) => callers[call]!}
        note={(call) => <>calls {name(callees[call]!)}</>}
      />
      <Part
        id="orphaned"
        title={countOf(orphaned.length, 'new orphan')}
        meaning="Nothing leads to these any more: archive them too, or call them from elsewhere."
        items={orphaned}
        nodeOf={({ node }) => node}
        note={({ reason }) => reason}
      />
      <Part
        id="uncontained"
        title={`${formatCount(uncontained.length)} left without what contains them`}
        meaning="They stood within a procedure that goes."
        items={uncontained}
        nodeOf={({ node }) => node}
        note={({ remainingParents }) =>
          remainingParents === 0
            ? 'nothing else contains it'
            : `${countOf(remainingParents, 'other')} contain it`
        }
      />
      <Part
        id="new-entry-points"
        title={countOf(newEntryPoints.length, 'new entry point')}
        meaning="They lose their last caller, and count as where work begins from then on."
        items={newEntryPoints}
        nodeOf={(node) => node}
      />
    </div>
  );
}

function useRetirement(targets: readonly number[]): Retirement | undefined {
  const { data } = useStore();
  return useAnswer('retirement', { targets, entryPoints: data.entryPoints });
}

interface PartProps<Item> {
  readonly id: string;
  readonly title: string;
  readonly meaning: string;
  readonly items: readonly Item[];
  readonly nodeOf: (item: Item) => number;
  readonly note?: (item: Item) => ComponentChildren;
}

function Part<Item>({ id, title, meaning, items, nodeOf, note }: PartProps<Item>) {
  const { matches } = useStore();
  if (items.length === 0) return null;
  const shown = keepMatching(matches.value, items, nodeOf);
  return (
    <section class="card">
      <h3>{title}</h3>
      <p class="hint">{meaning}</p>
      <Showing shown={shown.length} of={items.length} what="of these" />
      <CappedList items={shown} cap={12} label={title} testId={id}>
        {(item, index) => (
          <ProcedureItem
            key={index}
            node={nodeOf(item)}
            sign={note && <span class="item-sign"> · {note(item)}</span>}
          />
        )}
      </CappedList>
    </section>
  );
}

/** Whom to ask before archiving. */
export function RetirementDetails({ targets }: RetirementProps) {
  const { graph } = useStore();
  const retirement = useRetirement(targets);
  if (retirement === undefined) return <p class="empty">Computing…</p>;
  const { owners } = retirement;
  const what = targets.map((node) => displayName(graph.procedures[node]!)).join(', ');
  const text = () =>
    `Before archiving ${what}:\n${owners.map(({ owner, count }) => `${owner ?? 'No owner'}: ${count}`).join('\n')}`;
  return (
    <div data-testid="ask">
      <p class="overline">Before these are archived</p>
      <h2>Whom to ask</h2>
      <div class="actions">
        <CopyButton label="Copy" text={text} />
      </div>
      {owners.length === 0 && <p class="empty">Nobody else is affected.</p>}
      <CappedList items={owners} cap={40} class="notified" label="Owners to ask" testId="ask-list">
        {({ owner, count, inherited }) => (
          <li key={owner === null ? 'none' : `is=${owner}`} data-count={count}>
            <bdi class={owner === null ? 'none' : 'name'}>{owner ?? 'No owner'}</bdi>
            <span class="item-note">
              {countOf(count, 'procedure')}
              {inherited > 0 && `, ${formatCount(inherited)} by containment`}
            </span>
          </li>
        )}
      </CappedList>
    </div>
  );
}
