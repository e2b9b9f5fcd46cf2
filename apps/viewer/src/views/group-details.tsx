import { useMemo } from 'preact/hooks';
import { countGroupCalls, listCalls } from '../data/group-calls.js';
import { GROUPING_WORDS, type Group } from '../data/groups.js';
import { countOf, formatCount, formatShare, humanise } from '../data/text.js';
import type { Groups } from '../state/groups.js';
import { countProblems } from '../state/problems.js';
import type { Route } from '../state/route.js';
import { useStore } from '../state/store-context.js';
import { CappedList } from '../ui/capped-list.js';
import { Icon } from '../ui/icon.js';
import { ProcedureName } from '../ui/procedure-name.js';
import { groupName } from './group-name.js';

type OverviewRoute = Extract<Route, { view: 'overview' }>;

/** The group that the overview is about: the one opened, or the one whose calls are shown. */
export function useShownGroup(): { readonly found: Groups; readonly group: Group } | undefined {
  const { route, groups } = useStore();
  const { value: here } = route;
  const found = groups.value;
  if (here.view !== 'overview' || found === undefined) return undefined;
  const wanted = here.group !== undefined ? here.group : here.calls;
  const group = wanted === undefined ? undefined : found.groups.find(({ name }) => name === wanted);
  return group && { found, group };
}

interface GroupDetailsProps {
  readonly found: Groups;
  readonly group: Group;
}

/** A group in figures, and whom its procedures call and are called by. */
export function GroupDetails({ found, group }: GroupDetailsProps) {
  const { graph, route, href, problems, matches } = useStore();
  const { grouping, index, isWanted } = found;
  const calls = useMemo(() => countGroupCalls(graph, index, group, isWanted), [graph, found, group]);
  const counts = countProblems(problems.value, group.nodes);
  const here = route.value as OverviewRoute;
  const target =
    here.matrix && here.to !== undefined ? found.groups.find(({ name }) => name === here.to) : undefined;
  return (
    <div data-testid="group-details">
      <a class="back" href={href({ view: 'overview', grouping, ...(here.matrix && { matrix: true }) })}>
        <Icon name="back" /> The organisation
      </a>
      <p class="overline">{humanise(GROUPING_WORDS[grouping].one)}</p>
      <h2>
        <bdi>{groupName(graph, group.name, grouping)}</bdi>
      </h2>
      <p class="hint">
        {countOf(group.nodes.length, 'procedure')}
        {matches.value && ' that match'},{' '}
        {counts.affected === 0
          ? 'none with a problem'
          : `${formatCount(counts.affected)} with a problem (${formatShare(counts.affected, group.nodes.length)})`}
      </p>
      {here.group === undefined && (
        <div class="actions">
          <a class="button" href={href({ view: 'overview', grouping, group: group.name })}>
            <Icon name="table" /> Its procedures
          </a>
        </div>
      )}
      {target && <Between found={found} from={group} to={target} />}
      <p class="group-inside" data-testid="calls-inside">
        {countOf(calls.inside, 'call')} inside
        {calls.fromMissing > 0 && `, ${formatCount(calls.fromMissing)} from missing procedures`}
      </p>
      <CallList title="Called by" found={found} counts={calls.into} testId="group-callers" />
      <CallList title="Calls" found={found} counts={calls.out} testId="group-callees" />
    </div>
  );
}

interface CallListProps {
  readonly title: string;
  readonly found: Groups;
  readonly counts: Uint32Array;
  readonly testId: string;
}

/** Groups with the calls that join them to the shown one, most first. */
function CallList({ title, found, counts, testId }: CallListProps) {
  const { graph, href } = useStore();
  const { grouping, groups } = found;
  const joined = useMemo(
    () =>
      groups
        .filter(({ value }) => counts[value]! > 0)
        .sort((a, b) => counts[b.value]! - counts[a.value]! || a.value - b.value),
    [groups, counts],
  );
  const most = joined[0] === undefined ? 1 : counts[joined[0].value]!;
  return (
    <section class="counts">
      <h3>
        {title}{' '}
        <span class="count">
          {countOf(joined.length, GROUPING_WORDS[grouping].one, GROUPING_WORDS[grouping].many)}
        </span>
      </h3>
      {joined.length === 0 && <p class="empty">No other.</p>}
      <CappedList items={joined} cap={12} label={title} testId={testId}>
        {({ name, value }) => (
          <li key={value} class="count-row" data-calls={counts[value]}>
            <a href={href({ view: 'overview', grouping, calls: name })}>
              <bdi>{groupName(graph, name, grouping)}</bdi>
            </a>
            <span class="number">{countOf(counts[value]!, 'call')}</span>
            <span class="count-bar" aria-hidden="true">
              <span style={{ width: `${(100 * counts[value]!) / most}%` }} />
            </span>
          </li>
        )}
      </CappedList>
    </section>
  );
}

/** The calls from one group to another, one by one. */
function Between({ found, from, to }: { readonly found: Groups; readonly from: Group; readonly to: Group }) {
  const { graph, href } = useStore();
  const calls = useMemo(() => listCalls(graph, from.nodes, to.nodes), [graph, from, to]);
  const name = (node: number) => (
    <a href={href({ view: 'focus', id: graph.procedures[node]!.id })}>
      <ProcedureName procedure={graph.procedures[node]!} />
    </a>
  );
  return (
    <section class="counts">
      <h3>
        {from === to ? (
          'Calls inside'
        ) : (
          <>
            To <bdi>{groupName(graph, to.name, found.grouping)}</bdi>
          </>
        )}{' '}
        <span class="count">{countOf(calls.length, 'call')}</span>
      </h3>
      <CappedList
        key={`${from.value} ${to.value}`}
        items={calls}
        cap={12}
        class="call-changes"
        label="Calls between the two"
        testId="calls-between"
      >
        {({ caller, callee }) => (
          <li
            key={`${caller}>${callee}`}
            data-caller-id={graph.procedures[caller]!.id}
            data-callee-id={graph.procedures[callee]!.id}
          >
            {name(caller)}
            <span class="arrow"> → </span>
            {name(callee)}
          </li>
        )}
      </CappedList>
    </section>
  );
}
