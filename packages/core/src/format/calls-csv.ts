import { stringify } from 'csv-stringify/sync';
import { compareByNameThenId } from '../model/text.js';
import type { GraphDocument } from '../report/graph-document.js';
import { wellFormed } from './escape.js';

const COLUMNS = ['callerId', 'callerName', 'calleeId', 'calleeName', 'kinds', 'ambiguous'] as const;

/**
 * The calls of the graph as CSV, one a line, by caller then callee; written as `formatCsv` writes. A procedure that
 * neither calls nor is called is in no line.
 */
export function formatCallsCsv({ nodes, edges }: GraphDocument): string {
  const byKey = new Map(nodes.map(({ key, attributes }) => [key, attributes]));
  const calls = edges
    .map(({ source, target, attributes }) => ({
      caller: byKey.get(source)!,
      callee: byKey.get(target)!,
      ...attributes,
    }))
    .sort((a, b) => compareByNameThenId(a.caller, b.caller) || compareByNameThenId(a.callee, b.callee));
  const rows = calls.map(({ caller, callee, kinds, ambiguous }) => [
    ...[caller.id, caller.name, callee.id, callee.name].map(wellFormed),
    kinds.join('; '),
    ambiguous,
  ]);
  return stringify([COLUMNS, ...rows], {
    escape_formulas: true,
    cast: { boolean: (value) => (value ? 'true' : 'false') },
  });
}
