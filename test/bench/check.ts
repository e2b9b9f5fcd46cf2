import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '@klarify-graph/core/rules';
import { generateOrganisation, toRecords } from '../double/index.js';
import { CLI_ENTRY, paired, timeNode } from './measure.js';

/** A check with every rule on, in an organisation that breaks most of them, against the two analyses it rests on. */
export async function checkAgainstItsParts(folder: string) {
  const path = join(folder, 'check.json');
  const config = join(folder, 'check-config.json');
  const organisation = generateOrganisation({ procedures: 100_000, callsPerProcedure: 4, seed: 2 });
  writeFileSync(path, JSON.stringify(toRecords(organisation, 'a')));
  writeFileSync(
    config,
    JSON.stringify({ rules: Object.fromEntries(RULES.map(({ name }) => [name, 'error'])) }),
  );
  const run = (...args: string[]) =>
    timeNode([CLI_ENTRY, '--snapshot', path, '--quiet', '--format', 'json', ...args, '--exit-zero']);
  const { first, second, ratio } = await paired(
    5,
    () => run('check', '--config', config),
    async () => (await run('cycles')) + (await run('orphans')),
  );
  return {
    figure: 'check with every rule, 100,000 procedures, against cycles and orphans',
    measured: `${ratio.toFixed(2)} × (${first.toFixed(0)} against ${second.toFixed(0)} ms)`,
    goal: 'at most 1.5 ×',
  };
}
