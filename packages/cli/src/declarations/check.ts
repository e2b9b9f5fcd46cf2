import { type Command, InvalidArgumentError, Option } from 'commander';
import { addExitZero, formatsHelp, type OnExit } from './shared.js';

/** Declares `check`. */
export function declareCheck(program: Command, onExit: OnExit): void {
  addExitZero(program.command('check'))
    .description(
      'all configured rules, against the baseline; exit status 1 when there is a new violation of severity error\n\nWhat the baseline lists is known: it is shown and counted, but does not fail. An incomplete snapshot never passes: exit status 3.',
    )
    .addOption(
      new Option(
        '--baseline <file>',
        'the violations that are known (default: klarify-graph.baseline.json beside the configuration that is found, else in this folder)',
      ),
    )
    .addOption(new Option('--update-baseline', 'write the violations there are now as the baseline'))
    .addOption(
      new Option(
        '--since <snapshot>',
        'fail only on what is new against an earlier snapshot: a file, latest~1, or a date such as 2026-11-20',
      ),
    )
    .addOption(
      new Option(
        '--reporter <format=file>',
        'write the result in this format as well, to a file or without one to standard output; repeatable',
      )
        .argParser((value: string, previous: readonly string[] = []) => [...previous, value])
        .default(undefined),
    )
    .addOption(
      new Option('--as-of <date>', 'judge ages and expiry dates as on this day (default: now)').argParser(
        timeFrom,
      ),
    )
    .addOption(
      new Option('--print-config', 'show what is configured and where each value comes from, and stop'),
    )
    .addHelpText(
      'after',
      formatsHelp('text, json, markdown, sarif, junit, github, azure, teamcity, csv, html', [
        'klarify-graph check',
        'klarify-graph check --update-baseline',
        'klarify-graph check --reporter github --reporter sarif=check.sarif',
        'klarify-graph check --since latest~1 --format markdown --out comment.md',
      ]),
    )
    .action(async (_options: unknown, command: Command) => {
      onExit(await (await import('../commands/check.js')).runCheck(command));
    });
}

function timeFrom(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  // The engine takes the thirtieth of February for the second of March.
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(text.slice(0, 10))) {
    throw new InvalidArgumentError('Give a day such as 2027-06-30, or a time such as 2027-06-30T12:00:00Z.');
  }
  return time;
}
