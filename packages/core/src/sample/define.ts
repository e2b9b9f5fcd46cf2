import type { PositionKey } from './positions.js';

export type EntryType = 'PROCESS_MODEL' | 'SUBPROCESS' | 'TASK' | 'TASK_INSTRUCTIONS';
export type EntryStatus = 'DRAFT' | 'EDITED' | 'PUBLISHED';

/** A lane, or a lane followed by the lanes nested in it. */
export type Lane = string | readonly [string, ...Lane[]];

/** A procedure that others still name although the list no longer holds it. */
export interface Archived {
  readonly id: number;
  readonly name: string;
  readonly type: EntryType;
  readonly published: string;
  readonly updated: string;
}

/** A caller or parent: the id of another entry, a bare name (as dialect A writes it), or an archived one. */
export type Caller = number | string | Archived;

export interface Details {
  /** `PUBLISHED` when left out. */
  readonly status?: EntryStatus;
  /** The area's owner when left out; `null` for none. */
  readonly owner?: PositionKey | null;
  /** The area's lanes when left out, on process models and subprocesses only. */
  readonly lanes?: readonly Lane[];
  /** Who does the work. */
  readonly by?: string;
  /** Becomes `called_within`: the parents that contain this entry. */
  readonly within?: readonly Caller[];
  /** Becomes `called_from`: the procedures that call this entry. */
  readonly from?: readonly Caller[];
  /** Days (`YYYY-MM-DD`); spread evenly by id when left out. */
  readonly published?: string;
  readonly updated?: string;
  /** `A`: written in the API's other response shape, with names in place of reference objects. */
  readonly dialect?: 'A';
}

export interface Entry extends Details {
  readonly id: number;
  readonly type: EntryType;
  readonly name: string;
}

export interface Area {
  readonly owner: PositionKey;
  readonly lanes: readonly Lane[];
  readonly entries: readonly Entry[];
}

export function model(id: number, name: string, details: Details = {}): Entry {
  return { id, type: 'PROCESS_MODEL', name, ...details };
}

export function sub(id: number, name: string, details: Details = {}): Entry {
  return { id, type: 'SUBPROCESS', name, ...details };
}

export function task(id: number, name: string, by: string, details: Details = {}): Entry {
  return { id, type: 'TASK', name, by, ...details };
}

export function instructions(id: number, name: string, details: Details = {}): Entry {
  return { id, type: 'TASK_INSTRUCTIONS', name, ...details };
}
