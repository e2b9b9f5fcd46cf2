import { type Command, Option } from 'commander';
import { wholeNumber } from '../options.js';
import { addExitZero, formatsHelp, type OnExit } from './shared.js';

/** Declares `cycles`. */
export function declareCycles(program: Command, onExit: OnExit): void {
  addExitZero(program.command('cycles'))
    .summary('every cycle, its shortest loop, and the fewest calls to cut; exit status 1 when there is any')
    .description(
      'every cycle, its shortest loop, and the fewest calls to cut; exit status 1 when there is any\n\nOf cuts of the same size one with the fewest containments is taken: to drop a call is easier than to move a subprocess. Beside each call stand the owners at both ends. Whether a smaller cut can exist is proved or, where that would take too long, said to be open.',
    )
    .addOption(
      new Option(
        '--max-loops <n>',
        'list the loops of each cycle too, the shortest first, at most so many (not in csv, dot, mermaid)',
      ).argParser(wholeNumber(1)),
    )
    .addHelpText(
      'after',
      formatsHelp('text, json, markdown, csv, dot, mermaid', [
        'klarify-graph cycles',
        'klarify-graph cycles --max-loops 20',
        'klarify-graph cycles --format markdown --exit-zero',
      ]),
    )
    .action(async (_options: unknown, command: Command) => {
      onExit(await (await import('../commands/cycles.js')).runCycles(command));
    });
}
