/** A column of numbers below 2³² that grows at its end: eight times smaller than a list of numbers. */
export class GrowingColumn {
  #values = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  at(index: number): number {
    return this.#values[index]!;
  }

  /** What it holds by now; a later `push` may or may not show in it. */
  values(): Uint32Array {
    return this.#values.subarray(0, this.#length);
  }
}
