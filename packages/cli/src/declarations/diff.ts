import { type Command, Option } from 'commander';
import { addExitZero, formatsHelp, type OnExit } from './shared.js';

/** Declares `diff`. */
export function declareDiff(program: Command, onExit: OnExit): void {
  const what = 'a file, - for standard input, or a stored snapshot: latest, latest~1, 2026-11-20';
  addExitZero(program.command('diff'))
    .argument('<before>', what)
    .argument('<after>', what)
    .description(
      'procedures and calls that were added, removed or changed, and whom that affects; cycles and orphans gained and lost\n\nlatest is the newest stored snapshot of the organisation, latest~N the Nth before it. A date, or the beginning of an ISO time (UTC), is the newest one taken by the end of it.\n\nStored snapshots are those of the configured endpoint and access key or, without a key, of the organisation that was stored last; nothing is fetched. A file that is called like one is written ./latest.',
    )
    .addOption(new Option('--exit-code', 'exit with 1 when there is any difference'))
    .addHelpText(
      'after',
      formatsHelp('text, json, markdown', [
        'klarify-graph diff latest~1 latest',
        'klarify-graph diff 2026-11-20 latest --format markdown',
        'klarify-graph diff before.json after.json --exit-code',
        'git show HEAD~1:procedures.json | klarify-graph diff - procedures.json',
      ]),
    )
    .action(async (before: string, after: string, _options: unknown, command: Command) => {
      onExit(await (await import('../commands/diff.js')).runDiff(before, after, command));
    });
}
