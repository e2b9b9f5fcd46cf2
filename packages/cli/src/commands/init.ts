import { mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KlarifyGraphError } from '@klarify-graph/core';
import type { Command } from 'commander';
import { CONFIG_PLACES } from '../config/load-config.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { configTemplate } from '../init/config-template.js';
import { BUILD_SERVERS, type BuildServer, type Workflow, workflowFor } from '../init/workflow-templates.js';
import type { CommonOptions } from '../options.js';
import { writeFile } from '../output/write-file.js';
import { startSession } from '../session.js';

declare const __VERSION__: string;

const CONFIG_FILE = 'klarify-graph.config.json';

interface InitOptions extends CommonOptions {
  readonly ci?: BuildServer | 'none';
  readonly force?: boolean;
}

/** `init`: writes a commented config and a CI workflow into the working folder. */
export async function runInit(command: Command): Promise<ExitStatus> {
  const { options, terminal } = startSession<InitOptions>(command);
  await refuseSecondConfig();
  // Before anything is asked: whatever the answer, the configuration is in the way.
  if (!options.force) await refuseOverwriting([CONFIG_FILE]);
  const server = options.ci ?? (await askServer());
  const workflow = server === 'none' ? undefined : workflowFor(server, __VERSION__);
  if (!options.force && workflow !== undefined) {
    await refuseOverwriting([workflow.path], '; --ci none writes the configuration alone');
  }
  const files: readonly Pick<Workflow, 'path' | 'content'>[] = [
    { path: CONFIG_FILE, content: configTemplate() },
    ...(workflow === undefined ? [] : [workflow]),
  ];
  const { checkWritable } = await import('@klarify-graph/core/node');
  for (const { path } of files) {
    await makeFolder(dirname(path));
    await checkWritable(path);
  }
  for (const { path, content } of files) {
    await writeFile(path, content);
    await terminal.data(`${path}\n`);
  }
  terminal.note(
    `${workflow === undefined ? '' : `${workflow.next}\n`}Try it: klarify-graph --sample check. To begin with what there is: klarify-graph check --update-baseline.`,
  );
  return EXIT.done;
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    const { reasonOf } = await import('@klarify-graph/core/node');
    throw new KlarifyGraphError('output-failed', `Cannot make the folder ${path}: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

/** Another file would come before the one that is written, or stay behind beside it. */
async function refuseSecondConfig(): Promise<void> {
  for (const place of CONFIG_PLACES) {
    if (place === CONFIG_FILE || !(await exists(place))) continue;
    if (place === 'package.json' && !(await hasConfig(place))) continue;
    throw new KlarifyGraphError(
      'invalid-usage',
      `There is a configuration already, in ${place}. Remove it to begin anew; \`init\` writes ${CONFIG_FILE}.`,
    );
  }
}

async function hasConfig(path: string): Promise<boolean> {
  const { readJson } = await import('../config/source.js');
  const text = await readFile(path, 'utf8').catch(() => '{}');
  return (await readJson(path, text, { under: 'klarify-graph', comments: false })) !== undefined;
}

async function refuseOverwriting(paths: readonly string[], orElse = ''): Promise<void> {
  for (const path of paths) {
    if (!(await exists(path))) continue;
    throw new KlarifyGraphError(
      'invalid-usage',
      `${path} is there already, and nothing was written. --force overwrites it${orElse}.`,
    );
  }
}

async function askServer(): Promise<BuildServer | 'none'> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new KlarifyGraphError(
      'invalid-usage',
      `Say for which build server: --ci ${[...BUILD_SERVERS, 'none'].join(', --ci ')}.`,
    );
  }
  const likely = (await exists('.gitlab-ci.yml'))
    ? 'gitlab'
    : (await exists('azure-pipelines.yml'))
      ? 'azure'
      : 'github';
  const { ask } = await import('../init/ask.js');
  return ask('Which build server runs the check?', [...BUILD_SERVERS, 'none'], likely);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
