import { GrowingColumn } from './growing-column.js';
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
import { findDropped, inOrder, leftOut, type PlacedDiagnostic } from './record-order.js';
import type { RecordSource } from './record-source.js';
import { Symbols } from './symbols.js';

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
  const invalid = new InvalidFields();
  const records = chooseRecords(rawRecords, diagnostics).map((record, number) => {
    const onInvalid = invalid.at(number, record.id);
    const references: Reference[] = [];
    const procedure = parseProcedure(record, onInvalid);
    parseReferences(record, onInvalid, (reference) => references.push(reference));
    return { procedure, references };
  });
  return { records, diagnostics: [...diagnostics, ...invalid.without(new Set())] };
}

/** A raw record that has a usable id. */
export interface IdentifiedRecord {
  readonly id: string;
  readonly raw: RawObject;
}

/** A record with its id; `undefined` where it has no usable one. */
export function identify(raw: unknown): IdentifiedRecord | undefined {
  const id = isRawObject(raw) ? readId(raw['id']) : null;
  return isRawObject(raw) && id !== null ? { id, raw } : undefined;
}

/** The record that counts for each id, in list order; see {@link parseRecords}. */
export function chooseRecords(
  rawRecords: RecordSource,
  diagnostics: Diagnostic[],
): readonly IdentifiedRecord[] {
  const symbols = new Symbols();
  const [ids, positions] = [new GrowingColumn(), new GrowingColumn()];
  const placed: PlacedDiagnostic[] = [];
  const records: IdentifiedRecord[] = [];
  let position = 0;
  for (const raw of rawRecords) {
    const record = identify(raw);
    if (record === undefined) {
      placed.push(leftOut(raw, position));
    } else {
      records.push(record);
      ids.push(symbols.of(record.id));
      positions.push(position);
    }
    position++;
  }
  const read = { ids: ids.values(), positions: positions.values() };
  const dropped = findDropped(rawRecords, symbols, read, placed);
  for (const diagnostic of inOrder(placed)) diagnostics.push(diagnostic);
  return dropped.size === 0 ? records : records.filter((_, number) => !dropped.has(number));
}

/** What a record says of its procedure. */
export function parseProcedure({ id, raw }: IdentifiedRecord, onInvalid: OnInvalidField): Procedure {
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

/** Tells of the callers, then of the parents, that a record names. */
export function parseReferences(
  { raw }: IdentifiedRecord,
  onInvalid: OnInvalidField,
  use: (reference: Reference) => void,
): void {
  readReferences(raw, 'called_from', onInvalid, use);
  readReferences(raw, 'called_within', onInvalid, use);
}

/** Collects `invalid-field` by the number of the record, so that those of records that do not count can be left out. */
export class InvalidFields {
  readonly #byRecord = new Map<number, Diagnostic[]>();
  #number = 0;
  #id = '';

  /** For the fields of this record; there is one such function, so that a record costs no closure. */
  at(number: number, id: string): OnInvalidField {
    this.#number = number;
    this.#id = id;
    return this.#add;
  }

  /** Those of one record. */
  of(number: number): readonly Diagnostic[] {
    return this.#byRecord.get(number) ?? [];
  }

  /** All in record order, but for those of these records. */
  without(dropped: ReadonlySet<number>): readonly Diagnostic[] {
    return [...this.#byRecord].flatMap(([number, found]) => (dropped.has(number) ? [] : found));
  }

  readonly #add: OnInvalidField = (field, value) => {
    const diagnostic: Diagnostic = {
      code: 'invalid-field',
      message: `The procedure ${this.#id} has a ${describe(value)} in "${field}"; that value is ignored.`,
      procedureId: this.#id,
    };
    const found = this.#byRecord.get(this.#number);
    if (found === undefined) this.#byRecord.set(this.#number, [diagnostic]);
    else found.push(diagnostic);
  };
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}
