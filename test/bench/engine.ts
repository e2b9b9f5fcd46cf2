import {
  type Case,
  CLI_ENTRY,
  cpuOf,
  inTurn,
  median,
  ratioOf,
  runCli,
  runNode,
  type Usage,
} from './measure.js';
import { organisationOf } from './organisations.js';
import { atMost, megabytes, milliseconds, type Row, times } from './table.js';

const LARGE = 100_000;
const HUGE = 1_000_000;

/** What any reader of the file in Node has to do: the floor. */
export function floorOf(path: string): Case {
  return () => runNode(['-e', `JSON.parse(require('fs').readFileSync(${JSON.stringify(path)}, 'utf8'))`]);
}

export function residentOf(usages: readonly Usage[]): number {
  return median(usages.map(({ residentMb }) => residentMb));
}

const figuresOf = (usages: readonly Usage[]) =>
  `${milliseconds(cpuOf(usages))}, ${megabytes(residentOf(usages))}`;

export async function coldStart(): Promise<readonly Row[]> {
  const { help, nothing } = await inTurn(15, {
    help: () => runNode([CLI_ENTRY, '--help']),
    nothing: () => runNode(['-e', '0']),
  });
  const over = (of: (usage: Usage) => number) =>
    median(help.map((usage, round) => of(usage) - of(nothing[round]!)));
  const wall = `wall clock ${milliseconds(over(({ wallMs }) => wallMs))}`;
  return [
    atMost(
      'cold start: --help over `node -e 0`',
      over(({ cpuMs }) => cpuMs),
      40,
      milliseconds,
      wall,
    ),
  ];
}

/** 100,000 procedures, from JSON and from the store. */
export async function large(): Promise<readonly Row[]> {
  const { plain, store, id } = await organisationOf(LARGE);
  const json = ['--snapshot', plain];
  const { floor, stats, stored, ...others } = await inTurn(5, {
    floor: floorOf(plain),
    cycles: () => runCli(...json, 'cycles', '--exit-zero'),
    orphans: () => runCli(...json, 'orphans', '--exit-zero'),
    impact: () => runCli(...json, 'impact', id),
    stats: () => runCli(...json, 'stats'),
    stored: () => runCli('--store', store, 'impact', id),
  });
  const rows: Row[] = [
    { figure: 'the floor: start, read, decode, JSON.parse, 100,000', measured: figuresOf(floor), goal: '' },
  ];
  for (const [name, usages] of Object.entries(others)) {
    const figure = `${name}, 100,000 from JSON, by the floor`;
    rows.push(atMost(figure, ratioOf(usages, floor), 1.5, times, figuresOf(usages)));
  }
  rows.push(
    atMost('stats, 100,000 from JSON, by the floor', ratioOf(stats, floor), 2.5, times, figuresOf(stats)),
    atMost('stats, 100,000 from JSON, resident', residentOf(stats), 300, megabytes),
    atMost(
      'impact, 100,000 from the store, by the floor',
      ratioOf(stored, floor),
      0.25,
      times,
      figuresOf(stored),
    ),
  );
  return rows;
}

/** 1,000,000 procedures, from JSON and from the store. */
export async function huge(): Promise<readonly Row[]> {
  const { plain, store, id } = await organisationOf(HUGE);
  const { floor, cycles, stored } = await inTurn(3, {
    floor: floorOf(plain),
    cycles: () => runCli('--snapshot', plain, 'cycles', '--exit-zero'),
    stored: () => runCli('--store', store, 'impact', id),
  });
  const wall = `wall clock ${milliseconds(median(stored.map(({ wallMs }) => wallMs)))}`;
  return [
    { figure: 'the floor, 1,000,000', measured: figuresOf(floor), goal: '' },
    atMost(
      'cycles, 1,000,000 from JSON, by the floor',
      ratioOf(cycles, floor),
      1.6,
      times,
      figuresOf(cycles),
    ),
    atMost('cycles, 1,000,000 from JSON, resident', residentOf(cycles), 2000, megabytes),
    atMost('impact, 1,000,000 from the store', cpuOf(stored), 2000, milliseconds, wall),
    atMost('impact, 1,000,000 from the store, resident', residentOf(stored), 1000, megabytes),
  ];
}

/** How the costs grow from 10,000 to 1,000,000, the start of a process left out. */
export async function growth(): Promise<readonly Row[]> {
  const [small, great] = [await organisationOf(10_000), await organisationOf(HUGE)];
  const { start, ...usages } = await inTurn(3, {
    start: () => runCli('--help'),
    smallJson: () => runCli('--snapshot', small.plain, 'cycles', '--exit-zero'),
    greatJson: () => runCli('--snapshot', great.plain, 'cycles', '--exit-zero'),
    smallStore: () => runCli('--store', small.store, 'impact', small.id),
    greatStore: () => runCli('--store', great.store, 'impact', great.id),
  });
  const fixed = cpuOf(start);
  const growthOf = (few: readonly Usage[], many: readonly Usage[]) =>
    (cpuOf(many) - fixed) / (cpuOf(few) - fixed) / (great.procedures / small.procedures);
  const { smallJson, greatJson, smallStore, greatStore } = usages;
  return [
    atMost(
      'growth from 10,000 to 1,000,000 by the size, cycles from JSON',
      growthOf(smallJson, greatJson),
      1.5,
      times,
    ),
    atMost(
      'growth from 10,000 to 1,000,000 by the size, impact from the store',
      growthOf(smallStore, greatStore),
      1.5,
      times,
    ),
  ];
}
