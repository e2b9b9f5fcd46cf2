import type { Command } from 'commander';
import type { OnExit } from './shared.js';

/** Declares `mcp`. */
export function declareMcp(program: Command, onExit: OnExit): void {
  program
    .command('mcp')
    .description(
      'serves the graph to an AI assistant over the Model Context Protocol, on standard input and output\n\nIts tools are list, impact, cycles, orphans, path, tree, stats and check. They only read, and answer with the JSON of the commands of these names.',
    )
    .addHelpText(
      'after',
      '\nAn assistant starts it by itself; in its configuration:\n  { "mcpServers": { "klarify": { "command": "klarify-graph", "args": ["mcp"] } } }',
    )
    .action(async (_options: unknown, command: Command) => {
      onExit(await (await import('../commands/mcp.js')).runMcp(command));
    });
}
