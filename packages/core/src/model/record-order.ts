import type { Diagnostic } from './procedure.js';
import { isRawObject } from './raw-fields.js';
import type { RecordSource } from './record-source.js';
import { sameJson } from './same-json.js';
import type { Symbols } from './symbols.js';
import { parseTime } from './time.js';

/** Records that were read: the symbol of each one's id, and where in the list it stands. */
export interface ReadRecords {
  readonly ids: Uint32Array;
  readonly positions: Uint32Array;
}

/** A diagnostic about the record at this position of the list. */
export interface PlacedDiagnostic {
  readonly position: number;
  readonly diagnostic: Diagnostic;
}

/**
 * Says which of several records with the same id do not count, by number, and adds a `duplicate-id` where two differ. The
 * one with the later `updated_at` counts; on a tie, or where one is unreadable, the later in the list. Records with an id
 * of their own are not looked at. Cost: linear in the records.
 */
export function findDropped(
  source: RecordSource,
  symbols: Symbols,
  { ids, positions }: ReadRecords,
  diagnostics: PlacedDiagnostic[],
): ReadonlySet<number> {
  const dropped = new Set<number>();
  const numbers = new Uint32Array(symbols.size);
  for (let number = 0; number < ids.length; number++) {
    const id = ids[number]!;
    const earlier = numbers[id]! - 1;
    numbers[id] = number + 1;
    if (earlier === -1) continue;
    const position = positions[number]!;
    const [before, after] = [source.at(positions[earlier]!), source.at(position)];
    if (!sameJson(before, after)) {
      diagnostics.push({ position, diagnostic: duplicateId(symbols.textOf(id)) });
    }
    if (countsInstead(updatedAt(before), updatedAt(after))) {
      dropped.add(earlier);
    } else {
      dropped.add(number);
      numbers[id] = earlier + 1;
    }
  }
  return dropped;
}

/** Says that a record without a usable id is left out. */
export function leftOut(raw: unknown, position: number): PlacedDiagnostic {
  const what = isRawObject(raw) ? 'has no usable id' : 'is not an object';
  const message = `Record ${position + 1} of the list (index ${position}) ${what}; it is left out.`;
  return { position, diagnostic: { code: 'invalid-record', message } };
}

/** In list order. */
export function inOrder(diagnostics: readonly PlacedDiagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => a.position - b.position).map(({ diagnostic }) => diagnostic);
}

/** True when, of two records with the same id, the one that stands later counts: unless the other was updated later. */
export function countsInstead(earlierUpdatedAt: unknown, laterUpdatedAt: unknown): boolean {
  return !(timeOf(earlierUpdatedAt) > timeOf(laterUpdatedAt));
}

function updatedAt(raw: unknown): unknown {
  return isRawObject(raw) ? raw['updated_at'] : undefined;
}

function timeOf(value: unknown): number {
  return typeof value === 'string' ? parseTime(value) : Number.NaN;
}

function duplicateId(id: string): Diagnostic {
  return {
    code: 'duplicate-id',
    message: `The id ${id} stands twice, with different contents; the record changed last counts.`,
    procedureId: id,
  };
}
