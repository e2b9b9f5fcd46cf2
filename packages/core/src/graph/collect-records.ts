import { GrowingColumn } from '../model/growing-column.js';
import { InvalidFields, identify, parseProcedure, parseReferences } from '../model/parse-records.js';
import type { CallKind, Diagnostic, Procedure } from '../model/procedure.js';
import { findDropped, inOrder, leftOut, type PlacedDiagnostic } from '../model/record-order.js';
import { type RecordSource, SCANNED } from '../model/record-source.js';
import { RecordScanner, type ScannedReferences } from '../model/scan-record.js';
import { Symbols } from '../model/symbols.js';

/** What is kept of the records that count until the references can be resolved: by procedure, and by reference. */
export interface CollectedRecords {
  readonly symbols: Symbols;
  /** Symbols of the procedures' ids and names, in list order. */
  readonly ids: Uint32Array;
  readonly names: Uint32Array;
  /** Symbols of their types and owners plus one; 0 for none. An owner may be blank, which is none. */
  readonly types: Uint32Array;
  readonly owners: Uint32Array;
  /** Makes the whole procedure. */
  readonly procedureAt: (node: number) => Procedure;
  /** Where the references of each procedure begin and end. */
  readonly referenceStarts: Uint32Array;
  readonly referenceEnds: Uint32Array;
  /** Symbols of what a reference carries; 0 where it has no id or no name. */
  readonly referenceIds: Uint32Array;
  readonly referenceNames: Uint32Array;
  /** Places in {@link KINDS}. */
  readonly referenceKinds: Uint32Array;
  /** What was wrong about the records and their fields. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was wrong about the references of a procedure. */
  readonly referenceDiagnostics: (node: number) => readonly Diagnostic[];
}

export const KINDS: readonly CallKind[] = ['called_from', 'called_within'];

/** Reads the records once, in list order, and keeps numbers. Cost: linear in the records. */
export function collectRecords(source: RecordSource): CollectedRecords {
  const collector = new Collector(source);
  let position = 0;
  for (const item of collector.items()) {
    if (item === SCANNED) collector.addScanned(position);
    else collector.add(item, position);
    position++;
  }
  return collector.done();
}

/** Texts are kept as noted among the symbols, plus one, 0 for none, until all are read. */
class Collector {
  readonly #source: RecordSource;
  readonly #symbols: Symbols;
  readonly #scanner: RecordScanner | undefined;
  readonly #positions = new GrowingColumn();
  readonly #ids = new GrowingColumn();
  readonly #names = new GrowingColumn();
  readonly #types = new GrowingColumn();
  readonly #owners = new GrowingColumn();
  readonly #ends = new GrowingColumn();
  readonly #referenceIds = new GrowingColumn();
  readonly #referenceNames = new GrowingColumn();
  readonly #referenceKinds = new GrowingColumn();
  /** By record; those that were scanned are parsed when they are asked for. */
  readonly #procedures: Procedure[] = [];
  readonly #placed: PlacedDiagnostic[] = [];
  readonly #fields = new InvalidFields();
  readonly #references = new InvalidFields();

  constructor(source: RecordSource) {
    this.#source = source;
    this.#symbols = new Symbols(source.json);
    this.#scanner = source.json && new RecordScanner(source.json, this.#symbols);
  }

  items(): Iterable<unknown> {
    return this.#source.json && this.#scanner ? this.#source.json.read(this.#scanner.scan) : this.#source;
  }

  add(raw: unknown, position: number): void {
    const record = identify(raw);
    if (record === undefined) {
      this.#placed.push(leftOut(raw, position));
      return;
    }
    const number = this.#positions.length;
    const procedure = parseProcedure(record, this.#fields.at(number, record.id));
    this.#procedures[number] = procedure;
    this.#positions.push(position);
    this.#ids.push(this.#note(procedure.id));
    this.#names.push(this.#note(procedure.name));
    this.#types.push(this.#note(procedure.type));
    this.#owners.push(this.#note(procedure.owner));
    parseReferences(record, this.#references.at(number, record.id), ({ id, name, kind }) => {
      this.#referenceIds.push(this.#note(id));
      this.#referenceNames.push(this.#note(name));
      this.#referenceKinds.push(KINDS.indexOf(kind));
    });
    this.#ends.push(this.#referenceIds.length);
  }

  #note(text: string | null): number {
    return text === null ? 0 : this.#symbols.note(text) + 1;
  }

  /** Takes over what the scanner has found. */
  addScanned(position: number): void {
    const { id, name, type, owner, calledFrom, calledWithin } = this.#scanner!;
    this.#positions.push(position);
    this.#ids.push(id);
    this.#names.push(name);
    this.#types.push(type);
    this.#owners.push(owner);
    this.#pushReferences(calledFrom, 0);
    this.#pushReferences(calledWithin, 1);
    this.#ends.push(this.#referenceIds.length);
  }

  #pushReferences({ count, ids, names }: ScannedReferences, kind: number): void {
    for (let at = 0; at < count; at++) {
      this.#referenceIds.push(ids[at]!);
      this.#referenceNames.push(names[at]!);
      this.#referenceKinds.push(kind);
    }
  }

  done(): CollectedRecords {
    const noted = this.#symbols.settle();
    const symbolsOf = (column: GrowingColumn) =>
      column.values().map((place) => (place === 0 ? 0 : noted[place - 1]!));
    const symbolsOrNone = (column: GrowingColumn) =>
      column.values().map((place) => (place === 0 ? 0 : noted[place - 1]! + 1));
    const read = { ids: symbolsOf(this.#ids), positions: this.#positions.values() };
    const dropped = findDropped(this.#source, this.#symbols, read, this.#placed);
    const ends = this.#ends.values();
    const starts = new Uint32Array(ends.length);
    starts.set(ends.subarray(0, Math.max(0, ends.length - 1)), Math.min(1, ends.length));
    const numbers = Uint32Array.from(ends.keys()).filter((number) => !dropped.has(number));
    const ofNodes = (column: Uint32Array) => numbers.map((number) => column[number]!);
    const references = this.#references;
    return {
      symbols: this.#symbols,
      ids: ofNodes(read.ids),
      names: ofNodes(symbolsOf(this.#names)),
      types: ofNodes(symbolsOrNone(this.#types)),
      owners: ofNodes(symbolsOrNone(this.#owners)),
      procedureAt: procedureMaker(this.#source, this.#procedures, numbers, ofNodes(read.positions)),
      referenceStarts: ofNodes(starts),
      referenceEnds: ofNodes(ends),
      referenceIds: symbolsOf(this.#referenceIds),
      referenceNames: symbolsOf(this.#referenceNames),
      referenceKinds: this.#referenceKinds.values(),
      diagnostics: [...inOrder(this.#placed), ...this.#fields.without(dropped)],
      referenceDiagnostics: (node) => references.of(numbers[node]!),
    };
  }
}

/** Apart from the collector, so that a graph does not keep all that was collected for it. */
function procedureMaker(
  source: RecordSource,
  made: readonly (Procedure | undefined)[],
  numbers: Uint32Array,
  positions: Uint32Array,
): (node: number) => Procedure {
  return (node) => {
    const procedure = made[numbers[node]!];
    if (procedure !== undefined) return procedure;
    const record = identify(source.at(positions[node]!));
    if (record === undefined) throw new Error('A record that was scanned has no id any more.');
    return parseProcedure(record, () => undefined);
  };
}
