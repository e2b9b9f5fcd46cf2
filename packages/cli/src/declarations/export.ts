import type { Command } from 'commander';
import { formatsHelp, type OnExit } from './shared.js';

/** Declares `export`. */
export function declareExport(program: Command, onExit: OnExit): void {
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
      onExit(await (await import('../commands/export.js')).runExport(command));
    });
}
