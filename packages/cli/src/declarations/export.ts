import { type Command, Option } from 'commander';
import { formatsHelp, type OnExit } from './shared.js';

/** Declares `export`. */
export function declareExport(program: Command, onExit: OnExit): void {
  program
    .command('export')
    .summary('the whole graph as one HTML file that opens offline, or for another tool')
    .description(
      'the whole graph as one HTML file that opens offline, or for another tool\n\njson is for graphology, sigma, Gephi Lite and --snapshot; dot for Graphviz; mermaid for Markdown pages; graphml for yEd, NetworkX and igraph; gexf for Gephi.\ncsv has a line for each call: callerId, callerName, calleeId, calleeName, kinds (called_from, called_within) and ambiguous; `list --format csv` has the procedures.',
    )
    .addOption(
      new Option(
        '--since <snapshot>',
        'show what changed since an earlier snapshot: a file, latest~1, or a date such as 2026-11-20 (html, json)',
      ),
    )
    .addOption(
      new Option(
        '--hosted',
        'the HTML page without a graph, for a web server: it opens graphs of its own origin, as ?graph=graph.json',
      ),
    )
    .addHelpText(
      'after',
      formatsHelp('html, json, dot, mermaid, graphml, gexf, csv (default: what the name of --out says)', [
        'klarify-graph export --format html --out graph.html',
        'klarify-graph export --out changes.html --since latest~1',
        'klarify-graph export --format json | gzip > graph.json.gz',
        'klarify-graph export --format dot | dot -Tsvg > graph.svg',
        'klarify-graph export --out calls.csv',
      ]),
    )
    .action(async (_options: unknown, command: Command) => {
      onExit(await (await import('../commands/export.js')).runExport(command));
    });
}
