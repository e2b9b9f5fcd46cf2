import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { at, organisation, type Place } from './at-double.js';
import { evaluated, makeRunner, runScript, type Step, stepsOf, workflowsIn } from './ci-steps.js';
import { runCli, withFolder } from './run-cli.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Runs every script of a workflow, whatever the ones before ended with, and gives what each did. */
async function runSteps(steps: readonly Step[], place: Place, values: Readonly<Record<string, string>> = {}) {
  const { path, noted } = await makeRunner(place.folder);
  const results = [];
  for (const { run, env } of steps) {
    const summary = join(place.folder, 'summary.md');
    const all = {
      PATH: path,
      HOME: place.folder,
      GITHUB_STEP_SUMMARY: summary,
      KLARIFY_API_URL: place.double.url,
      KLARIFY_GRAPH_STORE: place.store,
      ...evaluated(env, {
        'secrets.KLARIFY_ACCESS_KEY': place.double.accessKey,
        KLARIFY_ACCESS_KEY: place.double.accessKey,
        ...values,
      }),
    };
    results.push({ run, ...(await runScript(run, place.folder, all)) });
  }
  return { results, noted: await readFile(noted, 'utf8') };
}

/** GitLab gives its variables to every script of a job. */
function withKey(steps: readonly Step[]): readonly Step[] {
  return steps.map((step) => ({
    ...step,
    env: { KLARIFY_ACCESS_KEY: '$(KLARIFY_ACCESS_KEY)', ...step.env },
  }));
}

function expectToHaveRun(results: Awaited<ReturnType<typeof runSteps>>['results']): void {
  expect(results.length).toBeGreaterThan(0);
  for (const { run, status, stderr } of results) {
    // 1 is what a check ends with that finds something; anything else is a step that does not run.
    expect([run, status === 1 ? 0 : status, stderr.match(/^error: .*/m)?.[0]]).toEqual([run, 0, undefined]);
  }
}

describe('the examples of the documentation run', () => {
  test.each(['README.md', 'docs/ci.md'])('%s', async (page) => {
    const workflows = workflowsIn(await readFile(join(ROOT, page), 'utf8'));
    const all = workflows.map((workflow) => stepsOf(workflow)).filter((steps) => steps.length > 0);
    expect(all.length).toBeGreaterThan(0);
    for (const steps of all) {
      await at({ organisation }, async (place) => {
        const isKeyless = steps.every(({ env }) => Object.keys(env).length === 0);
        const values = { 'github.token': 'x', 'github.event.number': '7' };
        const { results } = await runSteps(isKeyless ? withKey(steps) : steps, place, values);
        expectToHaveRun(results);
      });
    }
  });

  test('and so do the configurations', async () => {
    for (const page of ['README.md', 'docs/ci.md', 'docs/rules.md']) {
      const text = await readFile(join(ROOT, page), 'utf8');
      for (const [, block = ''] of text.matchAll(/^```jsonc\n([\s\S]*?)^```/gm)) {
        await withFolder(async (cwd) => {
          await writeFile(join(cwd, 'klarify-graph.config.json'), block);
          const { status, stderr } = await runCli(['--sample', 'check', '--exit-zero'], { cwd });
          expect([block, status, stderr.match(/^error: .*/m)?.[0]]).toEqual([block, 0, undefined]);
        });
      }
    }
  });
});

