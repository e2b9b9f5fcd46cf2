import type { CallKind, Diagnostic, Procedure } from '../model/procedure.js';
import type { RecordSource } from '../model/record-source.js';
import { CALL_FLAGS } from './adjacency.js';
import { collectRecords, KINDS } from './collect-records.js';
import { GrowingColumn } from './growing-column.js';
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
  const diagnostics = [...records.diagnostics];
  const resolver = new ReferenceResolver(records);
  const { referenceIds, referenceNames, referenceKinds, referenceEnds } = records;
  const { texts } = records.symbols;
  const callers = new GrowingColumn();
  const callees = new GrowingColumn();
  const flags = new GrowingColumn();
  let callee = 0;
  for (const [record, procedure] of records.procedures.entries()) {
    if (procedure === undefined) continue;
    for (const found of records.referenceDiagnostics(record)) diagnostics.push(found);
    for (let at = record === 0 ? 0 : referenceEnds[record - 1]!; at < referenceEnds[record]!; at++) {
      const [id, name, kind] = [referenceIds[at]!, referenceNames[at]!, KINDS[referenceKinds[at]!]!];
      const only = resolver.onlyMatch(id, name);
      if (only !== -1) {
        callers.push(only);
        callees.push(callee);
        flags.push(flagOf(kind, false));
        continue;
      }
      const resolution = resolver.resolve(id, name);
      report(resolution, label(texts[id]!, texts[name]!), kind, procedure, diagnostics);
      for (const caller of resolution.callers) {
        callers.push(caller);
        callees.push(callee);
        flags.push(flagOf(kind, resolution.callers.length > 1));
      }
    }
    callee++;
  }
  return createGraph(
    [...resolver.listed, ...resolver.missing],
    { callers: callers.values(), callees: callees.values(), flags: Uint8Array.from(flags.values()) },
    diagnostics,
  );
}

function flagOf(kind: CallKind, ambiguous: boolean): number {
  if (kind === 'called_from') return ambiguous ? CALL_FLAGS.ambiguousCalledFrom : CALL_FLAGS.calledFrom;
  return ambiguous ? CALL_FLAGS.ambiguousCalledWithin : CALL_FLAGS.calledWithin;
}

function report(
  resolution: Resolution,
  label: string,
  kind: CallKind,
  procedure: Procedure,
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
