import { type Command, Option } from 'commander';
import { durationIn, someDurationIn, wholeNumber } from './options.js';

/** Declares what every command takes, before or after its name. */
export function addCommonOptions(program: Command): void {
  program
    .addOption(new Option('--snapshot <file>', 'read procedures from a file; - is standard input'))
    .addOption(new Option('--sample', 'use the built-in sample organisation; needs no key'))
    .addOption(
      new Option(
        '--access-key-file <file>',
        'read the access key from a file; - is standard input (default: KLARIFY_ACCESS_KEY)',
      ),
    )
    .addOption(
      new Option(
        '--api-url <url>',
        "the endpoint of the Klarify API (default: KLARIFY_API_URL, else Klarify's own)",
      ),
    )
    .addOption(
      new Option(
        '--store <dir>',
        "the snapshot store (default: KLARIFY_GRAPH_STORE, else the user's data folder)",
      ),
    )
    .addOption(
      new Option(
        '--max-age <duration>',
        'a stored snapshot younger than this serves; 0 always asks; a bare number is minutes',
      )
        .argParser(durationIn('m'))
        .default(900_000, '15m'),
    )
    .addOption(
      new Option('--timeout <duration>', 'a request gives up after this; a bare number is seconds')
        .argParser(someDurationIn('s'))
        .default(30_000, '30s'),
    )
    .addOption(
      new Option('--concurrency <n>', 'requests at a time, at most 8')
        .argParser(wholeNumber(1, 8))
        .default(6),
    )
    .addOption(
      new Option(
        '--allow-incomplete',
        'store what a sync fetched, marked, even where it cannot prove that nothing was missed',
      ),
    )
    .addOption(new Option('--ignore-ambiguous', 'leave out calls that only ambiguous references state'))
    .addOption(
      new Option(
        '--config <file>',
        'the configuration (default: the nearest klarify-graph.config.* in this folder or above)',
      ),
    )
    .addOption(new Option('--format <format>', 'how the answer is written'))
    .addOption(new Option('--out <file>', 'write the answer to a file; - is standard output'))
    .addOption(new Option('--quiet', 'no notes, warnings or progress'))
    .addOption(new Option('--verbose', 'say more: every request (the key masked) and every diagnostic'))
    .addOption(new Option('--no-color', 'no colours (also: NO_COLOR; FORCE_COLOR forces them)'));
}
