/** A column of numbers below 2³² that grows at its end: eight times smaller than a list of numbers. */
export class GrowingColumn {
  #values = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#grow();
    this.#values[this.#length++] = value;
  }

  /** Pushes three at once. */
  pushThree(first: number, second: number, third: number): void {
    const at = this.#length;
    this.#length = at + 3;
    if (this.#length > this.#values.length) this.#grow();
    const values = this.#values;
    values[at] = first;
    values[at + 1] = second;
    values[at + 2] = third;
  }

  at(index: number): number {
    return this.#values[index]!;
  }

  #grow(): void {
    const larger = new Uint32Array(this.#values.length * 2);
    larger.set(this.#values);
    this.#values = larger;
  }

  /** What it holds by now; a later `push` may or may not show in it. */
  values(): Uint32Array {
    return this.#values.subarray(0, this.#length);
  }
}
