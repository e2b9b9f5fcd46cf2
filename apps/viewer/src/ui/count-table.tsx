import type { ImpactGroup } from '@klarify-graph/core';
import { formatCount } from '../data/text.js';
import { CappedList } from './capped-list.js';

interface CountTableProps {
  readonly title: string;
  /** What it means to have no name. */
  readonly nameless: string;
  readonly groups: readonly ImpactGroup[];
  readonly testId?: string;
  readonly cap?: number;
  readonly heading?: 'h3' | 'h4';
}

/** Names with counts, each count drawn as a bar too. */
export function CountTable({
  title,
  nameless,
  groups,
  testId,
  cap = 12,
  heading: Heading = 'h4',
}: CountTableProps) {
  const most = Math.max(1, ...groups.slice(0, 1000).map(({ count }) => count));
  return (
    <section class="counts">
      <Heading>{title}</Heading>
      <CappedList items={groups} cap={cap} label={title} {...(testId !== undefined && { testId })}>
        {({ name, count }) => (
          <li key={name === null ? 'none' : `is=${name}`} class="count-row">
            <bdi class={name === null ? 'none' : ''}>{name ?? nameless}</bdi>
            <span class="number">{formatCount(count)}</span>
            <span class="count-bar" aria-hidden="true">
              <span style={{ width: `${(100 * count) / most}%` }} />
            </span>
          </li>
        )}
      </CappedList>
    </section>
  );
}
