import { type Command, Option } from 'commander';
import type { OnExit } from './shared.js';

/** Declares `init`. */
export function declareInit(program: Command, onExit: OnExit): void {
  program
    .command('init')
    .description(
      'writes a commented configuration and a CI workflow into this folder\n\nOn a terminal it asks for which build server. Files that are there stay as they are, unless --force is given.',
    )
    .addOption(
      new Option('--ci <server>', 'the build server that runs the check').choices([
        'github',
        'gitlab',
        'azure',
        'none',
      ]),
    )
    .addOption(new Option('--force', 'overwrite files that are there'))
    .addHelpText('after', '\nExamples:\n  $ klarify-graph init\n  $ klarify-graph init --ci gitlab')
    .action(async (_options: unknown, command: Command) => {
      onExit(await (await import('../commands/init.js')).runInit(command));
    });
}
