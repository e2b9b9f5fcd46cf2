import type { Group, Grouping } from '../data/groups.js';
import { formatCount } from '../data/text.js';
import { countProblems, type ProblemCounts } from '../state/problems.js';
import { START } from '../state/route.js';
import { useStore } from '../state/store-context.js';

const NAMELESS: Readonly<Record<Grouping, string>> = {
  lane: 'No lane',
  owner: 'No owner',
  type: 'No type',
  status: 'No status',
};

/** The name of a group, or what it means to have none. */
export function groupName(name: string | null, grouping: Grouping): string {
  if (name === null) return NAMELESS[grouping];
  return name.trim() === '' ? '(no name)' : name;
}

/** One group: its name, its size and the share of procedures with a problem. */
export function GroupTile({ group }: { readonly group: Group }) {
  const { route, problems, href } = useStore();
  const { grouping } = route.value.view === 'overview' ? route.value : START;
  const counts = problems.value === undefined ? undefined : countProblems(problems.value, group.nodes);
  return (
    <li>
      <a
        class={`tile ${group.name === null ? 'tile-nameless' : ''}`}
        href={href({ view: 'overview', grouping, group: group.name })}
        data-testid="tile"
      >
        <bdi class="tile-name">{groupName(group.name, grouping)}</bdi>
        <span class="tile-count">
          <strong>{formatCount(group.nodes.length)}</strong>{' '}
          {group.nodes.length === 1 ? 'procedure' : 'procedures'}
        </span>
        <ProblemRows counts={counts} total={group.nodes.length} />
      </a>
    </li>
  );
}

interface ProblemRowsProps {
  /** Absent until the analyses are done. */
  readonly counts: ProblemCounts | undefined;
  readonly total: number;
}

/** A row for each problem that occurs: the share of the procedures as a bar, their number in words. */
function ProblemRows({ counts, total }: ProblemRowsProps) {
  if (counts === undefined) return <span class="tile-problems">Checking…</span>;
  const rows = [
    ['cycle', counts.inCycles, 'in cycles'],
    ['orphan', counts.orphans, counts.orphans === 1 ? 'orphan' : 'orphans'],
    ['missing', counts.missingCallers, 'with a missing caller'],
  ] as const;
  if (counts.affected === 0) return <span class="tile-problems">No problems</span>;
  return (
    <span class="tile-problems">
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
