import { type Command, Option } from 'commander';
import { wholeNumber } from '../options.js';
import { formatsHelp, type OnExit } from './shared.js';

/** Declares `tree`. */
export function declareTree(program: Command, onExit: OnExit): void {
  program
    .command('tree')
    .summary('the call hierarchy of a procedure as an indented tree')
    .argument('<procedure>', 'an id (id:123 forces it), a name, or a part that only one name has')
    .description(
      'the call hierarchy of a procedure as an indented tree\n\nBelow each procedure stands what it calls (with --direction dependents, what calls it), by name. What is below a procedure is shown once; where the procedure stands again, or closes a cycle, it is marked ↻.',
    )
    .addOption(
      new Option('--direction <direction>', 'what stands below a procedure')
        .choices(['dependents', 'dependencies'])
        .default('dependencies'),
    )
    .addOption(new Option('--depth <n>', 'at most this many calls below the root').argParser(wholeNumber(1)))
    .addHelpText(
      'after',
      formatsHelp('text, json, markdown, mermaid', [
        'klarify-graph tree "Sales Pipeline Process"',
        'klarify-graph tree "Credit Check" --direction dependents --depth 3',
        'klarify-graph tree id:12345 --format markdown --out tree.md',
      ]),
    )
    .action(async (name: string, _options: unknown, command: Command) => {
      onExit(await (await import('../commands/tree.js')).runTree(name, command));
    });
}
