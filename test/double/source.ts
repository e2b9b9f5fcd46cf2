import { type ApiRecord, dialectAt, toRecord } from './records.js';
import type { Dialect, DoubleProcedure, MutableOrganisation } from './types.js';

/** What the pages are cut from. */
export interface RecordSource {
  readonly hasTotalCount: boolean;
  /** The number of items, and the items from `start` to `end`, under this order and filter. */
  slice(sort: string | undefined, since: string | undefined, start: number, end: number): SourceSlice;
}

export interface SourceSlice {
  total: number;
  records: unknown[];
}

type SortValue = number | string | undefined;
type ValueOf<Item> = (item: Item, field: string) => SortValue;

const DEFAULT_ORDER = { field: 'updated_at', descending: true };
const SORT_FIELDS = new Set(['id', 'name', 'status', 'type', 'updated_at', 'first_published_at']);

interface Entry {
  procedure: DoubleProcedure;
  dialect: 'a' | 'b';
  archived: boolean;
}

/** The organisation, its changes, and its list in any order (kept until the next change). */
export class OrganisationSource implements RecordSource, MutableOrganisation {
  readonly hasTotalCount: boolean;
  readonly #entries: Entry[] = [];
  readonly #byId = new Map<number, Entry>();
  readonly #dialect: Dialect;
  readonly #clock: () => Date;
  readonly #ordered = new OrderCache<Entry>();

  constructor(organisation: readonly DoubleProcedure[], dialect: Dialect, clock: () => Date) {
    this.#dialect = dialect;
    this.#clock = clock;
    this.hasTotalCount = dialect !== 'b';
    for (const procedure of organisation) this.#append(procedure);
  }

  slice(sort: string | undefined, since: string | undefined, start: number, end: number): SourceSlice {
    const entries = this.#ordered.get(sort, since, () => {
      const listed = this.#entries.filter((entry) => !entry.archived);
      return order(modifiedAfter(listed, since, procedureValue), sort, procedureValue);
    });
    return {
      total: entries.length,
      records: entries.slice(start, end).map((entry) => this.#render(entry)),
    };
  }

  list(): DoubleProcedure[] {
    return this.#entries.filter((entry) => !entry.archived).map((entry) => ({ ...entry.procedure }));
  }

  get(id: number): DoubleProcedure | undefined {
    const entry = this.#byId.get(id);
    return entry === undefined || entry.archived ? undefined : { ...entry.procedure };
  }

  edit(id: number, patch: Partial<Omit<DoubleProcedure, 'id'>>): void {
    const entry = this.#listed(id);
    entry.procedure = { ...entry.procedure, updatedAt: this.#now(), ...patch };
    this.#ordered.clear();
  }

  insert(procedure: DoubleProcedure): void {
    if (this.#byId.has(procedure.id)) throw new Error(`double: procedure ${procedure.id} already exists`);
    this.#append(procedure);
    this.#ordered.clear();
  }

  archive(id: number): void {
    this.#listed(id).archived = true;
    this.#ordered.clear();
  }

  rename(id: number, name: string): void {
    this.edit(id, { name });
  }

  addCall(callerId: number, calleeId: number): void {
    const callee = this.#listed(calleeId);
    this.edit(callerId, {});
    const calledFrom = callee.procedure.calledFrom ?? [];
    if (!calledFrom.includes(callerId)) {
      callee.procedure = { ...callee.procedure, calledFrom: [...calledFrom, callerId] };
    }
  }

  dropCall(callerId: number, calleeId: number): void {
    const callee = this.#listed(calleeId);
    this.edit(callerId, {});
    const calledFrom = (callee.procedure.calledFrom ?? []).filter((reference) => reference !== callerId);
    callee.procedure = { ...callee.procedure, calledFrom };
  }

  #append(procedure: DoubleProcedure): void {
    const dialect = dialectAt(this.#dialect, this.#entries.length);
    const entry: Entry = { procedure: { ...procedure }, dialect, archived: false };
    this.#entries.push(entry);
    if (!this.#byId.has(procedure.id)) this.#byId.set(procedure.id, entry);
  }

  #listed(id: number): Entry {
    const entry = this.#byId.get(id);
    if (entry === undefined || entry.archived) throw new Error(`double: procedure ${id} is not in the list`);
    return entry;
  }

  #now(): string {
    return this.#clock().toISOString().replace('.000Z', 'Z');
  }

  #render(entry: Entry): ApiRecord {
    return toRecord(entry.procedure, entry.dialect, (id) => this.#byId.get(id)?.procedure);
  }
}

