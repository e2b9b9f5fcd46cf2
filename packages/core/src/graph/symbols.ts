/** Numbers texts, so that each is kept and compared once however often it stands in the records. 0 is the empty text. */
export class Symbols {
  readonly texts: string[] = [''];
  readonly #numbers = new Map<string, number>([['', 0]]);

  of(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.texts.push(text) - 1;
      this.#numbers.set(text, number);
    }
    return number;
  }

  /** The number of a text that was numbered before. */
  find(text: string): number | undefined {
    return this.#numbers.get(text);
  }
}
