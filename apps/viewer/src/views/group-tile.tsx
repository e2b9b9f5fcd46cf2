import { changeWords } from '../data/change-marks.js';
import type { GroupChange } from '../data/group-changes.js';
import type { Group } from '../data/groups.js';
import { countOf, formatCount, formatShare } from '../data/text.js';
import { countProblems, type ProblemCounts } from '../state/problems.js';
import { START } from '../state/route.js';
import { useStore } from '../state/store-context.js';
import { Icon } from '../ui/icon.js';
import { groupName } from './group-name.js';

interface GroupTileProps {
  readonly group: Group;
  readonly isChosen: boolean;
  /** What differs from the earlier snapshot, where there is one. */
  readonly change?: GroupChange | undefined;
  /** Calls from this group to the chosen one; absent where none is chosen. */
  readonly out?: number;
  /** Calls from the chosen group to this one. */
  readonly into?: number;
}

/** One group: its name, its size, the share of procedures with a problem, and its calls with the chosen group. */
export function GroupTile({ group, isChosen, change, out = 0, into = 0 }: GroupTileProps) {
  const { graph, route, problems, href } = useStore();
  const { grouping } = route.value.view === 'overview' ? route.value : START;
  const counts = countProblems(problems.value, group.nodes);
  const name = groupName(graph, group.name, grouping);
  const joined = out + into > 0 && !isChosen;
  return (
    <li class={`tile-item ${isChosen ? 'is-chosen' : ''} ${joined ? 'is-joined' : ''}`}>
      <a
        class={`tile ${group.name === null ? 'tile-nameless' : ''}`}
        href={href({ view: 'overview', grouping, group: group.name })}
        data-testid="tile"
      >
        <bdi class="tile-name">{name}</bdi>
        <span class="tile-count">
          <strong>{formatCount(group.nodes.length)}</strong>{' '}
          {group.nodes.length === 1 ? 'procedure' : 'procedures'}
        </span>
        <Changed change={change} />
        {joined && (
          <span class="tile-joined">
            {out > 0 && <span data-out={out}>→ {countOf(out, 'call')} to it</span>}
            {into > 0 && <span data-into={into}>← {countOf(into, 'call')} from it</span>}
          </span>
        )}
        <ProblemRows counts={counts} total={group.nodes.length} />
      </a>
      <a
        class="tile-calls"
        href={href({ view: 'overview', grouping, ...(!isChosen && { calls: group.name }) })}
        aria-label={isChosen ? `Calls of ${name}: shown` : `Calls of ${name} with the others`}
        aria-current={isChosen ? 'true' : undefined}
        title={isChosen ? 'Its calls are shown; click to end' : 'Its calls with the others'}
        data-testid="tile-calls"
      >
        <Icon name="impact" />
      </a>
    </li>
  );
}

/** "+3 added, 2 changed, −1 removed" */
function Changed({ change }: Pick<GroupTileProps, 'change'>) {
  const words = change === undefined ? '' : changeWords(change);
  return words === '' ? null : (
    <span class="tile-changes" data-testid="tile-changes">
      {words}
    </span>
  );
}

interface ProblemRowsProps {
  readonly counts: ProblemCounts;
  readonly total: number;
}

/** A row for each problem that occurs: the share of the procedures as a bar, their number in words. */
function ProblemRows({ counts, total }: ProblemRowsProps) {
  const { cycles, orphans } = useStore();
  if (cycles.value === undefined || orphans.value === undefined)
    return <span class="tile-problems">Checking…</span>;
  const rows = [
    ['cycle', counts.inCycles, 'in cycles'],
    ['orphan', counts.orphans, counts.orphans === 1 ? 'orphan' : 'orphans'],
    ['missing', counts.missingCallers, 'with a missing caller'],
  ] as const;
  if (counts.affected === 0) return <span class="tile-problems">No problems</span>;
  return (
    <span class="tile-problems">
      <span class="tile-share" data-testid="tile-share">
        {formatShare(counts.affected, total)} with a problem
      </span>
      {rows.map(([problem, count, words]) =>
        count === 0 ? null : (
          <span key={problem} class="problem-row">
            <span class="bar" aria-hidden="true">
              <span
                class={`bar-fill problem-${problem}`}
                style={{ width: `${(100 * count) / Math.max(1, total)}%` }}
              />
            </span>
            {formatCount(count)} {words}
          </span>
        ),
      )}
    </span>
  );
}
