/** Why a request was given up. */
export type StopReason = 'caller' | 'idle' | 'total';

/** Thrown by {@link Watchdog.guard}; never leaves this folder. */
export class Stopped extends Error {
  constructor(readonly reason: StopReason) {
    super(`stopped: ${reason}`);
  }
}

const MAX_TIMER_MS = 2 ** 31 - 1;

/** Ends one request: when the caller aborts, when no byte came for a while, when it takes too long in all. */
export class Watchdog {
  readonly #controller = new AbortController();
  readonly #idleMs: number;
  readonly #total: NodeJS.Timeout;
  readonly #caller: AbortSignal;
  readonly #onCaller = (): void => this.#stop('caller');
  #idle: NodeJS.Timeout;
  #reject: (error: Stopped) => void = () => {};
  readonly #stopped: Promise<never>;

  constructor(limits: { readonly timeoutMs: number; readonly idleTimeoutMs: number }, caller: AbortSignal) {
    this.#stopped = new Promise<never>((_, reject) => {
      this.#reject = reject;
    });
    this.#stopped.catch(() => {});
    this.#idleMs = Math.min(limits.idleTimeoutMs, limits.timeoutMs, MAX_TIMER_MS);
    this.#total = setTimeout(() => this.#stop('total'), Math.min(limits.timeoutMs, MAX_TIMER_MS));
    this.#idle = setTimeout(() => this.#stop('idle'), this.#idleMs);
    this.#caller = caller;
    if (caller.aborted) this.#stop('caller');
    else caller.addEventListener('abort', this.#onCaller, { once: true });
  }

  /** Aborts with the request. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** A byte came. */
  alive(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#stop('idle'), this.#idleMs);
  }

  /** The task's result, unless the request is stopped first; does not rely on the task to notice. */
  guard<T>(task: Promise<T>): Promise<T> {
    return Promise.race([task, this.#stopped]);
  }

  release(): void {
    clearTimeout(this.#idle);
    clearTimeout(this.#total);
    this.#caller.removeEventListener('abort', this.#onCaller);
  }

  #stop(reason: StopReason): void {
    this.release();
    this.#reject(new Stopped(reason));
    this.#controller.abort();
  }
}
