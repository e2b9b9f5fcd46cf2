import { useMemo, useState } from 'preact/hooks';
import { countGroupCalls } from '../data/group-calls.js';
import { countGroupChanges } from '../data/group-changes.js';
import { GROUPING_WORDS, type Group, type Grouping } from '../data/groups.js';
import { countOf, formatCount } from '../data/text.js';
import type { Groups } from '../state/groups.js';
import { START } from '../state/route.js';
import { useStore } from '../state/store-context.js';
import { Choice } from '../ui/choice.js';
import { GroupMatrix } from './group-matrix.js';
import { GroupMembers } from './group-members.js';
import { GroupTile } from './group-tile.js';
import { TilesWithLines } from './tile-lines.js';

const TILES_AT_FIRST = 60;
const MORE_TILES = 200;
const OPTIONS = [
  ['lane', 'Lane'],
  ['owner', 'Owner'],
  ['type', 'Type'],
  ['status', 'Status'],
  ['root', 'Root process'],
  ['community', 'Community'],
] as const satisfies readonly (readonly [Grouping, string])[];
const SHAPES = [
  ['tiles', 'Tiles'],
  ['matrix', 'Matrix'],
] as const;

/** The organisation as tiles, or as a matrix of who calls whom; a tile opens into the list of its procedures. */
export function Overview() {
  const { route, go, href, groups } = useStore();
  const here = route.value.view === 'overview' ? route.value : START;
  const { grouping } = here;
  const found = groups.value;
  if ('group' in here && here.group !== undefined) {
    if (found === undefined) return <p class="empty page">Looking for {GROUPING_WORDS[grouping].many}…</p>;
    const { group } = here;
    const open = found.groups.find(({ name }) => name === group);
    return (
      <GroupMembers
        key={href(here)}
        grouping={grouping}
        group={open ?? { value: -1, name: group, nodes: [] }}
      />
    );
  }
  const isMatrix = 'matrix' in here;
  return (
    <div class={`page ${isMatrix ? 'page-wide' : ''}`} data-testid="overview">
      <div class="page-head">
        <div>
          <h2>Overview</h2>
          <Explained grouping={grouping} found={found} />
        </div>
        <div class="page-choices">
          <Choice
            legend="Group by"
            options={OPTIONS}
            value={grouping}
            onChange={(next) => go({ view: 'overview', grouping: next, ...(isMatrix && { matrix: true }) })}
          />
          <Choice
            legend="Show"
            options={SHAPES}
            value={isMatrix ? 'matrix' : 'tiles'}
            onChange={(next) =>
              go({ view: 'overview', grouping, ...(next === 'matrix' && { matrix: true }) })
            }
          />
        </div>
      </div>
      {found === undefined ? (
        <p class="empty">Looking for {GROUPING_WORDS[grouping].many}…</p>
      ) : found.groups.length === 0 ? (
        <Nothing />
      ) : isMatrix ? (
        <GroupMatrix key={grouping} found={found} />
      ) : (
        <Tiles key={grouping} found={found} />
      )}
    </div>
  );
}

/** How many groups there are and what they mean. */
function Explained({ grouping, found }: { readonly grouping: Grouping; readonly found: Groups | undefined }) {
  const { matches, communities } = useStore();
  const named = found?.groups.filter(({ name }) => name !== null).length;
  const { one, many } = GROUPING_WORDS[grouping];
  const modularity = grouping === 'community' ? communities.value?.modularity : undefined;
  return (
    <>
      <p class="hint" aria-live="polite" data-testid="group-count">
        {matches.value && 'Of the procedures that match: '}
        {named === undefined ? '…' : countOf(named, one, many)}
        {grouping === 'lane' && ' · a procedure with several lanes counts in each'}
      </p>
      {grouping === 'root' && (
        <p class="hint">
          A procedure counts at the entry point nearest to it, of several equally near at the first by name;
          others may lead to it too.
        </p>
      )}
      {grouping === 'community' && (
        <p class="hint">
          Procedures that call each other more than they call the rest, named after the one with most calls
          inside.
          {modularity !== undefined &&
            ` Modularity ${modularity.toFixed(2)}: ${modularity < 0.3 ? 'the groups are faint' : 'the groups are plain to see'}.`}
        </p>
      )}
    </>
  );
}

