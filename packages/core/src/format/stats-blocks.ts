import { countOf } from '../model/text.js';
import type { StatsReport } from '../report/stats-report.js';
import { type Block, heading, line } from './blocks.js';
import { nameCell } from './procedure-table.js';
import { communityBlocks, singlePointBlocks } from './structure-blocks.js';

/** Says the figures of a graph, for people. */
export function statsBlocks(report: StatsReport): readonly Block[] {
  const { top, largestCycle, cycles } = report;
  const figures: readonly (readonly [string, string])[] = [
    ['Procedures', String(report.procedures)],
    ['Missing procedures', String(report.missing)],
    ['Calls', String(report.calls)],
    ['Entry points', String(report.entryPoints)],
    ['Orphans', String(report.orphans)],
    ['Cycles', cycles === 0 ? '0' : `${cycles}, the largest of ${countOf(largestCycle, 'procedure')}`],
    ['Longest chain', countOf(report.maxDepth, 'call')],
    ['Density', shortened(report.density)],
  ];
  const rows = figures.map(([figure, value]) => [{ text: figure }, { text: value }]);
  return [
    heading(1, 'The whole graph'),
    { kind: 'table', columns: ['Figure', 'Value'], rows },
    ...(top.length === 0 ? [] : topBlocks(report)),
    ...singlePointBlocks(report.singlePointsOfFailure),
    ...communityBlocks(report.communities),
  ];
}

function topBlocks({ top, betweennessIsExact }: StatsReport): readonly Block[] {
  const columns = [
    'Procedure',
    'Id',
    'Dependents',
    'Dependencies',
    'Callers',
    'Callees',
    'PageRank',
    'Betweenness',
    'Owner',
  ];
  const rows = top.map((procedure) => [
    nameCell(procedure),
    { text: procedure.id },
    { text: String(procedure.dependents) },
    { text: String(procedure.dependencies) },
    { text: String(procedure.callers) },
    { text: String(procedure.callees) },
    { text: shortened(procedure.pagerank) },
    { text: betweennessIsExact ? shortened(procedure.betweenness) : `~${shortened(procedure.betweenness)}` },
    { text: procedure.owner ?? '–' },
  ]);
  return [
    heading(
      2,
      top.length === 1
        ? 'What most others rest on'
        : `The ${top.length} procedures on which most others rest`,
    ),
    { kind: 'table', columns, rows },
    line('Dependents and dependencies are transitive; callers and callees are direct.'),
    ...(betweennessIsExact ? [] : [line('Betweenness is estimated from a sample: the graph is large.')]),
  ];
}

/** A figure to three digits or, from a thousand on, to the nearest whole number. */
function shortened(value: number): string {
  return value >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
