import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.js';

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/analyses.md', import.meta.url)), 'utf8');

/** The commands that the page shows, each with the lines of its answer; `…` stands for any number of others. */
const EXAMPLES = [...PAGE.matchAll(/```console\n\$ klarify-graph (.*)\n([\s\S]*?)```/g)].map(
  ([, command = '', answer = '']) => [command, answer.trimEnd().split('\n')] as const,
);

test('the page shows examples', () => {
  expect(EXAMPLES.length).toBeGreaterThan(8);
});

test.concurrent.each(EXAMPLES)(
  'klarify-graph %s answers as the page on the analyses has it',
  async (command, answer) => {
    const args = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    const { status, stdout } = await runCli([...args, '--quiet']);
    expect(status).toBe(0);
    const lines = stdout.split('\n').filter((line) => line !== '');
    let from = 0;
    for (const [at, line] of answer.entries()) {
      if (line === '…') continue;
      const found = lines.indexOf(line, from);
      expect(found, line).toBeGreaterThanOrEqual(from);
      if (at > 0 && answer[at - 1] !== '…') expect(found, `${line} follows the line before`).toBe(from);
      from = found + 1;
    }
  },
);
