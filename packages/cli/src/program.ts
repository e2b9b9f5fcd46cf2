import { Command, Option } from 'commander';
import { addCommonOptions } from './common-options.js';
import type { ExitStatus } from './exit-status.js';
import { durationIn, wholeNumber } from './options.js';

declare const __VERSION__: string;

type OnExit = (status: ExitStatus) => void;

/** The command line: what there is, how it is called, and which module runs it. Modules are loaded when they run. */
export function createProgram(onExit: OnExit): Command {
  const program = new Command('klarify-graph')
    .description(
      'Who calls whom among the procedures of a Klarify organisation:\nwho is affected by a change, and what is orphaned, circular or gone.',
    )
    .version(__VERSION__, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help for the command')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .showHelpAfterError('(`klarify-graph --help` shows how to call it)')
    .exitOverride();
  addCommonOptions(program);
  addSync(program, onExit);
  addSnapshots(program, onExit);
  addImpact(program, onExit);
  addCycles(program, onExit);
  addOrphans(program, onExit);
  addList(program, onExit);
  addExport(program, onExit);
  addOpen(program, onExit);
  program.addHelpText(
    'after',
    `
Examples:
  $ klarify-graph --sample impact "Sales Pipeline Process"
  $ KLARIFY_ACCESS_KEY=… klarify-graph sync
  $ klarify-graph orphans --format csv --out orphans.csv
  $ klarify-graph open "Customer Onboarding Process"

Exit status: 0 done, nothing found; 1 findings; 2 the call or the configuration is wrong;
3 the data could not be had; 130 interrupted.`,
  );
  return program;
}

function addSync(program: Command, onExit: OnExit): void {
  program
    .command('sync')
    .description('fetch every procedure into the snapshot store; --out also writes the snapshot to a file')
    .addOption(
      new Option('--keep <n>', 'how many snapshots to keep of an endpoint and key')
        .argParser(wholeNumber(1))
        .default(10),
    )
    .addOption(
      new Option(
        '--incremental',
        'fetch only what was modified since; cannot see deletions, nor calls that changed on the side of the caller',
      ),
    )
    .addOption(
      new Option(
        '--max-full-age <duration>',
        'with --incremental: fetch everything when the last full pull is older; a bare number is hours',
      )
        .argParser(durationIn('h'))
        .default(86_400_000, '24h'),
    )
    .addHelpText(
      'after',
      formatsHelp('text, json', [
        'KLARIFY_ACCESS_KEY=… klarify-graph sync',
        'klarify-graph sync --access-key-file key.txt --out snapshot.json',
      ]),
    )
    .action(async (_options: unknown, command: Command) => {
      onExit(await (await import('./commands/sync.js')).runSync(command));
    });
}

function addSnapshots(program: Command, onExit: OnExit): void {
  program
    .command('snapshots')
    .description('what is stored: every snapshot with its time, endpoint and size, the oldest first')
    .addHelpText('after', formatsHelp('text, json', ['klarify-graph snapshots']))
    .action(async (_options: unknown, command: Command) => {
      onExit(await (await import('./commands/snapshots.js')).runSnapshots(command));
    });
}

function addImpact(program: Command, onExit: OnExit): void {
  program
    .command('impact')
    .argument('<procedure...>', 'an id (id:123 forces it), a name, or a part that only one name has')
    .description(
      'who is affected when these procedures change, and what they rest on\n\nDependents are the callers and parents, transitively: left of the procedure in every picture.\nThey are affected when it changes. Dependencies are what it calls, transitively: right of it.',
    )
    .addOption(
      new Option('--direction <direction>', 'which side to show')
        .choices(['dependents', 'dependencies', 'both'])
        .default('both'),
    )
    .addOption(new Option('--depth <n>', 'at most this many calls away').argParser(wholeNumber(1)))
    .addHelpText(
      'after',
      formatsHelp(REPORT_FORMATS_HELP, [
        'klarify-graph impact "Sales Pipeline Process"',
        'klarify-graph impact id:12345 --direction dependents --depth 2',
        'klarify-graph impact "Credit Check" "Price Approval" --format csv --out notify.csv',
      ]),
    )
    .action(async (names: string[], _options: unknown, command: Command) => {
      onExit(await (await import('./commands/impact.js')).runImpact(names, command));
    });
}

function addCycles(program: Command, onExit: OnExit): void {
  addExitZero(program.command('cycles'))
    .description(
      'every cycle, its shortest loop, and the fewest calls to cut; exit status 1 when there is any',
    )
    .addHelpText(
      'after',
      formatsHelp(REPORT_FORMATS_HELP, [
        'klarify-graph cycles',
        'klarify-graph cycles --format markdown --exit-zero',
      ]),
    )
    .action(async (_options: unknown, command: Command) => {
      onExit(await (await import('./commands/cycles.js')).runCycles(command));
    });
}

function addOrphans(program: Command, onExit: OnExit): void {
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
      onExit(await (await import('./commands/orphans.js')).runOrphans(command));
    });
}

function addList(program: Command, onExit: OnExit): void {
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
      onExit(await (await import('./commands/list.js')).runList(selectors, command));
    });
}

function addExport(program: Command, onExit: OnExit): void {
  program
    .command('export')
    .description(
      'the whole graph as one HTML file that opens offline, or as JSON that graphology, sigma and Gephi Lite read',
    )
    .addHelpText(
      'after',
      formatsHelp('html, json (default: what the name of --out says)', [
        'klarify-graph export --format html --out graph.html',
        'klarify-graph export --format json | gzip > graph.json.gz',
      ]),
    )
    .action(async (_options: unknown, command: Command) => {
      onExit(await (await import('./commands/export.js')).runExport(command));
    });
}

function addOpen(program: Command, onExit: OnExit): void {
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
      onExit(await (await import('./commands/open.js')).runOpen(name, command));
    });
}

function addExitZero(command: Command): Command {
  return command.addOption(new Option('--exit-zero', 'exit with 0 even when there are findings'));
}

const REPORT_FORMATS_HELP = 'text, json, markdown, csv';

function formatsHelp(formats: string, examples: readonly string[]): string {
  return `\nFormats: ${formats}\n\nExamples:\n${examples.map((example) => `  $ ${example}`).join('\n')}`;
}
