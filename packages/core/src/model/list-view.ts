/**
 * A list whose items are made anew whenever they are read, for lists of so many that keeping them would be dear. Two
 * reads of one place give two items that are alike. What `map` and `filter` give is kept, as of an array.
 */
export class ListView<Item> implements Iterable<Item> {
  readonly length: number;
  readonly #make: (index: number) => Item;

  /** `make` is asked for places from 0 up to the length, in any order and any number of times. */
  constructor(length: number, make: (index: number) => Item) {
    this.length = length;
    this.#make = make;
  }

  /** Views items that are kept. */
  static of<Item>(items: readonly Item[]): ListView<Item> {
    return new ListView(items.length, (index) => items[index]!);
  }

  /** The item at a place of the list. */
  at(index: number): Item {
    return this.#make(index);
  }

  /** The items from one place up to another, which is left out; places beyond the list are none. Cost: O(what it gives). */
  slice(start = 0, end = this.length): readonly Item[] {
    const items: Item[] = [];
    for (let index = Math.max(start, 0); index < Math.min(end, this.length); index++) {
      items.push(this.#make(index));
    }
    return items;
  }

  /** The same list with each item put through a function when it is read. Cost: O(1). */
  through<Result>(resultOf: (item: Item) => Result): ListView<Result> {
    return new ListView(this.length, (index) => resultOf(this.#make(index)));
  }

  map<Result>(resultOf: (item: Item, index: number) => Result): Result[] {
    return Array.from(this, resultOf);
  }

  filter(isWanted: (item: Item) => boolean): Item[] {
    const items: Item[] = [];
    for (const item of this) if (isWanted(item)) items.push(item);
    return items;
  }

  *[Symbol.iterator](): Generator<Item, void> {
    for (let index = 0; index < this.length; index++) yield this.#make(index);
  }

  /** In JSON it is a list. */
  toJSON(): readonly Item[] {
    return this.slice();
  }
}
