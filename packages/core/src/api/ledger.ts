import { digestOf, digestOfAll } from './digest.js';
import type { Envelope } from './envelope.js';

/** What is remembered of a pass: enough to compare it with the next one, without its records. */
export interface PassSummary {
  /** One digest a page, regardless of the order within the page. */
  readonly pages: readonly string[];
  /** One digest of all records, regardless of their order. */
  readonly content: string;
  /** Set when the pages contradict one another: then this pass proves nothing. */
  readonly fault: string | null;
  /** The `totalCount` when every response carried it, and the same one; else `null`. */
  readonly total: number | null;
}

/** Takes the pages of one pass in order, decides where the list ends and whether the pages fit together. */
export class PassLedger {
  readonly #quote: (text: string) => string;
  readonly #pages: string[] = [];
  readonly #pageDigests = new Set<string>();
  readonly #digests: string[] = [];
  readonly #ids = new Set<string>();
  /** The page on which a row with an id, by its digest, stands first. */
  readonly #rows = new Map<string, number>();
  readonly #totals = new Set<number | null>();
  /** The first contradiction. */
  #fault: string | null = null;
  #pageLength = 0;
  /** Says which row stands again, in equal words, on a later page. */
  #firstRepeat: string | null = null;
  #repeatingPages = 0;
  /** Rows without those repeats. */
  #uniqueRows = 0;

  constructor(quote: (text: string) => string) {
    this.#quote = quote;
  }

  /** Pages taken so far. */
  get length(): number {
    return this.#pages.length;
  }

  /** How many pages the first one promises; `null` when it gives no number. */
  get expectedPages(): number | null {
    const [total] = this.#totals;
    if (total === undefined || total === null || this.#pageLength === 0) return null;
    return Math.ceil(total / this.#pageLength);
  }

  /** Takes the next page; true when another one follows. */
  add(envelope: Envelope): boolean {
    const page = this.#pages.length;
    const { records } = envelope;
    if (page === 0) this.#pageLength = records.length;
    this.#totals.add(envelope.totalCount);
    const digests = records.map(digestOf);
    const digest = digestOfAll(digests);
    const repeats = this.#addRows(page, records, digests) || this.#pageDigests.has(digest);
    this.#pages.push(digest);
    this.#pageDigests.add(digest);
    const more = this.#hasNext(envelope, page);
    this.#checkLength(page, records.length, more);
    this.#checkEnd(page, envelope.totalCount, more);
    if (!more || records.length === 0) return false;
    if (!repeats) return true;
    this.#accuse(
      `page ${page} repeats procedures of earlier pages (does the server ignore the page number?)`,
    );
    return false;
  }

  /** What the pass came to, once `add` has returned false. */
  summary(): PassSummary {
    const [total] = this.#totals;
    const same = this.#totals.size === 1;
    return {
      pages: this.#pages,
      content: digestOfAll(this.#digests),
      fault: this.#fault ?? this.#totalsFault(),
      total: same && total !== undefined ? total : null,
    };
  }

  /** Without `hasNext`: what `totalCount` says; without that, pages go on until one is shorter than page 0, or empty. */
  #hasNext(envelope: Envelope, page: number): boolean {
    const length = envelope.records.length;
    if (envelope.hasNext !== null) return envelope.hasNext;
    if (envelope.totalCount !== null)
      return length > 0 && (page + 1) * this.#pageLength < envelope.totalCount;
    // Page 0 may be shorter than asked and yet full, when the server caps the page size: only page 1 can tell.
    return length > 0 && length >= this.#pageLength;
  }

  #checkLength(page: number, length: number, more: boolean): void {
    if (more && length === 0) {
      this.#accuse(`page ${page} is empty although the server says that more follow`);
    } else if (more ? length !== this.#pageLength : length > this.#pageLength) {
      this.#accuse(`page ${page} holds ${length} procedures and page 0 holds ${this.#pageLength}`);
    }
  }

  #checkEnd(page: number, total: number | null, more: boolean): void {
    if (more || total === null || total <= (page + 1) * this.#pageLength) return;
    this.#accuse(
      `page ${page} is said to be the last one, but there should be ${total} procedures (totalCount)`,
    );
  }

  #accuse(fault: string): void {
    this.#fault ??= fault;
  }

  /** Notes the rows of a page; true when it holds nothing new. */
  #addRows(page: number, records: readonly unknown[], digests: readonly string[]): boolean {
    const ids: string[] = [];
    const rows: string[] = [];
    let repeated = 0;
    records.forEach((record, row) => {
      const digest = digests[row] ?? '';
      this.#digests.push(digest);
      const id = idOf(record);
      const earlier = id === null ? undefined : this.#rows.get(digest);
      if (id !== null && earlier !== undefined) {
        repeated++;
        this.#firstRepeat ??= `procedure ${this.#quote(id)} stands on page ${earlier} and again on page ${page}`;
      } else {
        this.#uniqueRows++;
      }
      if (id === null) return;
      if (isBeyondPrecision(record) && (this.#ids.has(id) || ids.includes(id))) {
        this.#accuse(
          `several procedures have the number ${id} as their id, which is too large to be told from others`,
        );
      }
      ids.push(id);
      rows.push(digest);
    });
    const allKnown = ids.length > 0 && ids.length === records.length && ids.every((id) => this.#ids.has(id));
    // Noted only now: repeats within one response are the server's own data.
    for (const id of ids) this.#ids.add(id);
    for (const row of rows) if (!this.#rows.has(row)) this.#rows.set(row, page);
    if (!allKnown) return false;
    // One page of known ids in new words may be the server's own duplicates; two of them are a list without end.
    this.#repeatingPages++;
    return repeated === records.length || this.#repeatingPages > 1;
  }

  #totalsFault(): string | null {
    const totals = [...this.#totals].filter((total) => total !== null);
    const [total, other] = totals;
    if (total !== undefined && other !== undefined) {
      return `the number of procedures (totalCount) went from ${total} to ${other} within the pull`;
    }
    if (total === undefined) {
      if (this.#firstRepeat === null) return null;
      return `${this.#firstRepeat}, and without a totalCount nobody can tell what it displaced`;
    }
    if (total === this.#uniqueRows || total === this.#ids.size) return null;
    const repeats = this.#firstRepeat === null ? '' : ` (${this.#firstRepeat})`;
    return `there should be ${total} procedures (totalCount), but ${this.#uniqueRows} came${repeats}`;
  }
}

function idOf(record: unknown): string | null {
  const id = rawIdOf(record);
  if (typeof id === 'string' && id !== '') return id;
  return typeof id === 'number' && Number.isFinite(id) ? String(id) : null;
}

function rawIdOf(record: unknown): unknown {
  if (typeof record !== 'object' || record === null || !Object.hasOwn(record, 'id')) return null;
  return 'id' in record ? record.id : null;
}

/** JSON numbers from 2^53 on are rounded: two ids may have become one. A long id that is a string is not affected. */
function isBeyondPrecision(record: unknown): boolean {
  const id = rawIdOf(record);
  return typeof id === 'number' && Math.abs(id) > Number.MAX_SAFE_INTEGER;
}
