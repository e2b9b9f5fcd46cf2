import { type Command, Option } from 'commander';
import { formatsHelp, type OnExit, REPORT_FORMATS_HELP } from './shared.js';

/** Declares `list`. */
export function declareList(program: Command, onExit: OnExit): void {
  program
    .command('list')
    .argument(
      '[selector...]',
      'terms joined by commas, such as type:TASK,lane:Sales; several selectors are a union',
    )
    .description(
      'the procedures that match\n\nA term is id:, name:, owner:, performer:, lane:, status: or type: with a value (* and ? are wild cards,\n"…" around commas; owner:"" finds those without), or a bare procedure. +x adds everything that leads to x\n(its callers), x+ everything it leads to, 2+x+1 within so many steps.',
    )
    .addOption(new Option('--exclude <selector...>', 'take these out again'))
    .addHelpText(
      'after',
      formatsHelp(REPORT_FORMATS_HELP, [
        'klarify-graph list type:PROCESS_MODEL,lane:Sales',
        'klarify-graph list \'+"Credit Check"\' --exclude status:draft',
        'klarify-graph list \'owner:""\' --format csv',
      ]),
    )
    .action(async (selectors: string[], _options: unknown, command: Command) => {
      onExit(await (await import('../commands/list.js')).runList(selectors, command));
    });
}
