import { isRawObject, readId, readTotal } from '../model/raw-fields.js';

/** One API page, as a file holds it. */
export interface FilePage {
  readonly data: readonly unknown[];
  readonly hasNext?: unknown;
  readonly totalCount?: unknown;
}

export function isPage(value: unknown): value is FilePage {
  return isRawObject(value) && Array.isArray(value['data']) && readId(value['id']) === null;
}

/** Gathers the records of pages and of what stands beside them, and tells whether pages are lacking. */
export class PageCollector {
  readonly records: unknown[] = [];
  #lastSaysMore = false;
  #total = 0;
  /** The ids of earlier pages. */
  readonly #ids = new Set<string>();
  /** Records that an earlier page held already: the list moved while its pages were read. */
  #repeats = 0;

  add(value: unknown): void {
    if (!isPage(value)) {
      this.records.push(value);
      return;
    }
    const ids = value.data.flatMap((record) => (isRawObject(record) ? (readId(record['id']) ?? []) : []));
    for (const id of ids) if (this.#ids.has(id)) this.#repeats++;
    for (const id of ids) this.#ids.add(id);
    for (const record of value.data) this.records.push(record);
    this.#lastSaysMore = value.hasNext === true;
    this.#total = Math.max(this.#total, readTotal(value.totalCount) ?? 0);
  }

  /** How it shows that pages are lacking, as part of a sentence; `undefined` where nothing does. */
  get lack(): string | undefined {
    if (this.#lastSaysMore) return 'its last page says that another follows';
    const held = this.records.length - this.#repeats;
    if (this.#total > held) return `it holds ${held} records of a list that has ${this.#total}`;
    return undefined;
  }
}

/** True for a page that says itself that it is not the whole list. */
export function isPartial({ data, hasNext, totalCount }: FilePage): boolean {
  return hasNext === true || (readTotal(totalCount) ?? 0) > data.length;
}
