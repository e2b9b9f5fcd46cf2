/** Runs at most so many tasks at a time, and fewer once the server asks for patience. */
export class Limiter {
  #limit: number;
  #active = 0;
  #notBefore = Number.NEGATIVE_INFINITY;
  readonly #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get limit(): number {
    return this.#limit;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    while (this.#active >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#active++;
    try {
      return await task();
    } finally {
      this.#active--;
      for (const wake of this.#waiting.splice(0, Math.max(1, this.#limit - this.#active))) wake();
    }
  }

  /** Halves the number of tasks at a time, down to one. Those under way go on. */
  slowDown(): void {
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
  }

  /** Nothing is to be sent before this moment (milliseconds since the epoch). */
  holdUntil(moment: number): void {
    this.#notBefore = Math.max(this.#notBefore, moment);
  }

  /** How many milliseconds are left of the longest hold. */
  holdLeft(now: number): number {
    return Math.max(0, this.#notBefore - now);
  }
}