function Nothing() {
  const { matches } = useStore();
  return (
    <p class="empty">
      {matches.value ? 'No procedure matches the filter.' : 'This organisation has no procedures.'}
    </p>
  );
}

function Tiles({ found }: { readonly found: Groups }) {
  const { graph, route, changes, changeMarks, matches } = useStore();
  const [shown, setShown] = useState(TILES_AT_FIRST);
  const { index, groups, isWanted } = found;
  const chosen = route.value.view === 'overview' ? route.value.calls : undefined;
  const group = chosen === undefined ? undefined : groups.find(({ name }) => name === chosen);
  const calls = useMemo(
    () => group && countGroupCalls(graph, index, group, isWanted),
    [graph, index, group, isWanted],
  );
  // Tiles keep their places; what the chosen group has calls with is added behind the first ones where it would be hidden.
  const tiles = useMemo(
    () =>
      groups.filter(
        (other, place) =>
          place < shown ||
          other === group ||
          (calls !== undefined && place < shown + MORE_TILES && joinsCalls(other, calls)),
      ),
    [groups, group, calls, shown],
  );
  const isFiltered = matches.value !== undefined;
  const changed = useMemo(
    () =>
      changes &&
      changeMarks &&
      countGroupChanges(isFiltered ? [] : changes.removed.values(), changeMarks, found.grouping, groups),
    [changes, changeMarks, isFiltered, found],
  );
  const hidden = groups.length - tiles.length;
  return (
    <>
      <RemovedElsewhere found={found} elsewhere={changed?.elsewhere ?? 0} />
      <TilesWithLines tiles={tiles} chosen={group} calls={calls}>
        <ul class="tiles" data-testid="tiles">
          {tiles.map((tile) => (
            <GroupTile
              key={tile.name === null ? 'none' : `is=${tile.name}`}
              group={tile}
              isChosen={tile === group}
              change={changed?.of(tile)}
              {...(calls && { out: calls.into[tile.value]!, into: calls.out[tile.value]! })}
            />
          ))}
        </ul>
      </TilesWithLines>
      {hidden > 0 && (
        <p class="more-line">
          <button type="button" class="more-button" onClick={() => setShown(shown + MORE_TILES)}>
            +{formatCount(hidden)} more
          </button>{' '}
          <span class="more-note">
            Showing {formatCount(tiles.length)} of {formatCount(groups.length)}, the largest first.
          </span>
        </p>
      )}
    </>
  );
}

/** What the tiles cannot tell of the procedures that were removed. */
function RemovedElsewhere({ found, elsewhere }: { readonly found: Groups; readonly elsewhere: number }) {
  const { changes, changeMarks, matches } = useStore();
  const removed = changes?.removed.size ?? 0;
  const { grouping } = found;
  const told = matches.value ? removed : elsewhere;
  if (told === 0) return null;
  return (
    <p class="hint" data-testid="removed-elsewhere">
      {countOf(told, 'procedure')} removed {changeMarks?.since}{' '}
      {matches.value
        ? 'in no tile: the filter says nothing of what is gone.'
        : grouping === 'root' || grouping === 'community'
          ? 'in no tile: where it belonged is not known.'
          : `in no tile: no ${GROUPING_WORDS[grouping].one} it was in is left.`}
    </p>
  );
}

function joinsCalls(
  { value }: Group,
  { into, out }: { readonly into: Uint32Array; readonly out: Uint32Array },
): boolean {
  return into[value]! + out[value]! > 0;
}
