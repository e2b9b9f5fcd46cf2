import { type Command, Option } from 'commander';
import { formatsHelp, type OnExit } from './shared.js';

/** Declares `open`. */
export function declareOpen(program: Command, onExit: OnExit): void {
  program
    .command('open')
    .argument('[procedure]', 'the procedure to focus on')
    .description('write the HTML graph and open it in the browser')
    .addOption(new Option('--no-launch', 'only write it and print its address'))
    .addHelpText(
      'after',
      formatsHelp('html', [
        'klarify-graph open',
        'klarify-graph open "Sales Pipeline Process" --out graph.html',
      ]),
    )
    .action(async (name: string | undefined, _options: unknown, command: Command) => {
      onExit(await (await import('../commands/open.js')).runOpen(name, command));
    });
}
