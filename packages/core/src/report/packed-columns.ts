/** Writes whole numbers of up to 2^53 as bytes, small ones short (LEB128). */
export class ColumnWriter {
  #bytes = new Uint8Array(1 << 12);
  #length = 0;

  write(value: number): void {
    if (this.#length + 8 > this.#bytes.length) {
      const grown = new Uint8Array(2 * this.#bytes.length);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    let rest = value;
    // Shifts would cut off what is beyond 32 bits.
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#bytes[this.#length++] = (rest % 128) | 128;
    this.#bytes[this.#length++] = rest;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** Reads what a {@link ColumnWriter} wrote. */
export class ColumnReader {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** The next number; `NaN` behind the end. */
  read(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.bytes[this.#at++];
      if (byte === undefined) return Number.NaN;
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  }
}

/** Numbers values in the order in which they first occur; equal JSON is an equal value. */
export class ValueTable<Value> {
  readonly values: Value[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(value: Value): number {
    const key = typeof value === 'string' ? value : JSON.stringify(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}

const SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const MILLISECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Numbers times: those in the two usual forms by what they say, any other text by its place among such texts. */
export class TimeTable {
  readonly others: string[] = [];

  numberOf(time: string | null): number {
    if (time === null) return 0;
    const form = SECONDS.test(time) ? 1 : MILLISECONDS.test(time) ? 2 : 0;
    const at = form === 0 ? Number.NaN : Date.parse(time);
    if (at >= 0 && timeText(at, form) === time) return 3 * (form === 1 ? at / 1000 : at) + form;
    return 3 * this.others.push(time);
  }
}

/** The time that a number of a {@link TimeTable} stands for. */
export function timeOf(number: number, others: readonly unknown[]): string | null {
  const form = number % 3;
  const value = (number - form) / 3;
  if (form !== 0) return timeText(form === 1 ? value * 1000 : value, form);
  const other = others[value - 1];
  return typeof other === 'string' ? other : null;
}

function timeText(at: number, form: number): string {
  const text = new Date(at).toISOString();
  return form === 1 ? text.replace('.000Z', 'Z') : text;
}
