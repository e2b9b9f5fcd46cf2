import type { Command } from 'commander';
import { addExitZero, formatsHelp, type OnExit } from './shared.js';

/** Declares `cycles`. */
export function declareCycles(program: Command, onExit: OnExit): void {
  addExitZero(program.command('cycles'))
    .description(
      'every cycle, its shortest loop, and the fewest calls to cut; exit status 1 when there is any',
    )
    .addHelpText(
      'after',
      formatsHelp('text, json, markdown, csv, dot, mermaid', [
        'klarify-graph cycles',
        'klarify-graph cycles --format markdown --exit-zero',
      ]),
    )
    .action(async (_options: unknown, command: Command) => {
      onExit(await (await import('../commands/cycles.js')).runCycles(command));
    });
}
