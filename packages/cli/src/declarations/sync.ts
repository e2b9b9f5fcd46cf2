import { type Command, Option } from 'commander';
import { durationIn, wholeNumber } from '../options.js';
import { formatsHelp, type OnExit } from './shared.js';

/** Declares `sync`. */
export function declareSync(program: Command, onExit: OnExit): void {
  program
    .command('sync')
    .description('fetch every procedure into the snapshot store; --out also writes the snapshot to a file')
    .addOption(
      new Option('--keep <n>', 'how many snapshots to keep of an endpoint and key')
        .argParser(wholeNumber(1))
        .default(10),
    )
    .addOption(
      new Option(
        '--incremental',
        'fetch only what was modified since; cannot see deletions, nor calls that changed on the side of the caller',
      ),
    )
    .addOption(
      new Option(
        '--max-full-age <duration>',
        'with --incremental: fetch everything when the last full pull is older; a bare number is hours',
      )
        .argParser(durationIn('h'))
        .default(86_400_000, '24h'),
    )
    .addHelpText(
      'after',
      formatsHelp('text, json', [
        'KLARIFY_ACCESS_KEY=… klarify-graph sync',
        'klarify-graph sync --access-key-file key.txt --out snapshot.json',
      ]),
    )
    .action(async (_options: unknown, command: Command) => {
      onExit(await (await import('../commands/sync.js')).runSync(command));
    });
}
