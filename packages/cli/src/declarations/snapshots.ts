import type { Command } from 'commander';
import { formatsHelp, type OnExit } from './shared.js';

/** Declares `snapshots`. */
export function declareSnapshots(program: Command, onExit: OnExit): void {
  program
    .command('snapshots')
    .description('what is stored: every snapshot with its time, endpoint and size, the oldest first')
    .addHelpText('after', formatsHelp('text, json', ['klarify-graph snapshots']))
    .action(async (_options: unknown, command: Command) => {
      onExit(await (await import('../commands/snapshots.js')).runSnapshots(command));
    });
}
