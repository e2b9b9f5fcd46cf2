import { setImmediate as turn } from 'node:timers/promises';
import { runInThisContext } from 'node:vm';
import { KlarifyGraphError } from '@klarify-graph/core';

/**
 * Runs work that keeps the thread for seconds, so that no signal is heard meanwhile, and ends it on Ctrl-C at once.
 * Only a script can be ended that way, so a script of one call runs it.
 *
 * @throws KlarifyGraphError `aborted` when it was interrupted, else what the work throws.
 */
export async function breakably<Result>(work: () => Result): Promise<Result> {
  const outcome: { result?: { readonly value: Result } } = {};
  const name = '__klarifyGraphWork';
  const run = () => {
    outcome.result = { value: work() };
  };
  // A signal that has come already would be dropped with its listeners; a whole turn lets them hear of it.
  await turn();
  await turn();
  Object.defineProperty(globalThis, name, { value: run, configurable: true });
  try {
    runInThisContext(`${name}()`, { breakOnSigint: true });
  } catch (error) {
    if (!wasInterrupted(error)) throw error;
  } finally {
    Reflect.deleteProperty(globalThis, name);
  }
  if (outcome.result === undefined) throw new KlarifyGraphError('aborted', 'Interrupted.');
  return outcome.result.value;
}

function wasInterrupted(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED';
}
