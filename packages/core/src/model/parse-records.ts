import type { Diagnostic, Procedure, ProcedureRecord, Reference } from './procedure.js';
import {
  isRawObject,
  type OnInvalidField,
  type RawObject,
  readId,
  readLanes,
  readOwner,
  readPerformers,
  readReferences,
  readText,
} from './raw-fields.js';
import { sameJson } from './same-json.js';
import { parseTime } from './time.js';

/** What the raw records say, in list order, each id once, with what was wrong about them. */
export interface ParsedRecords {
  readonly records: readonly ProcedureRecord[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Turns raw API records, of either dialect or a mixture, into procedures with their references. The only place that
 * looks at raw fields.
 *
 * A record without a usable id is left out with `invalid-record`; of two with the same id the one with the later
 * `updated_at` counts (on a tie or where one is unreadable, the later in the list), with `duplicate-id` when they
 * differ; a value of a wrong type is ignored with `invalid-field`. Never throws. Cost: linear in the records.
 */
export function parseRecords(rawRecords: readonly unknown[]): ParsedRecords {
  const diagnostics: Diagnostic[] = [];
  const records = chooseRecords(rawRecords, diagnostics).map((record) => ({
    procedure: parseProcedure(record, diagnostics),
    references: parseReferences(record, diagnostics),
  }));
  return { records, diagnostics };
}

/** A raw record that has a usable id and counts among those with the same one. */
export interface ChosenRecord {
  readonly id: string;
  readonly raw: RawObject;
}

/** The record that counts for each id, in list order; see {@link parseRecords}. */
export function chooseRecords(
  rawRecords: readonly unknown[],
  diagnostics: Diagnostic[],
): readonly ChosenRecord[] {
  const chosen: (ChosenRecord | undefined)[] = [];
  const placeOf = new Map<string, number>();
  for (let position = 0; position < rawRecords.length; position++) {
    const raw = rawRecords[position];
    const id = isRawObject(raw) ? readId(raw['id']) : null;
    if (!isRawObject(raw) || id === null) {
      diagnostics.push({ code: 'invalid-record', message: invalidRecordMessage(raw, position) });
      continue;
    }
    const place = placeOf.get(id);
    const earlier = place === undefined ? undefined : chosen[place];
    if (place !== undefined && earlier !== undefined) {
      if (!sameJson(earlier.raw, raw)) {
        diagnostics.push({
          code: 'duplicate-id',
          message: `The id ${id} stands twice, with different contents; the record changed last counts.`,
          procedureId: id,
        });
      }
      if (!countsInstead(earlier.raw['updated_at'], raw['updated_at'])) continue;
      chosen[place] = undefined;
    }
    placeOf.set(id, chosen.length);
    chosen.push({ id, raw });
  }
  return chosen.filter((record) => record !== undefined);
}

function invalidRecordMessage(raw: unknown, position: number): string {
  const what = isRawObject(raw) ? 'has no usable id' : 'is not an object';
  return `Record ${position + 1} of the list (index ${position}) ${what}; it is left out.`;
}

/** True when, of two records with the same id, the one that stands later counts: unless the other was updated later. */
export function countsInstead(earlierUpdatedAt: unknown, laterUpdatedAt: unknown): boolean {
  return !(timeOf(earlierUpdatedAt) > timeOf(laterUpdatedAt));
}

function timeOf(value: unknown): number {
  return typeof value === 'string' ? parseTime(value) : Number.NaN;
}

/** What a record says of its procedure. */
export function parseProcedure({ id, raw }: ChosenRecord, diagnostics: Diagnostic[]): Procedure {
  const onInvalid = invalidFieldsOf(id, diagnostics);
  return {
    id,
    name: readText(raw, 'name', onInvalid) ?? '',
    type: readText(raw, 'type', onInvalid),
    status: readText(raw, 'status', onInvalid),
    owner: readOwner(raw, onInvalid),
    performers: readPerformers(raw, onInvalid),
    lanes: readLanes(raw, onInvalid),
    url: readText(raw, 'url', onInvalid),
    updatedAt: readText(raw, 'updated_at', onInvalid),
    firstPublishedAt: readText(raw, 'first_published_at', onInvalid),
    missing: false,
  };
}

/** The callers, then the parents, that a record names. Made anew at each call: to be used and let go. */
export function parseReferences({ id, raw }: ChosenRecord, diagnostics: Diagnostic[]): readonly Reference[] {
  const onInvalid = invalidFieldsOf(id, diagnostics);
  const callers = readReferences(raw, 'called_from', onInvalid);
  const parents = readReferences(raw, 'called_within', onInvalid);
  return parents.length === 0 ? callers : callers.length === 0 ? parents : [...callers, ...parents];
}

function invalidFieldsOf(id: string, diagnostics: Diagnostic[]): OnInvalidField {
  return (field, value) => {
    diagnostics.push({
      code: 'invalid-field',
      message: `The procedure ${id} has a ${describe(value)} in "${field}"; that value is ignored.`,
      procedureId: id,
    });
  };
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}
