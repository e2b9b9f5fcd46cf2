import { type Command, Option } from 'commander';
import { wholeNumber } from '../options.js';
import { formatsHelp, type OnExit, REPORT_FORMATS_HELP } from './shared.js';

/** Declares `stats`. */
export function declareStats(program: Command, onExit: OnExit): void {
  program
    .command('stats')
    .description(
      'size, depth and density of the graph, hot spots, single points of failure and communities\n\nDependents and dependencies are transitive and exact. PageRank flows from caller to callee and adds up to 1.\n\nBetweenness is the number of shortest chains through a procedure, over all pairs of others. It is exact while procedures times calls are at most 1,000,000,000, else estimated from a sample that is always the same.\n\nSingle points of failure are the only way from the entry points to others, or alone hold others and the rest together. Communities are procedures that call each other more than they call the rest.',
    )
    .addOption(
      new Option(
        '--top <n>',
        'so many hot spots, single points of failure of each kind and communities; text and Markdown show at most 5 of the latter two',
      )
        .argParser(wholeNumber(0))
        .default(10),
    )
    .addHelpText(
      'after',
      formatsHelp(REPORT_FORMATS_HELP, [
        'klarify-graph stats',
        'klarify-graph stats --top 50 --format csv --out hot-spots.csv',
        'klarify-graph stats --format json | jq .maxDepth',
      ]),
    )
    .action(async (_options: unknown, command: Command) => {
      onExit(await (await import('../commands/stats.js')).runStats(command));
    });
}
