import { useStore } from '../state/store-context.js';
import { Icon } from '../ui/icon.js';
import { ColumnDetails } from './column-details.js';
import { CycleDetails } from './cycle-details.js';
import { GroupDetails, useShownGroup } from './group-details.js';
import { NotifyDetails } from './notify-details.js';
import { OrganisationDetails } from './organisation-details.js';
import { PathDetails, useChains } from './path-view.js';
import { ProcedureDetails } from './procedure-details.js';
import { RetirementDetails } from './retirement-board.js';

/** The right column: about the procedure, the column or the cycle that the middle shows. */
export function Details() {
  const { route, selected, focused, openColumn, shownCycle, graph } = useStore();
  const node = selected.value ?? focused.value;
  const targets =
    route.value.view === 'impact' ? route.value.ids.flatMap((id) => graph.indexOf(id) ?? []) : [];
  const chains = useChains();
  const shownGroup = useShownGroup();
  const cycle = route.value.view === 'cycles' ? shownCycle.value : undefined;
  return (
    <aside class="details" aria-label="Details" data-testid="details" tabIndex={-1}>
      {openColumn.value !== undefined && focused.value !== undefined ? (
        <ColumnDetails focus={focused.value} place={openColumn.value} />
      ) : node !== undefined ? (
        <>
          {cycle && <BackToCycle />}
          <ProcedureDetails key={graph.procedures[node]?.id} node={node} />
        </>
      ) : targets.length > 0 ? (
        route.value.view === 'impact' && route.value.mode === 'retire' ? (
          <RetirementDetails targets={targets} />
        ) : (
          <NotifyDetails targets={targets} />
        )
      ) : chains ? (
        <PathDetails chains={chains} />
      ) : cycle ? (
        <CycleDetails key={cycle.nodes[0]} cycle={cycle} />
      ) : shownGroup ? (
        <GroupDetails {...shownGroup} />
      ) : (
        <OrganisationDetails />
      )}
    </aside>
  );
}

function BackToCycle() {
  const { selected } = useStore();
  return (
    <button
      type="button"
      class="back"
      onClick={() => {
        selected.value = undefined;
      }}
    >
      <Icon name="back" /> Back to the cycle
    </button>
  );
}
