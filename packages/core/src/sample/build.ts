import type { Archived, Area, Caller, Entry, Lane } from './define.js';
import { POSITIONS } from './positions.js';

const SITE = 'https://aldermere.klarify.biz';
const DAY = 86_400_000;
const FIRST_PUBLICATION = Date.UTC(2023, 1, 1);
const FIRST_UPDATE = Date.UTC(2024, 3, 1);
const LAST_UPDATE = Date.UTC(2026, 9, 28);

interface Placed {
  readonly entry: Entry;
  readonly area: Area;
}

interface RawLane {
  readonly id: string;
  readonly name: string;
  readonly nestedLanes: readonly RawLane[];
}

/** Writes every entry out as the record the Klarify API would send for it. */
export function buildRecords(areas: readonly Area[]): readonly unknown[] {
  const placed = areas.flatMap((area) => area.entries.map((entry): Placed => ({ entry, area })));
  const byId = new Map(placed.map(({ entry }) => [entry.id, entry]));
  return placed.map((item) => (item.entry.dialect === 'A' ? dialectA(item, byId) : dialectB(item, byId)));
}

function dialectB({ entry, area }: Placed, byId: ReadonlyMap<number, Entry>): unknown {
  const owner = ownerOf(entry, area);
  return {
    ...header(entry),
    owner: owner === null ? null : { ...owner },
    ...(entry.by === undefined ? {} : { performer: entry.by }),
    lanes: rawLanes(lanesOf(entry, area)),
    called_within: (entry.within ?? []).map((caller) => reference(caller, byId)),
    called_from: (entry.from ?? []).map((caller) => reference(caller, byId)),
  };
}

function dialectA({ entry, area }: Placed, byId: ReadonlyMap<number, Entry>): unknown {
  return {
    id: String(entry.id),
    name: entry.name,
    status: (entry.status ?? 'PUBLISHED').toLowerCase(),
    owner: ownerOf(entry, area)?.job_title ?? null,
    performer: entry.by ?? null,
    updated_at: updatedAt(entry),
    url: `${SITE}/process/${entry.id}`,
    lanes: lanesOf(entry, area).flatMap(laneNames),
    called_within: (entry.within ?? []).map((caller) => callerName(caller, byId)),
    called_from: (entry.from ?? []).map((caller) => callerName(caller, byId)),
  };
}

/** What a record and a reference to it have in common. */
function header(entry: Entry) {
  return {
    id: entry.id,
    name: entry.name,
    type: entry.type,
    status: entry.status ?? 'PUBLISHED',
    url: `${SITE}/document/${entry.id}`,
    updated_at: updatedAt(entry),
    first_published_at: publishedAt(entry),
  };
}

function reference(caller: Caller, byId: ReadonlyMap<number, Entry>): unknown {
  if (typeof caller === 'string') return caller;
  return header(typeof caller === 'number' ? entryOf(caller, byId) : caller);
}

function callerName(caller: Caller, byId: ReadonlyMap<number, Entry>): string {
  if (typeof caller === 'string') return caller;
  return typeof caller === 'number' ? entryOf(caller, byId).name : caller.name;
}

function entryOf(id: number, byId: ReadonlyMap<number, Entry>): Entry {
  const entry = byId.get(id);
  if (entry === undefined) throw new Error(`The sample organisation has no procedure ${id}.`);
  return entry;
}

function ownerOf(entry: Entry, area: Area) {
  return entry.owner === null ? null : POSITIONS[entry.owner ?? area.owner];
}

function lanesOf(entry: Entry, area: Area): readonly Lane[] {
  const hasLanes = entry.type === 'PROCESS_MODEL' || entry.type === 'SUBPROCESS';
  return entry.lanes ?? (hasLanes ? area.lanes : []);
}

function rawLanes(lanes: readonly Lane[], prefix = 'Lane'): readonly RawLane[] {
  return lanes.map((lane, index) => {
    const id = `${prefix}_${index + 1}`;
    const [name, ...nested] = typeof lane === 'string' ? [lane] : lane;
    return { id, name, nestedLanes: rawLanes(nested, id) };
  });
}

function laneNames(lane: Lane): readonly string[] {
  if (typeof lane === 'string') return [lane];
  const [name, ...nested] = lane;
  return [name, ...nested.flatMap(laneNames)];
}

function updatedAt(entry: Entry | Archived): string {
  const fallback = between(FIRST_UPDATE, LAST_UPDATE, entry.id * 389);
  return workingTime(entry.updated === undefined ? fallback : Date.parse(entry.updated), entry.id);
}

function publishedAt(entry: Entry | Archived): string | null {
  if ('status' in entry && entry.status === 'DRAFT') return null;
  const latest = Date.parse(updatedAt(entry)) - 2 * DAY;
  const fallback = between(FIRST_PUBLICATION, Math.min(latest, FIRST_UPDATE), entry.id * 157);
  return workingTime(entry.published === undefined ? fallback : Date.parse(entry.published), entry.id + 11);
}

/** A day from `start` up to `end`, always the same one for a `seed`. */
function between(start: number, end: number, seed: number): number {
  const days = Math.max(1, Math.floor((end - start) / DAY));
  return start + (seed % days) * DAY;
}

/** Moves a day off the weekend and gives it a time in office hours. */
function workingTime(day: number, seed: number): string {
  const weekday = new Date(day).getUTCDay();
  const friday = day - (weekday === 6 ? DAY : weekday === 0 ? 2 * DAY : 0);
  const minutes = 7 * 60 + ((seed * 37) % 600);
  return new Date(friday + minutes * 60_000).toISOString().replace('.000Z', 'Z');
}
