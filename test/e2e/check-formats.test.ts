import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HOSTILE_NAMES } from '../../packages/core/src/testing/hostile-names.js';
import { inCheckPlace } from './check-place.js';
import { htmlErrors, junitErrors, sarifErrors } from './validators.js';

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
      expect(sarifErrors(await read('out.sarif'))).toEqual([]);
      expect(junitErrors(await read('out.junit'))).toEqual([]);
      expect(await htmlErrors(await read('out.html'))).toEqual([]);
      expect((await read('out.markdown')).length).toBeLessThanOrEqual(65_536);
    }));

  test('SARIF, JUnit and HTML are valid with a baseline, an exception, a stale entry and nothing at all, too', () =>
    inCheckPlace([{ id: 1, name: 'One {0}' }], async ({ check, write, read }) => {
      const states: string[][] = [];
      const all = async () => {
        await check('--reporter', 'sarif=s', '--reporter', 'junit=j', '--reporter', 'html=h');
        expect(sarifErrors(await read('s'))).toEqual([]);
        expect(junitErrors(await read('j'))).toEqual([]);
        expect(await htmlErrors(await read('h'))).toEqual([]);
        const { results } = JSON.parse(await read('s')).runs[0];
        states.push(results.map((result: { baselineState: string }) => result.baselineState));
      };
      await all();
      await check('--update-baseline');
      await all();
      await write('klarify-graph.config.json', {
        rules: { 'no-stale-baseline': 'error' },
        accept: [{ rule: 'no-orphans', procedures: 'id:1', reason: 'x', expires: '2099-01-01' }],
      });
      await all();
      await write('records.json', '[]');
      await all();
      await write('klarify-graph.baseline.json', { schemaVersion: 1, violations: [] });
      await all();
      expect(states).toEqual([
        ['new', 'new'],
        ['unchanged', 'unchanged'],
        ['unchanged', 'unchanged'],
        ['new', 'new'],
        [],
      ]);
    }));

  test('an incomplete snapshot passes in none, whether it is the one checked or the earlier one', () =>
    inCheckPlace([], async ({ run, write, read, folder }) => {
      const graph = { attributes: { source: { complete: false } }, nodes: [], edges: [] };
      await write('part.json', graph);
      await write('known.json', { schemaVersion: 1, violations: [] });
      const one = FORMATS.map((format) => ['--format', format]);
      const all = FORMATS.flatMap((format) => ['--reporter', `${format}=out.${format}`]);
      for (const [checked, ...more] of [
        ['part.json'],
        ['part.json', '--baseline', 'known.json'],
        ['records.json', '--since', 'part.json'],
      ]) {
        for (const reporters of [...one, all]) {
          const args = ['--snapshot', checked!, 'check', ...more, ...reporters];
          expect(await run(args)).toMatchObject({ status: 3, stdout: '' });
          await expect(read('out.text')).rejects.toThrow();
        }
        expect(
          (await run(['--snapshot', checked!, 'check', ...more, ...all, '--allow-incomplete'])).status,
        ).toBe(3);
        for (const format of FORMATS.filter((format) => format !== 'csv')) {
          expect(await read(`out.${format}`)).toMatch(/"complete": false|is incomplete/);
        }
        expect(await read('out.github')).toMatch(/^::error title=incomplete::/);
        expect(await read('out.azure')).toMatch(/^##vso\[task\.logissue type=error\]/);
        expect(await read('out.teamcity')).toMatch(/^##teamcity\[buildProblem /);
        expect(await read('out.junit')).toContain('errors="1"');
        expect(JSON.parse(await read('out.sarif')).runs[0].invocations[0].executionSuccessful).toBe(false);
        expect(junitErrors(await read('out.junit'))).toEqual([]);
        expect(sarifErrors(await read('out.sarif'))).toEqual([]);
        expect(await htmlErrors(await read('out.html'))).toEqual([]);
        for (const format of FORMATS) await rm(join(folder, `out.${format}`));
      }
    }));

  test('the validators find what is wrong', async () => {
    expect(sarifErrors('{"version":"2.1.0","runs":[{}]}')).not.toEqual([]);
    expect(junitErrors('<testsuites skipped="1"/>')).not.toEqual([]);
    expect(await htmlErrors('<!DOCTYPE html><html lang="en"><p><table></table></p></html>')).not.toEqual([]);
  });

  test('lines for people and build logs can share standard output; --format and --out still count', () =>
    inCheckPlace([{ id: 1, name: 'One' }], async ({ check, read }) => {
      const both = await check('--reporter', 'github', '--reporter', 'text');
      expect(both.stdout).toMatch(/^::error title=no-orphans::/);
      expect(both.stdout).toContain('1 error, 1 warning.\n');
      const twice = await check('--reporter', 'text', '--reporter', 'text');
      expect(twice).toMatchObject({ status: 2, stdout: '' });
      expect(twice.stderr).toContain('text would go to standard output twice.');
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

  test('names give a build server no commands, in no text and in no message', () =>
    inCheckPlace(
      [
        { id: 1, name: '::error::x' },
        { id: 2, name: "##vso[task.complete result=Succeeded;] ##teamcity[a 'b'] ##[group]c" },
        { id: 3, name: 'Three', called_from: [{ name: '##vso[x]' }, { name: '::error::x' }] },
      ],
      async ({ check, run }) => {
        const listed = (...args: string[]) => run(['--snapshot', 'records.json', ...args]);
        const runs = [
          await check(),
          await listed('list'),
          await listed('list', '::'),
          await listed('tree', '::error::x'),
          await listed('impact', 'id:2'),
          await listed('impact', '##vso[y]'),
          await listed('stats'),
          await listed('orphans'),
        ];
        for (const { stdout, stderr } of runs) {
          expect(stdout + stderr).not.toBe('');
          expect(stdout).not.toMatch(/##(vso|teamcity)?\[|^\s*::/im);
          expect(stderr).not.toMatch(/##(vso|teamcity)?\[|^\s*::/im);
        }
        expect(runs[1]?.stdout).toContain('\\x3A:error::x');
      },
    ));

  test('a SARIF file that code scanning refuses is whole, and a warning says so', () =>
    inCheckPlace(
      Array.from({ length: 25_001 }, (_, id) => ({ id, name: `P${id}`, owner: 'Ann' })),
      async ({ check, read }) => {
        const { stderr, status } = await check('--reporter', 'sarif=out.sarif');
        expect(status).toBe(1);
        expect(stderr).toContain(
          "warning: The SARIF holds all 25001 results, and GitHub's code scanning refuses",
        );
        expect(JSON.parse(await read('out.sarif')).runs[0].results).toHaveLength(25_001);
        expect(sarifErrors(await read('out.sarif'))).toEqual([]);
      },
    ));

  test('no format, and no baseline, is written over what the check reads', () =>
    inCheckPlace([{ id: 1, name: 'One' }], async ({ check, read, write }) => {
      await write('klarify-graph.config.json', '{}');
      const before = await read('records.json');
      for (const [args, what] of [
        [['--reporter', 'json=klarify-graph.baseline.json', '--update-baseline'], 'baseline'],
        [['--baseline', 'b.json', '--out', './b.json'], 'baseline'],
        [['--reporter', 'text', '--reporter', 'json=./records.json'], 'snapshot'],
        [['--reporter', 'json=e.json', '--since', 'e.json'], 'earlier snapshot'],
        [['--out', 'klarify-graph.config.json'], 'configuration'],
        [['--access-key-file', 'key.txt', '--out', 'key.txt'], 'access key'],
        [['--update-baseline', '--baseline', 'records.json'], 'snapshot'],
        [['--update-baseline', '--baseline', './klarify-graph.config.json'], 'configuration'],
        [['--update-baseline', '--since', 'e.json', '--baseline', 'e.json'], 'earlier snapshot'],
      ] as const) {
        const { status, stdout, stderr } = await check(...args);
        expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
        expect(stderr).toContain(`would be written over the ${what}, `);
      }
      expect(await read('records.json')).toBe(before);
      expect(await read('klarify-graph.config.json')).toBe('{}');
      expect((await check('--baseline', 'none.json')).stderr).toContain('none.json: there is no such file.');
    }));
});
