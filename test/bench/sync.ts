import { generateOrganisation, startDouble } from '../double/index.js';
import { CLI_ENTRY, inTurn, median, runNode } from './measure.js';
import { scratch } from './organisations.js';
import { atMost, milliseconds, type Row } from './table.js';

/** A sync over a slow network, whose proof that it is complete takes requests of its own. Wall clock. */
export async function syncOverHttp(): Promise<readonly Row[]> {
  const latencyMs = 100;
  const double = await startDouble({
    organisation: generateOrganisation({ procedures: 1247, seed: 1 }),
    dialect: 'a',
    latencyMs,
  });
  const env = { KLARIFY_ACCESS_KEY: double.accessKey, KLARIFY_API_URL: double.url };
  let run = 0;
  const { ours, start } = await inTurn(5, {
    ours: () => runNode([CLI_ENTRY, 'sync', '--quiet', '--store', scratch(`sync-${run++}`)], env),
    start: () => runNode([CLI_ENTRY, '--help']),
  });
  const sequential = median([
    await sequentially(double.url, double.accessKey),
    await sequentially(double.url, double.accessKey),
    await sequentially(double.url, double.accessKey),
  ]);
  await double.close();
  const wallOf = (usages: typeof ours) => median(usages.map(({ wallMs }) => wallMs));
  // Of 13 pages six at a time: the first, then two rounds. To prove it, the last one alone, then two rounds.
  const [reading, proving] = [3, 3];
  const goal = (1.3 * reading + proving) * latencyMs + wallOf(start);
  const latencies = ((wallOf(ours) - wallOf(start)) / latencyMs).toFixed(1);
  const note = `${latencies} latencies besides process start; one page after the other, read once, no proof: ${milliseconds(sequential)}`;
  const figure = 'sync of 1,247 with its proof, 100 ms a request, wall clock';
  return [atMost(figure, wallOf(ours), goal, milliseconds, note)];
}

async function sequentially(url: string, key: string): Promise<number> {
  const started = performance.now();
  for (let page = 0, more = true; more; page++) {
    const response = await fetch(`${url}?access_key=${key}&page=${page}&pageSize=100`);
    const body: { hasNext?: boolean } = await response.json();
    more = body.hasNext === true;
  }
  return performance.now() - started;
}
