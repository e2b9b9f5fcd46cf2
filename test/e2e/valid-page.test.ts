import { expect, test } from 'vitest';
import { HOSTILE_NAMES } from '../../packages/core/src/testing/hostile-names.js';
import { runCli } from './run-cli.js';

/** What the text of a valid page may not hold: control characters but white space, and what Unicode says is none. */
const FORBIDDEN = /(?![\t\n\f\r])[\p{Cc}\p{Noncharacter_Code_Point}]/u;

test('the HTML graph holds no character that a valid page may not, and every name whole', async () => {
  const records = [...HOSTILE_NAMES.map(([, name]) => name), 'last of a plane \u{1fffe}'].map((name, id) => ({
    id,
    name,
    called_from: ['gone'],
  }));
  const { status, stdout } = await runCli(['--snapshot', '-', 'export', '--format', 'html'], {
    stdin: JSON.stringify(records),
  });
  expect(status).toBe(0);
  expect(FORBIDDEN.exec(stdout)?.index).toBeUndefined();
  const [, data = ''] = /<script[^>]*type="application\/json"[^>]*>(.*?)<\/script>/s.exec(stdout) ?? [];
  const names = JSON.parse(data).nodes.map((node: { attributes: { name: string } }) => node.attributes.name);
  expect(names).toEqual(expect.arrayContaining(records.map(({ name }) => name)));
});