describe('init', () => {
  test.each([
    ['github', '.github/workflows/klarify-graph.yml'],
    ['gitlab', '.gitlab-ci.yml'],
    ['azure', 'azure-pipelines.klarify-graph.yml'],
  ])('writes a configuration and a workflow for %s that run', (server, file) =>
    at({ organisation }, async (place) => {
      const { status, stdout } = await place.run(['init', '--ci', server], { cwd: place.folder });
      expect({ status, stdout }).toEqual({ status: 0, stdout: `klarify-graph.config.json\n${file}\n` });
      const steps = stepsOf(await readFile(join(place.folder, file), 'utf8'));
      const { results, noted } = await runSteps(server === 'gitlab' ? withKey(steps) : steps, place);
      expectToHaveRun(results);
      expect(
        results.map(({ run }) => run.replace(/^npx --yes klarify-graph@\d+\.\d+\.\d+ (\w+).*/, '$1')),
      ).toEqual(['sync', 'check']);
      expect(results[1]?.stdout).toMatch(/no-orphans/);
      expect(noted).toBe('');
    }),
  );

  test('says the defaults, so that its configuration changes nothing', () =>
    withFolder(async (cwd) => {
      const values = async () =>
        JSON.parse((await runCli(['check', '--print-config', '--format', 'json'], { cwd })).stdout).values;
      const settings = (all: { key: string; value: unknown }[]) => all.map(({ key, value }) => [key, value]);
      const before = settings(await values());
      expect((await runCli(['init', '--ci', 'none'], { cwd })).stdout).toBe('klarify-graph.config.json\n');
      expect(settings(await values())).toEqual(before);
    }));

  test('overwrites nothing without --force, not even in part', () =>
    withFolder(async (cwd) => {
      await writeFile(join(cwd, '.gitlab-ci.yml'), 'mine');
      const refused = await runCli(['init', '--ci', 'gitlab'], { cwd });
      expect(refused).toMatchObject({
        status: 2,
        stdout: '',
        stderr:
          'error: .gitlab-ci.yml is there already, and nothing was written. --force overwrites it; --ci none writes the configuration alone.\n',
      });
      await expect(readFile(join(cwd, 'klarify-graph.config.json'))).rejects.toThrow();
      expect((await runCli(['init', '--ci', 'gitlab', '--force'], { cwd })).status).toBe(0);
      expect(await readFile(join(cwd, '.gitlab-ci.yml'), 'utf8')).toContain('klarify-graph');
      const dependent = '{"dependencies": {"klarify-graph": "1.0.0"}, "pnpm": {"klarify-graph": {}}}';
      await writeFile(join(cwd, 'package.json'), dependent);
      expect((await runCli(['init', '--ci', 'none', '--force'], { cwd })).status).toBe(0);
      await writeFile(join(cwd, 'package.json'), '{"klarify-graph": {}}');
      const second = await runCli(['init', '--ci', 'none', '--force'], { cwd });
      expect(second).toMatchObject({ status: 2, stdout: '' });
      expect(second.stderr).toContain('already, in package.json');
    }));

  test('writes nothing where the folder of the workflow cannot be made', () =>
    withFolder(async (cwd) => {
      await writeFile(join(cwd, '.github'), 'a file');
      const { status, stdout, stderr } = await runCli(['init', '--ci', 'github'], { cwd });
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^error: Cannot make the folder \.github\/workflows: ./);
      await expect(readFile(join(cwd, 'klarify-graph.config.json'))).rejects.toThrow();
    }));

  test('writes nothing, nor over anything, where one of its files cannot be written', () =>
    withFolder(async (cwd) => {
      const workflow = '.github/workflows/klarify-graph.yml';
      await mkdir(join(cwd, workflow), { recursive: true });
      await writeFile(join(cwd, 'klarify-graph.config.json'), 'mine');
      const { status, stdout, stderr } = await runCli(['init', '--ci', 'github', '--force'], { cwd });
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain('it is a folder');
      expect(await readFile(join(cwd, 'klarify-graph.config.json'), 'utf8')).toBe('mine');
    }));

  test('asks on a terminal alone', async () => {
    const { status, stderr } = await runCli(['init']);
    expect(status).toBe(2);
    expect(stderr).toContain('--ci github, --ci gitlab, --ci azure, --ci none');
    expect((await runCli(['init', '--ci', 'jenkins'])).status).toBe(2);
  });
});

describe('the action', () => {
  const INPUTS = {
    'access-key': '',
    snapshot: '',
    config: '',
    baseline: '',
    since: '',
    sarif: '',
    markdown: '',
  };

  async function runAction(inputs: Partial<typeof INPUTS>, place: Place) {
    const yaml = await readFile(join(ROOT, 'action.yml'), 'utf8');
    const action: {
      inputs: Record<string, { default: string; description: string }>;
      runs: { using: string };
    } = parse(yaml);
    expect(action.runs.using).toBe('composite');
    expect(
      Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default])),
    ).toEqual(INPUTS);
    const given = { ...INPUTS, ...inputs };
    const values = {
      'github.action_path': ROOT.replace(/\/$/, ''),
      ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`inputs.${name}`, value])),
    };
    const steps = stepsOf(yaml).filter(({ condition }) => condition === '' || given.snapshot === '');
    return runSteps(steps, place, values);
  }

  test('builds itself, fetches and checks; only the step that fetches has the key', () =>
    at({ organisation }, async (place) => {
      const { results, noted } = await runAction(
        { 'access-key': place.double.accessKey, sarif: 'a b.sarif', markdown: 'c.md' },
        place,
      );
      expectToHaveRun(results);
      expect(noted).toBe('npx -y pnpm@12.21.0 run build\n');
      expect(results).toHaveLength(3);
      expect(results[2]?.stdout).toMatch(/^::error title=no-/);
      expect(JSON.parse(await readFile(join(place.folder, 'a b.sarif'), 'utf8')).version).toBe('2.1.0');
      expect(await readFile(join(place.folder, 'c.md'), 'utf8')).toMatch(/^## klarify-graph: /);
      expect(await readFile(join(place.folder, 'summary.md'), 'utf8')).toMatch(/^## klarify-graph: /);
    }));

  test('takes a file, a configuration, a baseline and an earlier snapshot; what they are called is no script', () =>
    at({ organisation }, async (place) => {
      const write = async (name: string, content: string) => {
        await mkdir(dirname(join(place.folder, name)), { recursive: true });
        await writeFile(join(place.folder, name), content);
      };
      await write('$(touch pwned).json', '[{"id":1,"name":"New"}]');
      await write('c/config.json', '{ "rules": { "no-unowned": "off" } }');
      await write('base.json', '{ "schemaVersion": 1, "violations": [] }');
      await write('before.json', '[{"id":1,"name":"Old"}]');
      const inputs = {
        snapshot: '$(touch pwned).json',
        config: 'c/config.json',
        baseline: 'base.json',
        since: 'before.json',
      };
      const { results } = await runAction(inputs, place);
      expect(results.map(({ status }) => status)).toEqual([0, 0]);
      expect(results[1]?.stdout).toBe('klarify-graph: No new violations; 1 known\n');
      await expect(readFile(join(place.folder, 'pwned'))).rejects.toThrow();
    }));
});
