import { KlarifyGraphError } from '@klarify-graph/core';
import { CommanderError } from 'commander';
import { keepSecret } from './data/secrets.js';
import { EXIT, exitStatusOf } from './exit-status.js';
import { exitOnInterrupt } from './interrupt.js';
import { shown } from './output/streams.js';
import { createProgram } from './program.js';

/** Runs the command line and ends the process with the contract's exit status. The one place that catches. */
export async function main(argv: readonly string[]): Promise<void> {
  const key = process.env['KLARIFY_ACCESS_KEY']?.trim() ?? '';
  if (key !== '') keepSecret((text) => text.replaceAll(key, '***'));
  endQuietlyOnClosedPipe();
  exitOnInterrupt();
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => process.exit(report(error)));
  }
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

/**
 * A reader of the data that has enough, such as `head`, is no failure; one of the messages that is gone is none either.
 * Whoever writes data is told of any other fault.
 */
function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(statusSoFar());
  });
  process.stderr.on('error', () => undefined);
}

/** A command that has found something has said so before it writes, see `endWith`. */
function statusSoFar(): number {
  return Number(process.exitCode ?? EXIT.done);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof KlarifyGraphError) {
    process.stderr.write(`error: ${shown(error.message)}\n`);
    return exitStatusOf(error);
  }
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return statusSoFar();
  const what = error instanceof Error ? error.message : String(error);
  process.stderr.write(`error: klarify-graph has a defect: ${shown(what)}\n`);
  return EXIT.noData;
}
