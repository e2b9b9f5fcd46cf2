import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFileAtomically, writeStoredSnapshot } from '@klarify-graph/core/node';
import { generateOrganisation, startDouble, toRecords } from '../double/index.js';
import { checkAgainstItsParts } from './check.js';
import { CLI_ENTRY, paired, timeNode } from './measure.js';
import { measureViewer } from './viewer.js';

/** A figure, what it is held against, and the goal; nothing here asserts. */
interface Row {
  readonly figure: string;
  readonly measured: string;
  readonly goal: string;
}

const folder = mkdtempSync(join(tmpdir(), 'klarify-graph-bench-'));
const rows: Row[] = [];

async function coldStart(): Promise<void> {
  const { first, second, difference } = await paired(
    15,
    () => timeNode([CLI_ENTRY, '--help']),
    () => timeNode(['-e', '0']),
  );
  rows.push({
    figure: 'cold start, --help over node -e 0',
    measured: `+${difference.toFixed(0)} ms (${first.toFixed(0)} against ${second.toFixed(0)})`,
    goal: 'at most +40 ms',
  });
}

async function syncOverHttp(): Promise<void> {
  const latencyMs = 100;
  const double = await startDouble({
    organisation: generateOrganisation({ procedures: 1247, seed: 1 }),
    dialect: 'a',
    latencyMs,
  });
  const env = { KLARIFY_ACCESS_KEY: double.accessKey, KLARIFY_API_URL: double.url };
  let run = 0;
  const { first, second } = await paired(
    5,
    () => timeNode([CLI_ENTRY, 'sync', '--quiet', '--store', join(folder, `store-${run++}`)], env),
    () => sequentially(double.url, double.accessKey),
  );
  const start = await timeNode([CLI_ENTRY, '--help']);
  await double.close();
  const latencies = (first - start) / latencyMs;
  // Of 13 pages six at a time: the first, then two rounds. To prove it, the last one alone, then two rounds.
  const [reading, proving] = [3, 3];
  const goal = (1.3 * reading + proving) * latencyMs + start;
  rows.push({
    figure: '1,247 procedures at 100 ms a request, sync with its proof',
    measured: `${first.toFixed(0)} ms; ${latencies.toFixed(1)} latencies besides process start (one page after the other, read once, no proof: ${second.toFixed(0)} ms)`,
    goal: `at most ${goal.toFixed(0)} ms: 1.3 × ${reading} latencies, ${proving} for the proof, and process start (${start.toFixed(0)} ms)`,
  });
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

async function impactFromSnapshot(): Promise<void> {
  const organisation = generateOrganisation({ procedures: 100_000, callsPerProcedure: 4, seed: 2 });
  const records = toRecords(organisation, 'a');
  const stored = join(folder, 'stored.json');
  const plain = join(folder, 'plain.json');
  const source = {
    endpoint: 'https://klarify.invalid/api',
    fetchedAt: '2026-01-01T00:00:00.000Z',
    complete: true,
  };
  await writeFileAtomically(stored, writeStoredSnapshot({ source, records }));
  writeFileSync(plain, JSON.stringify(records));
  const id = `id:${organisation[50_000]?.id}`;
  const floor = () =>
    timeNode(['-e', `JSON.parse(require('fs').readFileSync(${JSON.stringify(plain)}, 'utf8'))`]);
  for (const [name, path] of [
    ['a stored snapshot', stored],
    ['a bare JSON array', plain],
  ] as const) {
    for (const command of [
      ['impact', id],
      ['cycles', '--exit-zero'],
      ['orphans', '--exit-zero'],
    ]) {
      const { first, second, ratio } = await paired(
        5,
        () => timeNode([CLI_ENTRY, '--snapshot', path, '--quiet', ...command, '--format', 'json']),
        floor,
      );
      rows.push({
        figure: `${command[0]}, 100,000 procedures from ${name}`,
        measured: `${ratio.toFixed(2)} × JSON.parse (${first.toFixed(0)} against ${second.toFixed(0)} ms)`,
        goal: 'at most 1.5 ×',
      });
    }
  }
}

async function check(): Promise<void> {
  rows.push(await checkAgainstItsParts(folder));
}

async function viewer(): Promise<void> {
  rows.push(...(await measureViewer(folder)));
}

const PARTS = { start: coldStart, sync: syncOverHttp, analyses: impactFromSnapshot, check, viewer };
const asked = process.argv.slice(2);

try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (asked.length === 0 || asked.includes(name)) await part();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  `Node ${process.version}, ${process.platform} ${process.arch}; medians of runs in turn, whole processes, wall clock\n`,
);
for (const { figure, measured, goal } of rows) console.log(`${figure}\n    ${measured}; goal: ${goal}`);
