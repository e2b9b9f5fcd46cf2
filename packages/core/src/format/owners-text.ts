import type { OwnerGroup } from '../report/impact-report.js';
import type { OwnedSummary } from '../report/retirement-report.js';

/** Who answers for a procedure; those that it inherits are all named, as the data does not say which it is. */
export function ownerText({ owner, ownersInherited }: OwnedSummary): string {
  if (owner !== null) return owner;
  return ownersInherited === undefined ? '–' : `${ownersInherited.join(' or ')} (inherited)`;
}

/** "Ann (3), Bob (2, 1 inherited), no owner (1)". */
export function ownerGroupsText(groups: readonly OwnerGroup[]): string {
  return groups
    .map(({ owner, count, inherited }) => {
      const among = inherited === 0 ? '' : inherited === count ? ' inherited' : `, ${inherited} inherited`;
      return `${owner ?? 'no owner'} (${count}${among})`;
    })
    .join(', ');
}

/** How many owners there are among the groups. */
export function ownersIn(groups: readonly OwnerGroup[]): number {
  return groups.filter(({ owner }) => owner !== null).length;
}
