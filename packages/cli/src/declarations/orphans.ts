import type { Command } from 'commander';
import { addExitZero, formatsHelp, type OnExit, REPORT_FORMATS_HELP } from './shared.js';

/** Declares `orphans`. */
export function declareOrphans(program: Command, onExit: OnExit): void {
  addExitZero(program.command('orphans'))
    .description('every procedure that nothing leads to, with the reason; exit status 1 when there is any')
    .addHelpText(
      'after',
      formatsHelp(REPORT_FORMATS_HELP, [
        'klarify-graph orphans',
        'klarify-graph orphans --config klarify-graph.config.json --format json',
      ]),
    )
    .action(async (_options: unknown, command: Command) => {
      onExit(await (await import('../commands/orphans.js')).runOrphans(command));
    });
}
