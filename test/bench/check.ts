import { writeFileSync } from 'node:fs';
import { RULES } from '@klarify-graph/core/rules';
import { cpuOf, inTurn, median, runCli } from './measure.js';
import { organisationOf, scratch } from './organisations.js';
import { atMost, milliseconds, type Row, times } from './table.js';

/** A check with every rule on, in an organisation that breaks most of them, against the two analyses it rests on. */
export async function checkAgainstItsParts(): Promise<readonly Row[]> {
  const { plain } = await organisationOf(100_000);
  const config = scratch('check-config.json');
  const rules = Object.fromEntries(RULES.map(({ name }) => [name, 'error']));
  writeFileSync(config, JSON.stringify({ rules }));
  const rows: Row[] = [];
  for (const format of ['text', 'json']) {
    const ask = (...args: string[]) =>
      runCli('--snapshot', plain, ...args, '--exit-zero', '--format', format);
    const { check, cycles, orphans } = await inTurn(5, {
      check: () => ask('check', '--config', config),
      cycles: () => ask('cycles'),
      orphans: () => ask('orphans'),
    });
    const ratio = median(
      check.map(({ cpuMs }, round) => cpuMs / (cycles[round]!.cpuMs + orphans[round]!.cpuMs)),
    );
    const figure = `check with every rule, 100,000, ${format}, by cycles and orphans together`;
    rows.push(atMost(figure, ratio, 1.5, times, milliseconds(cpuOf(check))));
  }
  return rows;
}
