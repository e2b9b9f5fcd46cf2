import { useMemo, useState } from 'preact/hooks';
import { type GROUPINGS, type Group, groupProcedures } from '../data/groups.js';
import { keepMatching } from '../data/matching.js';
import { countOf, formatCount } from '../data/text.js';
import { START } from '../state/route.js';
import { useStore } from '../state/store-context.js';
import { Choice } from '../ui/choice.js';
import { GroupMembers } from './group-members.js';
import { GroupTile } from './group-tile.js';

const TILES_AT_FIRST = 60;
const OPTIONS = [
  ['lane', 'Lane'],
  ['owner', 'Owner'],
  ['type', 'Type'],
  ['status', 'Status'],
] as const satisfies readonly (readonly [(typeof GROUPINGS)[number], string])[];

/** The organisation as tiles; a tile opens into the list of its procedures. */
export function Overview() {
  const { graph, route, go, href, matches } = useStore();
  const here = route.value.view === 'overview' ? route.value : START;
  const { grouping } = here;
  const isMatch = matches.value;
  const groups = useMemo(
    () =>
      groupProcedures(graph.procedures, grouping)
        .map(({ name, nodes }) => ({ name, nodes: keepMatching(isMatch, nodes, (node) => node) }))
        .filter(({ nodes }) => nodes.length > 0),
    [graph, grouping, isMatch],
  );
  const chosen = 'group' in here ? here.group : undefined;
  const open = chosen === undefined ? undefined : groups.find(({ name }) => name === chosen);
  if (chosen !== undefined) {
    return <GroupMembers key={href(here)} grouping={grouping} group={open ?? { name: chosen, nodes: [] }} />;
  }
  return (
    <div class="page" data-testid="overview">
      <div class="page-head">
        <div>
          <h2>Overview</h2>
          <p class="hint">
            {isMatch && 'Of the procedures that match: '}
            {countOf(groups.length, grouping === 'status' ? 'status' : grouping, PLURALS[grouping])}
            {grouping === 'lane' && ' · a procedure with several lanes counts in each'}
          </p>
        </div>
        <Choice
          legend="Group by"
          options={OPTIONS}
          value={grouping}
          onChange={(next) => go({ view: 'overview', grouping: next })}
        />
      </div>
      {groups.length === 0 && (
        <p class="empty">
          {isMatch ? 'No procedure matches the filter.' : 'This organisation has no procedures.'}
        </p>
      )}
      <Tiles key={grouping} groups={groups} />
    </div>
  );
}

const PLURALS = { lane: 'lanes', owner: 'owners', type: 'types', status: 'statuses' } as const;

function Tiles({ groups }: { readonly groups: readonly Group[] }) {
  const [shown, setShown] = useState(TILES_AT_FIRST);
  const hidden = groups.length - shown;
  return (
    <>
      <ul class="tiles" data-testid="tiles">
        {groups.slice(0, shown).map((group) => (
          <GroupTile key={group.name === null ? 'none' : `is=${group.name}`} group={group} />
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" class="more-button" onClick={() => setShown(shown + 200)}>
          +{formatCount(hidden)} more
        </button>
      )}
    </>
  );
}
