import { countOf } from '../model/text.js';
import type { CommunitySummary, StatsReport } from '../report/stats-report.js';
import { type Block, heading, line } from './blocks.js';
import { shownName } from './escape.js';
import { nameCell } from './procedure-table.js';

/** Rows of each table; JSON has as many as `--top` says. */
const SHOWN = 5;

/** Owners of a community that are named. */
const SHOWN_OWNERS = 3;

/** Says which procedures are single points of failure, for people; nothing where there are none. */
export function singlePointBlocks({
  dominators,
  articulationPoints,
}: StatsReport['singlePointsOfFailure']): readonly Block[] {
  const ways = dominators.procedures.slice(0, SHOWN);
  const links = articulationPoints.procedures.slice(0, SHOWN);
  if (ways.length + links.length === 0) return [];
  return [
    heading(2, 'Single points of failure'),
    ...(ways.length === 0
      ? []
      : [
          line(
            `${countOf(dominators.count, 'procedure')} ${isOrAre(dominators.count)} the only way from the entry points to others${shownOf(ways.length, dominators.count)}:`,
          ),
          {
            kind: 'table' as const,
            columns: ['Procedure', 'Id', 'Only way to', 'Owner'],
            rows: ways.map((procedure) => [
              nameCell(procedure, procedure.entryPoint ? ' (entry point)' : ''),
              { text: procedure.id },
              { text: String(procedure.dominates) },
              { text: procedure.owner ?? '–' },
            ]),
          },
        ]),
    ...(links.length === 0
      ? []
      : [
          line(
            `${countOf(articulationPoints.count, 'procedure')} alone ${articulationPoints.count === 1 ? 'holds' : 'hold'} others and the rest together, whichever way calls point${shownOf(links.length, articulationPoints.count)}:`,
          ),
          {
            kind: 'table' as const,
            columns: ['Procedure', 'Id', 'Cuts off', 'Parts', 'Owner'],
            rows: links.map((procedure) => [
              nameCell(procedure),
              { text: procedure.id },
              { text: String(procedure.separates) },
              { text: String(procedure.parts) },
              { text: procedure.owner ?? '–' },
            ]),
          },
        ]),
  ];
}

/** Says which procedures belong together, for people; nothing where no two do. */
export function communityBlocks(communities: StatsReport['communities']): readonly Block[] {
  const { count, alone, modularity, isSettled } = communities;
  const largest = communities.largest.slice(0, SHOWN);
  if (largest.length === 0) return [];
  return [
    heading(2, 'Communities'),
    line(
      `${countOf(count, 'community', 'communities')} of procedures that call each other more than the rest${alone === 0 ? '' : `; ${alone} ${alone === 1 ? 'stands' : 'stand'} alone`}. Modularity ${modularity.toFixed(2)}, ${strength(modularity)}${shownOf(largest.length, count)}:`,
    ),
    {
      kind: 'table',
      columns: ['Community around', 'Id', 'Procedures', 'Calls inside', 'Calls in', 'Calls out', 'Owners'],
      rows: largest.map((community) => [
        nameCell(community.hub),
        { text: community.hub.id },
        { text: String(community.size) },
        { text: String(community.callsInside) },
        { text: String(community.callsIn) },
        { text: String(community.callsOut) },
        { text: ownersOf(community) },
      ]),
    },
    ...(isSettled ? [] : [line('The search for communities was cut short: the graph is large.')]),
  ];
}

/** From 0.3 on, as M. E. J. Newman has it, there is structure. */
function strength(modularity: number): string {
  return modularity >= 0.3 ? 'they stand out' : 'they are faint';
}

function ownersOf({ byOwner }: CommunitySummary): string {
  const shown = byOwner
    .slice(0, SHOWN_OWNERS)
    .map(({ owner, count }) => `${owner === null ? 'no owner' : shownName(owner)} (${count})`);
  const more = byOwner.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function isOrAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}

function shownOf(shown: number, count: number): string {
  return shown < count ? `; ${shown === 1 ? 'the first' : `the first ${shown}`}` : '';
}
