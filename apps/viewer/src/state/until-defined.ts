import { effect, type ReadonlySignal } from '@preact/signals';

/** Fulfilled once all of them have a value; to read them is what begins an analysis. */
export function untilDefined(signals: readonly ReadonlySignal<unknown>[]): Promise<void> {
  return new Promise((resolve) => {
    let stop: (() => void) | undefined;
    let isDone = false;
    stop = effect(() => {
      // Each is read, so that all of them are begun at once.
      if (signals.filter((one) => one.value === undefined).length > 0) return;
      isDone = true;
      stop?.();
      resolve();
    });
    if (isDone) stop();
  });
}
