import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { countFacet, keepMatching, matchingCycles } from '../data/matching.js';
import { ORPHAN_REASONS } from '../data/orphan-reasons.js';
import { countOf, formatCount, formatDay } from '../data/text.js';
import { STALE_MONTHS } from '../state/filter.js';
import { matchingMissing } from '../state/missing.js';
import { monthsBefore, type ProblemName } from '../state/problems.js';
import { formatPlace, type Route } from '../state/route.js';
import { useStore } from '../state/store-context.js';
import { Choice } from '../ui/choice.js';
import { Icon } from '../ui/icon.js';

/** What stands well and what does not; each line leads to its list. */
export function Health() {
  const store = useStore();
  const { filter, filtered, matches, cycles, orphans, missing, ambiguous, startingPoints } = store;
  const isMatch = matches.value;
  const counts = useMemo(
    () =>
      new Map(
        countFacet(filtered.value, filter.value, 'problem', isMatch).map(({ key, count }) => [key, count]),
      ),
    [filtered.value, filter.value, isMatch],
  );
  const withProblem = (problem: ProblemName, route: Route = { view: 'table' }) =>
    formatPlace({
      route,
      filter: { ...filter.value, values: { ...filter.value.values, problem: [problem] } },
    });
  const cycleCount = cycles.value && matchingCycles(cycles.value, isMatch).length;
  const orphanCount = orphans.value && keepMatching(isMatch, orphans.value, ({ node }) => node).length;
  return (
    <section aria-label="Health at a glance" data-testid="health">
      <h3>Health at a glance</h3>
      {isMatch && <p class="hint">Of the procedures that match the filter.</p>}
      <ul class="health">
        <Line
          id="entry-points"
          title="Entry points"
          count={keepMatching(isMatch, startingPoints.value, (node) => node).length}
          href={store.href({ view: 'overview', grouping: 'root' })}
          isFine={startingPoints.value.length > 0}
        />
        <Line id="cycles" title="Cycles" count={cycleCount} href={store.href({ view: 'cycles' })}>
          {cycleCount !== undefined && cycleCount > 0 && (
            <>through {countOf(counts.get('cycle') ?? 0, 'procedure')}</>
          )}
        </Line>
        <Line id="orphans" title="Orphans" count={orphanCount} href={store.href({ view: 'orphans' })} />
        {ORPHAN_REASONS.map(({ reason, title }) => (
          <Line
            key={reason}
            id={reason}
            title={title}
            count={orphans.value && (counts.get(reason) ?? 0)}
            href={withProblem(reason, { view: 'orphans' })}
            isPart={true}
          />
        ))}
        <Line
          id="missing"
          title="Missing procedures"
          count={matchingMissing(missing.value, isMatch).length}
          href={store.href({ view: 'missing' })}
        />
        <Line
          id="ambiguous"
          title="Ambiguous references"
          count={keepMatching(isMatch, ambiguous.value, ({ callee }) => callee).length + store.leftOut}
          href={store.href({ view: 'ambiguous' })}
        />
        <Line
          id="unowned"
          title="Without an owner"
          count={counts.get('unowned') ?? 0}
          href={withProblem('unowned')}
        />
        <Stale count={counts.get('stale') ?? 0} href={withProblem('stale')} />
      </ul>
    </section>
  );
}

/** Measured from when the data was fetched, so that the same file says the same on any day. */
function Stale({ count, href }: { readonly count: number; readonly href: string }) {
  const { data, filter, setFilter } = useStore();
  const { fetchedAt } = data.source;
  const { staleMonths } = filter.value;
  const choose = (
    <div class="stale-choice" data-testid="stale-months">
      <Choice
        legend="Months without an update"
        options={STALE_MONTHS.map((months) => [months, String(months)] as const)}
        value={staleMonths}
        onChange={(months) => setFilter({ ...filter.value, staleMonths: months })}
      />
    </div>
  );
  return (
    <Line
      id="stale"
      title="Stale"
      count={fetchedAt === null ? undefined : count}
      unknown="unknown"
      href={href}
      note={choose}
    >
      {fetchedAt === null
        ? 'The data does not say when it was fetched.'
        : `Last updated before ${formatDay(monthsBefore(fetchedAt, staleMonths))}, counted from the fetch.`}
    </Line>
  );
}

interface LineProps {
  readonly id: string;
  readonly title: string;
  /** Absent while it is being looked for, or where it cannot be known. */
  readonly count: number | undefined;
  readonly unknown?: string;
  readonly href: string;
  /** True where a count is no problem. */
  readonly isFine?: boolean;
  readonly isPart?: boolean;
  readonly note?: ComponentChildren;
  readonly children?: ComponentChildren;
}

function Line({
  id,
  title,
  count,
  unknown = '…',
  href,
  isFine = false,
  isPart = false,
  note,
  children,
}: LineProps) {
  const isBad = !isFine && count !== undefined && count > 0;
  return (
    <li class={`health-line ${isPart ? 'health-part' : ''} ${isBad ? 'is-bad' : ''}`} data-health={id}>
      <a href={href}>
        {!isPart && <Icon name={isBad ? 'warning' : count === undefined ? 'minus' : 'check'} />}
        <span class="health-title">{title}</span>
        <span class="number" data-testid={`health-${id}`}>
          {count === undefined ? unknown : formatCount(count)}
        </span>
      </a>
      {children && <p class="item-note">{children}</p>}
      {note}
    </li>
  );
}
