import { resolveRules } from '@klarify-graph/core/rules';
import type { Command } from 'commander';
import * as v from 'valibot';
import type { CheckCommandOptions } from '../commands/check.js';
import { checkEndpoint } from '../data/sync-with.js';
import { formatFrom } from '../options.js';
import { deliver } from '../output/deliver.js';
import type { Terminal } from '../output/streams.js';
import { baselinePath, shownPath } from './baseline-file.js';
import type { LoadedConfig } from './load-config.js';

/** A value that a check would run with. */
interface ConfiguredValue {
  readonly key: string;
  readonly value: unknown;
  /** A flag, an environment variable, the configuration file, or nothing of these. */
  readonly from: string;
}

/** Shows what is configured and where each value comes from. The access key is not shown, only whether there is one. */
export async function printConfig(
  loaded: LoadedConfig,
  command: Command,
  options: CheckCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const format = formatFrom('check --print-config', options.format, ['text', 'json'], 'text');
  await checkEndpoint(options);
  const values = [...callValues(command, options, loaded), ...fileValues(loaded)];
  const { formatJson, showInLog } = await import('@klarify-graph/core/format/light');
  if (format === 'json') {
    await deliver(
      formatJson({ schemaVersion: 1, configuration: loaded.path ?? null, values }),
      options,
      terminal,
    );
    return;
  }
  const lines = values.map(({ key, value, from }) => `${key} = ${JSON.stringify(value)}  (${from})`);
  const head = loaded.path === undefined ? 'No configuration file.' : `Configuration file: ${loaded.path}`;
  await deliver(`${[head, ...lines].map(showInLog).join('\n')}\n`, options, terminal);
}

/** What flags and the environment say. */
function callValues(
  command: Command,
  options: CheckCommandOptions,
  loaded: LoadedConfig,
): readonly ConfiguredValue[] {
  const { env } = process;
  const either = (
    key: string,
    flag: string,
    given: string | undefined,
    variable: string,
  ): ConfiguredValue => {
    if (given !== undefined) return { key, value: given, from: `flag ${flag}` };
    const set = env[variable] ?? '';
    return set === ''
      ? { key, value: null, from: 'default' }
      : { key, value: set, from: `environment ${variable}` };
  };
  const flag = (
    key: keyof CheckCommandOptions & string,
    name: string,
    fallback: false | null = null,
  ): ConfiguredValue => {
    const isGiven = command.getOptionValueSourceWithGlobals(key) === 'cli';
    return { key, value: options[key] ?? fallback, from: isGiven ? `flag ${name}` : 'default' };
  };
  const key = either('accessKey', '--access-key-file', options.accessKeyFile, 'KLARIFY_ACCESS_KEY');
  return [
    { ...key, value: key.value === null ? null : '(not shown)' },
    either('apiUrl', '--api-url', options.apiUrl, 'KLARIFY_API_URL'),
    either('store', '--store', options.store, 'KLARIFY_GRAPH_STORE'),
    flag('snapshot', '--snapshot'),
    flag('sample', '--sample', false),
    flag('maxAge', '--max-age'),
    flag('timeout', '--timeout'),
    flag('concurrency', '--concurrency'),
    flag('allowIncomplete', '--allow-incomplete', false),
    flag('ignoreAmbiguous', '--ignore-ambiguous', false),
    {
      key: 'baseline',
      value: shownPath(baselinePath(options, loaded)),
      from: options.baseline === undefined ? 'default' : 'flag --baseline',
    },
    flag('since', '--since'),
    { ...flag('asOf', '--as-of'), value: timeOf(options.asOf) },
    flag('reporter', '--reporter'),
    flag('exitZero', '--exit-zero', false),
  ];
}

function timeOf(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}

/** What the configuration says, or the defaults where it says nothing. */
function fileValues({ config }: LoadedConfig): readonly ConfiguredValue[] {
  const list = (key: 'entryPoints' | 'ignore' | 'relations' | 'accept'): ConfiguredValue => ({
    key,
    value: config[key] ?? [],
    from: config[key] === undefined ? 'default' : 'file',
  });
  return [
    list('entryPoints'),
    list('ignore'),
    ...resolveRules(config.rules).map(({ rule, setting, options, from }) => ({
      key: `rules.${rule.name}`,
      value: setting === 'off' ? setting : [setting, v.parse(rule.options, options)],
      from: from === 'configuration' ? 'file' : 'default',
    })),
    list('relations'),
    list('accept'),
  ];
}