/** Records served as they are; the order and the filter go by the fields they have at first. */
export class RawSource implements RecordSource {
  readonly hasTotalCount: boolean;
  readonly #records: readonly unknown[];
  readonly #ordered = new OrderCache<unknown>();

  constructor(records: readonly unknown[], dialect: Dialect) {
    this.#records = records;
    this.hasTotalCount = dialect !== 'b';
  }

  slice(sort: string | undefined, since: string | undefined, start: number, end: number): SourceSlice {
    const records = this.#ordered.get(sort, since, () =>
      order(modifiedAfter(this.#records, since, recordValue), sort, recordValue),
    );
    return { total: records.length, records: records.slice(start, end) };
  }
}

class OrderCache<Item> {
  readonly #lists = new Map<string, Item[]>();

  get(sort: string | undefined, since: string | undefined, compute: () => Item[]): Item[] {
    const key = JSON.stringify([sort, since]);
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const list = compute();
    if (this.#lists.size >= 16) this.#lists.clear();
    this.#lists.set(key, list);
    return list;
  }

  clear(): void {
    this.#lists.clear();
  }
}

function procedureValue({ procedure }: Entry, field: string): SortValue {
  switch (field) {
    case 'id':
      return procedure.id;
    case 'name':
      return procedure.name;
    case 'status':
      return procedure.status ?? 'PUBLISHED';
    case 'type':
      return procedure.type ?? 'PROCESS_MODEL';
    case 'first_published_at':
      return instant(procedure.firstPublishedAt);
    default:
      return instant(procedure.updatedAt);
  }
}

function recordValue(record: unknown, field: string): SortValue {
  if (typeof record !== 'object' || record === null) return undefined;
  const value = Object.entries(record).find(([name]) => name === field)?.[1] as unknown;
  if (field.endsWith('_at')) return instant(value);
  if (field === 'id' && typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

function instant(value: unknown): number | undefined {
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** A time that cannot be read filters nothing; an item without one is never "modified after". */
function modifiedAfter<Item>(
  items: readonly Item[],
  since: string | undefined,
  read: ValueOf<Item>,
): readonly Item[] {
  const limit = instant(since);
  if (limit === undefined) return items;
  return items.filter((item) => Number(read(item, 'updated_at') ?? Number.NEGATIVE_INFINITY) > limit);
}

function order<Item>(items: readonly Item[], sort: string | undefined, read: ValueOf<Item>): Item[] {
  const { field, descending } = parseSort(sort);
  const keyed = items.map((item) => ({ item, value: read(item, field) }));
  const sign = descending ? -1 : 1;
  keyed.sort((left, right) => sign * compare(left.value, right.value));
  return keyed.map(({ item }) => item);
}

function parseSort(sort: string | undefined): { field: string; descending: boolean } {
  const [field = '', direction = 'asc'] = (sort ?? '').split(',');
  if (!SORT_FIELDS.has(field) || !/^(asc|desc)$/i.test(direction)) return DEFAULT_ORDER;
  return { field, descending: direction.toLowerCase() === 'desc' };
}

/** Nothing before numbers before text; text by code unit. */
function compare(left: SortValue, right: SortValue): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return rank(left) - rank(right);
}

function rank(value: SortValue): number {
  if (value === undefined) return 0;
  return typeof value === 'number' ? 1 : 2;
}
