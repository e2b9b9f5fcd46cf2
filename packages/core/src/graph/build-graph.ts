import { GrowingColumn } from '../model/growing-column.js';
import type { CallKind, Diagnostic } from '../model/procedure.js';
import type { RecordSource } from '../model/record-source.js';
import { CALL_FLAGS, type CallColumns } from './adjacency.js';
import { AmbiguousNames } from './ambiguous-names.js';
import { type CollectedRecords, collectRecords, KINDS } from './collect-records.js';
import { lazyList } from './lazy-list.js';
import { createGraph, type ProcedureGraph } from './procedure-graph.js';
import { ReferenceResolver, type Resolution } from './resolve-reference.js';

/**
 * Builds the graph of who calls whom from raw API records, in either dialect or a mixture.
 *
 * Each reference of a record gives a call from the procedure it names to the record's own procedure; none is dropped:
 * a reference without a match gives a missing procedure, one whose name several procedures share gives a call from each
 * of them. An empty list gives an empty graph; a procedure that names itself gets a call to itself.
 * Records are read once and let go. Throws only what the source throws, an array nothing. Cost: O(V + R), R being the
 * references including what ambiguous ones multiply to.
 */
export function buildGraph(rawRecords: RecordSource): ProcedureGraph {
  const records = collectRecords(rawRecords);
  const resolver = new ReferenceResolver(records);
  const { calls, diagnostics } = resolveReferences(records, resolver);
  const { symbols, ids, names, types, owners, procedureAt } = records;
  const { missing } = resolver;
  const listed = ids.length;
  const makeProcedure = (node: number) => (node < listed ? procedureAt(node) : missing[node - listed]!);
  const textIn = (column: Uint32Array, node: number) =>
    node < listed && column[node] !== 0 ? symbols.textOf(column[node]! - 1) : null;
  return createGraph(
    lazyList(listed + missing.length, makeProcedure),
    calls,
    [...records.diagnostics, ...diagnostics],
    {
      listed,
      indexOf: (id) => resolver.nodeOf(id),
      idOf: (node) => (node < listed ? symbols.textOf(ids[node]!) : missing[node - listed]!.id),
      nameOf: (node) => (node < listed ? symbols.textOf(names[node]!) : missing[node - listed]!.name),
      typeOf: (node) => textIn(types, node),
      ownerOf: (node) => {
        const owner = textIn(owners, node);
        return owner === null || owner.trim() === '' ? null : owner;
      },
      procedureAt: makeProcedure,
    },
  );
}

function resolveReferences(
  records: CollectedRecords,
  resolver: ReferenceResolver,
): { readonly calls: CallColumns; readonly diagnostics: readonly Diagnostic[] } {
  const { symbols, referenceIds, referenceNames, referenceKinds, referenceStarts, referenceEnds } = records;
  const diagnostics: Diagnostic[] = [];
  const sharedNames = new AmbiguousNames();
  const nameOf = (node: number) => symbols.textOf(records.names[node]!);
  const [callers, callees, flags] = [new GrowingColumn(), new GrowingColumn(), new GrowingColumn()];
  for (let callee = 0; callee < records.ids.length; callee++) {
    for (const found of records.referenceDiagnostics(callee)) diagnostics.push(found);
    for (let at = referenceStarts[callee]!; at < referenceEnds[callee]!; at++) {
      const id = referenceIds[at]!;
      const name = referenceNames[at]!;
      const kind = KINDS[referenceKinds[at]!]!;
      const only = resolver.onlyMatch(id, name);
      if (only >= 0) {
        callers.push(only);
        callees.push(callee);
        flags.push(flagOf(kind, false));
        continue;
      }
      const resolution = resolver.resolve(id, name);
      const procedure = {
        id: symbols.textOf(records.ids[callee]!),
        name: nameOf(callee),
      };
      const ambiguous = resolution.callers.length > 1;
      report(resolution, label(symbols.textOf(id), symbols.textOf(name)), kind, procedure, diagnostics);
      if (ambiguous) sharedNames.note(resolution.callers, nameOf);
      for (const caller of resolution.callers) {
        callers.push(caller);
        callees.push(callee);
        flags.push(flagOf(kind, ambiguous));
      }
    }
  }
  diagnostics.push(...sharedNames.summarise());
  return {
    calls: { callers: callers.values(), callees: callees.values(), flags: Uint8Array.from(flags.values()) },
    diagnostics,
  };
}

function flagOf(kind: CallKind, ambiguous: boolean): number {
  if (kind === 'called_from') return ambiguous ? CALL_FLAGS.ambiguousCalledFrom : CALL_FLAGS.calledFrom;
  return ambiguous ? CALL_FLAGS.ambiguousCalledWithin : CALL_FLAGS.calledWithin;
}

function report(
  resolution: Resolution,
  label: string,
  kind: CallKind,
  procedure: { readonly id: string; readonly name: string },
  diagnostics: Diagnostic[],
): void {
  const add = (code: Diagnostic['code'], what: string) => {
    const message = `"${procedure.name}" (${procedure.id}) names ${label}, which ${what}, in ${kind}.`;
    diagnostics.push({ code, message, procedureId: procedure.id });
  };
  if (resolution.missing) add('missing-reference', 'is not in the list');
  if (resolution.callers.length > 1) {
    add('ambiguous-reference', `${resolution.callers.length} procedures are called`);
  }
  if (resolution.inexact) add('inexact-reference', 'matches only after normalising');
}

/** How a reference reads; an id is never empty where there is one. */
function label(id: string, name: string): string {
  if (id === '') return `"${name}"`;
  return name === '' ? `the id ${id}` : `"${name}" (${id})`;
}
