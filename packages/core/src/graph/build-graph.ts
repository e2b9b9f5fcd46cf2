import { chooseRecords, parseProcedure, parseReferences } from '../model/parse-records.js';
import type { Diagnostic, Procedure, Reference } from '../model/procedure.js';
import { CALL_FLAGS } from './adjacency.js';
import { AmbiguousNames } from './ambiguous-names.js';
import { createGraph, type ProcedureGraph } from './procedure-graph.js';
import { ReferenceResolver, type Resolution } from './resolve-reference.js';

/**
 * Builds the graph of who calls whom from raw API records, in either dialect or a mixture.
 *
 * Each reference of a record gives a call from the procedure it names to the record's own procedure; none is dropped:
 * a reference without a match gives a missing procedure, one whose name several procedures share gives a call from each
 * of them. An empty list gives an empty graph; a procedure that names itself gets a call to itself.
 * Never throws. Cost: O(V + R), R being the references including what ambiguous ones multiply to.
 */
export function buildGraph(rawRecords: readonly unknown[]): ProcedureGraph {
  const diagnostics: Diagnostic[] = [];
  const chosen = chooseRecords(rawRecords, diagnostics);
  const procedures = chosen.map((record) => parseProcedure(record, diagnostics));
  const resolver = new ReferenceResolver(procedures);
  const sharedNames = new AmbiguousNames();
  const callers: number[] = [];
  const callees: number[] = [];
  const flags: number[] = [];
  for (let callee = 0; callee < chosen.length; callee++) {
    // References are read when they are resolved: kept for all records at once they would be most of the memory.
    for (const reference of parseReferences(chosen[callee]!, diagnostics)) {
      const resolution = resolver.resolve(reference);
      const ambiguous = resolution.callers.length > 1;
      if (ambiguous || resolution.missing || resolution.inexact) {
        report(resolution, reference, procedures[callee]!, diagnostics);
      }
      if (ambiguous) sharedNames.note(resolution.callers, procedures);
      const flag = flagOf(reference, ambiguous);
      for (const caller of resolution.callers) {
        callers.push(caller);
        callees.push(callee);
        flags.push(flag);
      }
    }
  }
  diagnostics.push(...sharedNames.summarise());
  return createGraph(
    [...procedures, ...resolver.missing],
    { callers: new Uint32Array(callers), callees: new Uint32Array(callees), flags: new Uint8Array(flags) },
    diagnostics,
  );
}

function flagOf(reference: Reference, ambiguous: boolean): number {
  if (reference.kind === 'called_from') {
    return ambiguous ? CALL_FLAGS.ambiguousCalledFrom : CALL_FLAGS.calledFrom;
  }
  return ambiguous ? CALL_FLAGS.ambiguousCalledWithin : CALL_FLAGS.calledWithin;
}

function report(
  resolution: Resolution,
  reference: Reference,
  procedure: Procedure,
  diagnostics: Diagnostic[],
): void {
  const add = (code: Diagnostic['code'], what: string) => {
    const message = `"${procedure.name}" (${procedure.id}) names ${what} in ${reference.kind}.`;
    diagnostics.push({ code, message, procedureId: procedure.id });
  };
  if (resolution.missing) add('missing-reference', `${label(reference)}, which is not in the list,`);
  if (resolution.callers.length > 1) {
    add(
      'ambiguous-reference',
      `${label(reference)}, which ${resolution.callers.length} procedures are called,`,
    );
  }
  if (resolution.inexact)
    add('inexact-reference', `${label(reference)}, which matches only after normalising,`);
}

function label({ id, name }: Reference): string {
  if (id === null) return `"${name ?? ''}"`;
  return name === null || name === '' ? `the id ${id}` : `"${name}" (${id})`;
}
