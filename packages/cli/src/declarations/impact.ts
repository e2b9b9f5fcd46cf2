import { type Command, Option } from 'commander';
import { wholeNumber } from '../options.js';
import { formatsHelp, type OnExit } from './shared.js';

/** Declares `impact`. */
export function declareImpact(program: Command, onExit: OnExit): void {
  program
    .command('impact')
    .usage('[options] <procedure...>')
    .argument('[procedure...]', 'an id (id:123 forces it), a name, or a part that only one name has')
    .description(
      'who is affected when these procedures change, and what they rest on\n\nDependents are the callers and parents, transitively: left of the procedure in every picture.\nThey are affected when it changes. Dependencies are what it calls, transitively: right of it.\n\nA procedure without an owner is shown with those of what contains it, marked as inherited; where parents with different owners contain it, all of them.',
    )
    .addOption(
      new Option('--direction <direction>', 'which side to show')
        .choices(['dependents', 'dependencies', 'both'])
        .default('both'),
    )
    .addOption(new Option('--depth <n>', 'at most this many calls away').argParser(wholeNumber(1)))
    .addOption(
      new Option(
        '--retire',
        'say what archiving them leaves behind: dangling calls, new orphans, owners to ask',
      ),
    )
    .addOption(new Option('--select <selector...>', 'choose the procedures by selectors, as `list` does'))
    .addOption(new Option('--exclude <selector...>', 'take these out again'))
    .addHelpText(
      'after',
      formatsHelp('text, json, markdown, csv, dot, mermaid', [
        'klarify-graph impact "Sales Pipeline Process"',
        'klarify-graph impact id:12345 --direction dependents --depth 2',
        'klarify-graph impact "Travel Expense Settlement" --retire',
        'klarify-graph impact --select owner:CFO,status:draft --retire',
        'klarify-graph impact "Credit Check" "Quotation" --format csv --out notify.csv',
      ]),
    )
    .action(async (names: string[], _options: unknown, command: Command) => {
      onExit(await (await import('../commands/impact.js')).runImpact(names, command));
    });
}
