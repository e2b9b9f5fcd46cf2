import { KlarifyGraphError } from '../errors.js';

/**
 * Counts every request of a pull, retries included, and ends it at 4·N + 20 for a list of N pages: a server that
 * fails, lies or never ends its list is not hammered.
 */
export class RequestBudget {
  #used = 0;
  #pages = 1;

  get used(): number {
    return this.#used;
  }

  get limit(): number {
    return 4 * this.#pages + 20;
  }

  /** The list has at least this many pages. */
  expectPages(pages: number): void {
    this.#pages = Math.max(this.#pages, pages);
  }

  /** @throws KlarifyGraphError `incomplete` when the budget is used up. */
  spend(): void {
    if (this.#used >= this.limit) {
      throw new KlarifyGraphError(
        'incomplete',
        `The pull used up its ${this.limit} requests for ${this.#pages} page(s) before the list was complete: too ` +
          'many of them failed. Try again later, or with a lower --concurrency.',
      );
    }
    this.#used++;
  }
}
