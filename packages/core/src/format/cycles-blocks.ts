import { countOf } from '../model/text.js';
import type { CycleSummary, CyclesReport } from '../report/cycles-report.js';
import { type Block, heading, line } from './blocks.js';
import { shownName } from './escape.js';
import { procedureTable } from './procedure-table.js';

/** Says what loops and what to cut, for people. */
export function cyclesBlocks(report: CyclesReport): readonly Block[] {
  if (report.count === 0) return [line('No cycles.')];
  return [
    heading(1, countOf(report.count, 'cycle')),
    ...report.cycles.flatMap((cycle, index) => cycleBlocks(cycle, index + 1)),
  ];
}

function cycleBlocks(cycle: CycleSummary, number: number): readonly Block[] {
  const byId = new Map(cycle.procedures.map((procedure) => [procedure.id, procedure]));
  const label = (id: string) => shownName(byId.get(id)?.name ?? id);
  const owned = (id: string, owners: readonly string[]) => {
    const isInherited = byId.get(id)?.owner === null && owners.length > 0;
    const names = owners.length === 0 ? 'no owner' : owners.join(' or ');
    return `${label(id)} (${names}${isInherited ? ', inherited' : ''})`;
  };
  const loop = (ids: readonly string[]) => [...ids, ...ids.slice(0, 1)].map(label).join(' → ');
  return [
    heading(
      2,
      `Cycle ${number}: ${countOf(cycle.size, 'procedure')}${cycle.ambiguous ? ' (ambiguous)' : ''}`,
    ),
    line(`Shortest loop: ${loop(cycle.shortest)}`),
    line(`To cut (${countOf(cycle.cut.length, 'call')}; ${proofOf(cycle)}):`),
    {
      kind: 'list',
      items: cycle.cut.map(({ caller, callee, kinds, callerOwners, calleeOwners }) => {
        const within = kinds.includes('called_within') ? ' [containment]' : '';
        return `${owned(caller, callerOwners)} → ${owned(callee, calleeOwners)}${within}`;
      }),
    },
    line(`To ask: ${toAskText(cycle)}`),
    ...loopsBlocks(cycle, loop),
    procedureTable(cycle.procedures, []),
  ];
}

function toAskText({ toAsk }: CycleSummary): string {
  if (toAsk.length === 0) return 'there is no owner at either end';
  return toAsk.map(({ owner, count }) => `${owner} (${count})`).join(', ');
}

function proofOf({ cut, cutIsMinimal, cutHasFewestContainments }: CycleSummary): string {
  if (!cutIsMinimal) return 'the best found; a smaller cut may exist';
  const holdsContainment = cut.some(({ kinds }) => kinds.includes('called_within'));
  if (cutHasFewestContainments || !holdsContainment) return 'no smaller cut exists';
  return 'no smaller cut exists, but perhaps one with fewer containments';
}

function loopsBlocks(
  { loops, truncated }: CycleSummary,
  shown: (ids: readonly string[]) => string,
): readonly Block[] {
  if (loops === undefined) return [];
  const title =
    truncated === true
      ? `The first ${countOf(loops.length, 'loop')}; there may be more`
      : countOf(loops.length, 'loop');
  return [line(`${title}:`), { kind: 'list', items: loops.map(shown) }];
}
