import { constants } from 'node:os';
import { KlarifyGraphError } from '@klarify-graph/core';
import { EXIT } from './exit-status.js';

/** The work that has to end in good order before the process does. */
let current: AbortController | undefined;

/** What has to be put in order before the process ends at once. */
const cleanUps = new Set<() => void>();

/** Ctrl-C ends the process; while work runs {@link interruptibly} the first one ends that, and a second one all. */
export function exitOnInterrupt(): void {
  process.on('SIGINT', () => {
    if (current === undefined || current.signal.aborted) exitAtOnce(EXIT.interrupted);
    else current.abort();
  });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => exitAtOnce(128 + constants.signals[signal]));
  }
}

function exitAtOnce(status: number): never {
  for (const cleanUp of cleanUps) cleanUp();
  process.exit(status);
}

/** Has this called before a signal ends the process at once; it must not wait for anything. */
export function beforeExitAtOnce(cleanUp: () => void): void {
  cleanUps.add(cleanUp);
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
