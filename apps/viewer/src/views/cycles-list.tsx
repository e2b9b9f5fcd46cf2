import type { Cycle } from '@klarify-graph/core';
import { matchingCycles } from '../data/matching.js';
import { countOf, displayName } from '../data/text.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { Showing } from '../ui/showing.js';

const NAMES_SHOWN = 4;

export function CyclesList() {
  const { cycles, matches } = useStore();
  if (cycles.value === undefined) return <p class="empty">Looking for cycles…</p>;
  if (cycles.value.length === 0) return <p class="empty">No cycles: no procedure leads back to itself.</p>;
  const all = cycles.value;
  const shown = matchingCycles(all, matches.value);
  return (
    <>
      <p class="hint">Procedures that lead back to themselves, the largest group first.</p>
      <Showing shown={shown.length} of={all.length} what="cycles" />
      <CappedList items={shown} cap={50} label="Cycles" testId="cycles-list">
        {(cycle) => <CycleItem key={cycle.nodes[0]} cycle={cycle} />}
      </CappedList>
    </>
  );
}

function CycleItem({ cycle }: { readonly cycle: Cycle }) {
  const { graph, shownCycle, href } = useStore();
  const { shortest, nodes, cut } = cycle;
  const first = graph.procedures[nodes[0]!]!;
  return (
    <li class="cycle-item" data-cycle-size={nodes.length}>
      <a
        href={href({ view: 'cycles', id: first.id })}
        aria-current={shownCycle.value === cycle ? 'true' : undefined}
      >
        <span class="item-name">
          <strong>{nodes.length === 1 ? 'Calls itself' : countOf(nodes.length, 'procedure')}</strong>
          {cycle.ambiguous && <span class="badge badge-warning">ambiguous</span>}
        </span>
        <span class="loop">
          {shortest.slice(0, NAMES_SHOWN).map((node, index) => (
            <span key={node}>
              {index > 0 && <span class="arrow"> → </span>}
              <bdi>{displayName(graph.procedures[node]!)}</bdi>
            </span>
          ))}
          {shortest.length > NAMES_SHOWN && (
            <span class="arrow"> → +{shortest.length - NAMES_SHOWN} more</span>
          )}
        </span>
        <span class="item-note">
          {countOf(cut.length, 'call')} to cut · shortest loop {shortest.length}
        </span>
      </a>
    </li>
  );
}
