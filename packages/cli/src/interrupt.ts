import { KlarifyGraphError } from '@klarify-graph/core';
import { EXIT } from './exit-status.js';

/** The work that has to end in good order before the process does. */
let current: AbortController | undefined;

/** Ctrl-C ends the process; while work runs {@link interruptibly} the first one ends that, and a second one all. */
export function exitOnInterrupt(): void {
  process.on('SIGINT', () => {
    if (current === undefined || current.signal.aborted) process.exit(EXIT.interrupted);
    current.abort();
  });
}

/** Runs work that Ctrl-C ends through its signal. @throws KlarifyGraphError `aborted`, also where the work came to its end first. */
export async function interruptibly<Result>(use: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  current = controller;
  try {
    const result = await use(controller.signal);
    if (controller.signal.aborted) throw new KlarifyGraphError('aborted', 'Interrupted.');
    return result;
  } finally {
    current = undefined;
  }
}
