import { type Command, Option } from 'commander';
import { wholeNumber } from '../options.js';
import { addExitZero, formatsHelp, type OnExit } from './shared.js';

/** Declares `path`. */
export function declarePath(program: Command, onExit: OnExit): void {
  addExitZero(program.command('path'))
    .argument('<from>', 'the caller: an id (id:123 forces it), a name, or a part that only one name has')
    .argument('<to>', 'the callee, named in the same way')
    .description(
      'the shortest call chain, and the procedures that every chain must pass; exit status 1 when there is no chain',
    )
    .addOption(new Option('--all', 'list every chain that passes no procedure twice, the shortest first'))
    .addOption(
      new Option('--limit <n>', 'with --all: at most so many chains (default: 20)').argParser(wholeNumber(1)),
    )
    .addHelpText(
      'after',
      formatsHelp('text, json, markdown, dot, mermaid', [
        'klarify-graph path "Sales Pipeline Process" "Credit Check"',
        'klarify-graph path "Sales Pipeline Process" "Credit Check" --all --limit 50',
        'klarify-graph path id:12345 id:67890 --format mermaid',
      ]),
    )
    .action(async (from: string, to: string, _options: unknown, command: Command) => {
      onExit(await (await import('../commands/path.js')).runPath(from, to, command));
    });
}
