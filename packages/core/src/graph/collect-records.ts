import { InvalidFields, parseProcedure, parseReferences } from '../model/parse-records.js';
import type { CallKind, Diagnostic, Procedure, Reference } from '../model/procedure.js';
import { readRecords } from '../model/read-records.js';
import type { RecordSource } from '../model/record-source.js';
import { GrowingColumn } from './growing-column.js';
import { Symbols } from './symbols.js';

/** What is kept of the records until the references can be resolved: by record, and by reference in list order. */
export interface CollectedRecords {
  readonly procedures: readonly (Procedure | undefined)[];
  readonly symbols: Symbols;
  /** Symbols of the records' own ids and names. */
  readonly ids: Uint32Array;
  readonly names: Uint32Array;
  /** Where the references of each record end. */
  readonly referenceEnds: Uint32Array;
  /** Symbols of what a reference carries; 0 where it has no id or no name. */
  readonly referenceIds: Uint32Array;
  readonly referenceNames: Uint32Array;
  /** 1 where the reference is a containment. */
  readonly referenceKinds: Uint32Array;
  /** What was wrong about the records and their fields. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was wrong about the references of a record. */
  readonly referenceDiagnostics: (record: number) => readonly Diagnostic[];
}

export const KINDS: readonly CallKind[] = ['called_from', 'called_within'];

/**
 * Reads the records once, in list order, and keeps procedures and numbers. A record that does not count leaves an
 * `undefined` among the procedures. Cost: linear in the records.
 */
export function collectRecords(source: RecordSource): CollectedRecords {
  const symbols = new Symbols();
  const procedures: (Procedure | undefined)[] = [];
  const [ids, names, ends] = [new GrowingColumn(), new GrowingColumn(), new GrowingColumn()];
  const [referenceIds, referenceNames] = [new GrowingColumn(), new GrowingColumn()];
  const referenceKinds = new GrowingColumn();
  const [fields, references] = [new InvalidFields(), new InvalidFields()];
  const addReference = ({ id, name, kind }: Reference) => {
    referenceIds.push(id === null ? 0 : symbols.of(id));
    referenceNames.push(name === null ? 0 : symbols.of(name));
    referenceKinds.push(kind === 'called_from' ? 0 : 1);
  };
  const { dropped, diagnostics } = readRecords(source, (record, number) => {
    const procedure = parseProcedure(record, fields.at(number, record.id));
    procedures.push(procedure);
    ids.push(symbols.of(procedure.id));
    names.push(symbols.of(procedure.name));
    parseReferences(record, references.at(number, record.id), addReference);
    ends.push(referenceIds.length);
  });
  for (const number of dropped) procedures[number] = undefined;
  return {
    procedures,
    symbols,
    ids: ids.values(),
    names: names.values(),
    referenceEnds: ends.values(),
    referenceIds: referenceIds.values(),
    referenceNames: referenceNames.values(),
    referenceKinds: referenceKinds.values(),
    diagnostics: [...diagnostics, ...fields.without(dropped)],
    referenceDiagnostics: (record) => references.of(record),
  };
}
