import type { Diagnostic } from './procedure.js';
import { isRawObject, type RawObject, readId } from './raw-fields.js';
import type { RecordSource } from './record-source.js';
import { sameJson } from './same-json.js';

/** A raw record that has a usable id. */
export interface IdentifiedRecord {
  readonly id: string;
  readonly raw: RawObject;
}

/** How reading went. */
export interface RecordsRead {
  /** Numbers of records that do not count: another with the same id does. */
  readonly dropped: ReadonlySet<number>;
  /** `invalid-record` and `duplicate-id`, in list order. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the records one after the other and gives `use` each that has a usable id, numbered from 0. Which of several with
 * the same id counts shows only at the end: the one with the later `updated_at`; on a tie, or where one is unreadable,
 * the later in the list. A record known not to count when it is read is not given, and gets no number.
 * Throws what the source throws. Cost: linear in the records; an id a record is kept.
 */
export function readRecords(
  source: RecordSource,
  use: (record: IdentifiedRecord, number: number) => void,
): RecordsRead {
  const diagnostics: Diagnostic[] = [];
  const dropped = new Set<number>();
  const numberOf = new Map<string, number>();
  const positions: number[] = [];
  let position = -1;
  for (const raw of source) {
    position++;
    const id = isRawObject(raw) ? readId(raw['id']) : null;
    if (!isRawObject(raw) || id === null) {
      diagnostics.push({ code: 'invalid-record', message: invalidRecordMessage(raw, position) });
      continue;
    }
    const number = positions.length;
    const earlier = numberOf.get(id);
    if (earlier !== undefined) {
      const other = source.at(positions[earlier]!);
      if (!sameJson(other, raw)) diagnostics.push(duplicateId(id));
      if (timeOf(other) > timeOf(raw)) continue;
      dropped.add(earlier);
    }
    numberOf.set(id, number);
    positions.push(position);
    use({ id, raw }, number);
  }
  return { dropped, diagnostics };
}

function invalidRecordMessage(raw: unknown, position: number): string {
  const what = isRawObject(raw) ? 'has no usable id' : 'is not an object';
  return `Record ${position + 1} of the list (index ${position}) ${what}; it is left out.`;
}

function duplicateId(id: string): Diagnostic {
  return {
    code: 'duplicate-id',
    message: `The id ${id} stands twice, with different contents; the record changed last counts.`,
    procedureId: id,
  };
}

function timeOf(raw: unknown): number {
  const value = isRawObject(raw) ? raw['updated_at'] : undefined;
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}
