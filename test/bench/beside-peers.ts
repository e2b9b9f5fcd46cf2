import { readFileSync } from 'node:fs';
import {
  buildGraph,
  computeBetweenness,
  condense,
  countReachable,
  createGraph,
  findComponents,
  findCycles,
  type ProcedureGraph,
} from '@klarify-graph/core';
import { parseInput } from '@klarify-graph/core/node';
import { cpuHere, cpuOf, inTurn, median, PEERS, ratioOf, run, runCli } from './measure.js';
import { organisationOf } from './organisations.js';
import { atLeast, atMost, milliseconds, type Row, times } from './table.js';

const PYTHON = process.env['KLARIFY_BENCH_PYTHON'] ?? 'python3';

async function hasModule(name: string): Promise<boolean> {
  return run(PYTHON, [
    '-c',
    `import importlib.util, sys; sys.exit(importlib.util.find_spec("${name}") is None)`,
  ]).then(
    () => true,
    () => false,
  );
}

function absent(figure: string, peer: string, goal: string): Row {
  return { figure, measured: `not measured: no ${peer} for ${PYTHON}; see KLARIFY_BENCH_PYTHON`, goal };
}

/** What a peer prints about itself: figures by name. */
async function askPeer(task: string, path: string): Promise<Readonly<Record<string, number>>> {
  return JSON.parse((await run(PYTHON, [PEERS, task, path])).output);
}

function graphIn(path: string): ProcedureGraph {
  const parsed = parseInput(readFileSync(path), path);
  if (parsed.kind !== 'records') throw new Error(`${path} holds no records.`);
  return buildGraph(parsed.snapshot.records);
}

/** The whole question "which cycles are there", asked of others, cold and from the store. */
export async function wholeQuestion(): Promise<readonly Row[]> {
  const { plain, store } = await organisationOf(100_000);
  const rows: Row[] = [];
  for (const peer of ['networkx', 'igraph'] as const) {
    const figure = `cycles, 100,000, ${peer} by this`;
    if (!(await hasModule(peer))) {
      rows.push(absent(figure, peer, peer === 'networkx' ? '≥ 2.50 × cold, ≥ 20.00 × from the store' : ''));
      continue;
    }
    const { theirs, cold, stored } = await inTurn(3, {
      theirs: () => run(PYTHON, [PEERS, peer, plain]),
      cold: () => runCli('--snapshot', plain, 'cycles', '--exit-zero'),
      stored: () => runCli('--store', store, 'cycles', '--exit-zero'),
    });
    if (JSON.parse(theirs[0]?.output ?? '').cycles !== JSON.parse(cold[0]?.output ?? '').count) {
      throw new Error(`${peer} finds other cycles.`);
    }
    const both = (mine: typeof cold) => `${milliseconds(cpuOf(theirs))} by ${milliseconds(cpuOf(mine))}`;
    if (peer === 'networkx') {
      rows.push(atLeast(`${figure}, cold`, ratioOf(theirs, cold), 2.5, both(cold)));
      rows.push(atLeast(`${figure}, from the store`, ratioOf(theirs, stored), 20, both(stored)));
    } else {
      rows.push({
        figure: `${figure}, cold`,
        measured: `${times(ratioOf(theirs, cold))} (${both(cold)})`,
        goal: '',
      });
    }
  }
  return rows;
}

/** The parts of the work on numbers, in this process, beside compiled code. */
export async function graphWork(): Promise<readonly Row[]> {
  const { plain } = await organisationOf(100_000);
  const graph = graphIn(plain);
  const mine = {
    building: cpuHere(5, () => createGraph(graph.procedures, graph.calls, [])),
    components: cpuHere(5, () => findComponents(graph.callees)),
    counts: cpuHere(3, () => countReachable(graph, condense(graph))),
  };
  if (!(await hasModule('igraph'))) {
    return Object.entries(mine).map(([name, cpu]) => ({
      ...absent(`graph work alone, 100,000: ${name}`, 'igraph', '≤ 4.00 ×'),
      measured: `${milliseconds(cpu)}; no igraph for ${PYTHON}; see KLARIFY_BENCH_PYTHON`,
    }));
  }
  const answers: Readonly<Record<string, number>>[] = [];
  for (let round = 0; round < 3; round++) answers.push(await askPeer('work', plain));
  const [answer] = answers;
  if (answer?.['calls'] !== graph.calls.callers.length || answer['cycles'] !== largeCycles(graph)) {
    throw new Error('igraph has another graph.');
  }
  return Object.entries(mine).map(([name, cpu]) => {
    const theirs = median(answers.map((one) => one[name] ?? Number.NaN));
    const figure = `graph work alone, 100,000: ${name}, by igraph`;
    return atMost(figure, cpu / theirs, 4, times, `${milliseconds(cpu)} by ${milliseconds(theirs)}`);
  });
}

function largeCycles(graph: ProcedureGraph): number {
  return findCycles(graph).filter(({ nodes }) => nodes.length > 1).length;
}

export async function betweenness(): Promise<readonly Row[]> {
  const { plain } = await organisationOf(10_000);
  const graph = graphIn(plain);
  const figure = 'exact betweenness, 10,000, by igraph';
  const mine = cpuHere(3, () => computeBetweenness(graph, { exactLimit: Number.POSITIVE_INFINITY }));
  if (!(await hasModule('igraph'))) return [absent(figure, 'igraph', '≤ 1.50 ×')];
  const answers: Readonly<Record<string, number>>[] = [];
  for (let round = 0; round < 3; round++) answers.push(await askPeer('betweenness', plain));
  const theirs = median(answers.map((one) => one['betweenness'] ?? Number.NaN));
  return [atMost(figure, mine / theirs, 1.5, times, `${milliseconds(mine)} by ${milliseconds(theirs)}`)];
}
