import { KlarifyGraphError } from '@klarify-graph/core';
import { CommanderError } from 'commander';
import { withoutSecrets } from './data/secrets.js';
import { EXIT, exitStatusOf } from './exit-status.js';
import { createProgram } from './program.js';

/** Runs the command line and ends the process with the contract's exit status. The one place that catches. */
export async function main(argv: readonly string[]): Promise<void> {
  endQuietlyOnClosedPipe();
  process.on('SIGINT', () => {
    // A sync in flight stops first and says so; anything else just ends.
    if (process.listenerCount('SIGINT') === 1) process.exit(EXIT.interrupted);
  });
  const program = createProgram((status) => {
    process.exitCode = status;
  });
  try {
    if (argv.length <= 2) program.help({ error: true });
    await program.parseAsync([...argv]);
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** A reader that has enough, such as `head`, is no failure. */
function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.done);
      throw error;
    });
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof KlarifyGraphError) {
    process.stderr.write(`error: ${withoutSecrets(error.message)}\n`);
    return exitStatusOf(error);
  }
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return EXIT.done;
  const what = error instanceof Error ? error.message : String(error);
  process.stderr.write(`error: klarify-graph has a defect: ${withoutSecrets(what)}\n`);
  return EXIT.noData;
}
