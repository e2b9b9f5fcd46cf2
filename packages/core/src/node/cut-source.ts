import { isRawObject, readId } from '../model/raw-fields.js';
import type { RecordSource } from '../model/record-source.js';
import type { Cuts } from './cut-records.js';
import type { InputText } from './input-text.js';

export interface CutSourceOptions {
  /** Whether an element that is an API page stands for the records in it. */
  readonly pages: boolean;
  /** Makes the error for an element that is not JSON; it begins at this byte. */
  readonly onInvalid: (start: number, cause: unknown) => Error;
}

/** Records parsed one at a time out of the bytes they stand in, which are all that is kept of them. */
export class CutSource implements RecordSource {
  readonly #cuts: Cuts;
  readonly #decode: (start: number, end: number) => string;
  readonly #options: CutSourceOptions;
  /** The position of each element's first record; beyond those reached it is that of none. */
  readonly #firsts: Uint32Array;
  #again: { readonly element: number; readonly value: unknown } | undefined;

  constructor(text: InputText, cuts: Cuts, options: CutSourceOptions) {
    this.#cuts = cuts;
    this.#decode = text.decoder();
    this.#options = options;
    this.#firsts = new Uint32Array(cuts.length / 2).fill(0xffffffff);
  }

  *[Symbol.iterator](): Iterator<unknown> {
    let position = 0;
    for (let element = 0; element < this.#firsts.length; element++) {
      this.#firsts[element] = position;
      const value = this.#parse(element);
      if (this.#options.pages && isPage(value)) {
        yield* value.data;
        position += value.data.length;
      } else {
        yield value;
        position++;
      }
    }
  }

  /** One of those that the iteration has reached. Cost: parsing its element, or none where that was the last asked for. */
  at(position: number): unknown {
    let [low, high] = [0, this.#firsts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#firsts[middle]! <= position) low = middle + 1;
      else high = middle;
    }
    const element = low - 1;
    if (this.#again?.element !== element) this.#again = { element, value: this.#parse(element) };
    const { value } = this.#again;
    return this.#options.pages && isPage(value) ? value.data[position - this.#firsts[element]!] : value;
  }

  /** The last element, be it a page; `undefined` where there is none. */
  last(): unknown {
    return this.#firsts.length === 0 ? undefined : this.#parse(this.#firsts.length - 1);
  }

  #parse(element: number): unknown {
    const start = this.#cuts[2 * element]!;
    try {
      return JSON.parse(this.#decode(start, this.#cuts[2 * element + 1]!));
    } catch (error) {
      throw this.#options.onInvalid(start, error);
    }
  }
}

/** An API page, as opposed to a record. */
export function isPage(
  value: unknown,
): value is { readonly data: readonly unknown[]; readonly hasNext?: unknown } {
  return isRawObject(value) && Array.isArray(value['data']) && readId(value['id']) === null;
}
