import { isRawObject, readId } from '../model/raw-fields.js';

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

  add(value: unknown): void {
    if (!isPage(value)) {
      this.records.push(value);
      return;
    }
    for (const record of value.data) this.records.push(record);
    this.#lastSaysMore = value.hasNext === true;
    if (typeof value.totalCount === 'number') this.#total = Math.max(this.#total, value.totalCount);
  }

  /** How it shows that pages are lacking, as part of a sentence; `undefined` where nothing does. */
  get lack(): string | undefined {
    if (this.#lastSaysMore) return 'its last page says that another follows';
    if (this.#total > this.records.length) {
      return `it holds ${this.records.length} records of a list that has ${this.#total}`;
    }
    return undefined;
  }
}
