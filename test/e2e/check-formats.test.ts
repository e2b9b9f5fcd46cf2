import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { HOSTILE_NAMES } from '../../packages/core/src/testing/hostile-names.js';
import { inCheckPlace } from './check-place.js';

const FORMATS = ['text', 'json', 'markdown', 'sarif', 'junit', 'github', 'azure', 'teamcity', 'csv', 'html'];

/** Every name that has broken some format somewhere, in a cycle, missing, and everywhere else. */
const HOSTILE = HOSTILE_NAMES.flatMap(([, name], at) => [
  {
    id: `a${at}`,
    name,
    owner: name,
    status: 'PUBLISHED',
    url: name,
    called_from: [{ id: `b${at}` }, `${name} gone`],
  },
  { id: `b${at}`, name, status: name, called_from: [{ id: `a${at}` }] },
]);

/** The published schema has a pattern that is none in Unicode mode. */
const validateSarif = (() => {
  const package_ = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json');
  const schema = JSON.parse(
    readFileSync(join(dirname(package_), 'lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
  );
  const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv as never);
  return ajv.compile(schema);
})();

describe.concurrent('formats of check', () => {
  test('each goes to a file of its own, all in one run, and what comes is what --format writes', () =>
    inCheckPlace(HOSTILE, async ({ check, read }) => {
      const reporters = FORMATS.flatMap((format) => ['--reporter', `${format}=out.${format}`]);
      const all = await check(...reporters);
      expect(all).toMatchObject({ status: 1, stdout: '' });
      for (const format of FORMATS) {
        const one = await check('--format', format);
        expect(one.status).toBe(1);
        expect(await read(`out.${format}`)).toBe(one.stdout);
        expect(one.stdout).toMatch(/[^\n]\n$/);
      }
      const sarif: unknown = JSON.parse(await read('out.sarif'));
      validateSarif(sarif);
      expect(validateSarif.errors ?? []).toEqual([]);
      expect(XMLValidator.validate(await read('out.junit'))).toBe(true);
      expect(XMLValidator.validate((await read('out.html')).replace('<!DOCTYPE html>', ''))).toBe(true);
      expect((await read('out.markdown')).length).toBeLessThanOrEqual(65_536);
    }));

  test('SARIF is valid with a baseline, an exception and nothing at all, too', () =>
    inCheckPlace([{ id: 1, name: 'One {0}' }], async ({ check, write }) => {
      const sarif = async () => JSON.parse((await check('--format', 'sarif')).stdout);
      const results = [await sarif()];
      await check('--update-baseline');
      results.push(await sarif());
      await write('klarify-graph.config.json', {
        accept: [{ rule: 'no-orphans', procedures: 'id:1', reason: 'x', expires: '2099-01-01' }],
      });
      results.push(await sarif());
      await write('records.json', '[]');
      results.push(await sarif());
      for (const result of results) {
        validateSarif(result);
        expect(validateSarif.errors ?? []).toEqual([]);
      }
      const states = results.map(({ runs }) =>
        runs[0].results.map((result: { baselineState: string }) => result.baselineState),
      );
      expect(states).toEqual([['new', 'new'], ['unchanged', 'unchanged'], ['unchanged', 'unchanged'], []]);
    }));

  test('lines for people and build logs can share standard output; --format and --out still count', () =>
    inCheckPlace([{ id: 1, name: 'One' }], async ({ check, read }) => {
      const both = await check('--reporter', 'github', '--reporter', 'text');
      expect(both.stdout).toMatch(/^::error title=no-orphans::/);
      expect(both.stdout).toContain('1 error, 1 warning.\n');
      const main = await check('--format', 'csv', '--out', 'main.csv', '--reporter', 'json');
      expect(JSON.parse(main.stdout).summary.error).toBe(1);
      expect(await read('main.csv')).toMatch(/^severity,rule,/);
    }));

  test('github adds to the job summary, and only where there is one', () =>
    inCheckPlace([{ id: 1, name: 'One' }], async ({ run, read, write, folder }) => {
      await write('summary.md', 'Before.\n');
      const env = { GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };
      const args = ['--snapshot', 'records.json', 'check'];
      await run([...args, '--format', 'text'], { env });
      expect(await read('summary.md')).toBe('Before.\n');
      expect((await run([...args, '--format', 'github'], { env })).status).toBe(1);
      expect(await read('summary.md')).toMatch(/^Before\.\n## klarify-graph: 1 error, 1 warning\n/);
      const nowhere = { GITHUB_STEP_SUMMARY: join(folder, 'no/summary.md') };
      const failed = await run([...args, '--format', 'github'], { env: nowhere });
      expect(failed.status).toBe(2);
      expect(failed.stderr).toContain('GITHUB_STEP_SUMMARY');
    }));
});
