import { spawn } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { CLI, outcomeOf, type RunResult } from './run-cli.js';

/** A step that runs a script. */
export interface Step {
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
  readonly condition: string;
}

interface RawStep {
  readonly run?: string;
  readonly script?: string;
  readonly bash?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface RawWorkflow {
  readonly jobs?: Readonly<Record<string, { readonly steps: readonly RawStep[] }>>;
  readonly steps?: readonly RawStep[];
  readonly runs?: { readonly steps: readonly RawStep[] };
}

/** The scripts of a workflow of GitHub, GitLab or Azure, or of a composite action, in order. */
export function stepsOf(yaml: string): readonly Step[] {
  const workflow: RawWorkflow & Readonly<Record<string, { readonly script?: readonly string[] }>> =
    parse(yaml);
  const steps = [
    ...Object.values(workflow.jobs ?? {}).flatMap((job) => job.steps),
    ...(workflow.steps ?? []),
    ...(workflow.runs?.steps ?? []),
    ...Object.values(workflow).flatMap((job) =>
      (Array.isArray(job.script) ? job.script : []).map((script: string) => ({ script })),
    ),
  ];
  return steps.flatMap((step: RawStep) => {
    const run = step.run ?? step.script ?? step.bash;
    return run === undefined ? [] : [{ run, env: step.env ?? {}, condition: step.if ?? '' }];
  });
}

/** The YAML blocks of a page that hold a workflow. */
export function workflowsIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, block]) => block ?? '');
}

/**
 * What a runner has for scripts: this build as `./node_modules/.bin/klarify-graph` and behind
 * `npx --yes klarify-graph`; anything else that npx is asked for is only noted, and so is `gh`.
 */
export async function makeRunner(folder: string): Promise<{ readonly path: string; readonly noted: string }> {
  const bin = join(folder, 'runner');
  const noted = join(folder, 'noted.txt');
  await mkdir(bin);
  await mkdir(join(folder, 'node_modules/.bin'), { recursive: true });
  await symlink(CLI, join(folder, 'node_modules/.bin/klarify-graph'));
  await writeFile(noted, '');
  const note = `printf '%s\\n' "$(basename "$0") $*" >> '${noted}'`;
  await writeFile(
    join(bin, 'npx'),
    `#!/bin/bash\ncase "$1 $2" in\n  "--yes klarify-graph"*) shift 2; exec '${CLI}' "$@" ;;\n  *) ${note} ;;\nesac\n`,
  );
  await writeFile(join(bin, 'gh'), `#!/bin/bash\n${note}\n`);
  for (const name of ['npx', 'gh']) await chmod(join(bin, name), 0o755);
  return { path: `${bin}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`, noted };
}

/** Runs a script as the build servers do: bash, ending at the first command that fails. */
export function runScript(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<RunResult> {
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, env });
  return outcomeOf(child);
}

/** The values of `${{ … }}` and `$(…)` in the environment of a step. */
export function evaluated(
  env: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const lookUp = (_: string, github: string | undefined, azure: string | undefined) => {
    const name = (github ?? azure ?? '').trim();
    const value = values[name];
    if (value === undefined) throw new Error(`The runner knows no ${name}.`);
    return value;
  };
  return Object.fromEntries(
    Object.entries(env).map(([key, text]) => [
      key,
      String(text).replace(/\$\{\{([^}]+)\}\}|\$\(([^)]+)\)/g, lookUp),
    ]),
  );
}
