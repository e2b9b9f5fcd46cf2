import type { CutCall, CyclesReport } from '../report/cycles-report.js';
import { type CsvTable, cells, PROCEDURE_COLUMNS } from './csv-table.js';

/**
 * A row for each procedure of each cycle. The last columns go with `cutCallees`, the callees of the calls to cut, one
 * after the other: the fields that state them and the owners at their other end.
 */
export function cyclesTable({ cycles }: CyclesReport): CsvTable {
  return {
    columns: [
      'cycle',
      'size',
      ...PROCEDURE_COLUMNS,
      'shortestLoopPosition',
      'cutCallees',
      'ambiguous',
      'ownersInherited',
      'cutKinds',
      'cutCalleeOwners',
    ],
    rows: cycles.flatMap((cycle, index) => {
      const places = new Map(cycle.shortest.map((id, place) => [id, place + 1]));
      const cuts = byCaller(cycle.cut);
      return cycle.procedures.map((procedure) => {
        const cut = cuts.get(procedure.id) ?? [];
        return [
          index + 1,
          cycle.size,
          ...cells(procedure),
          places.get(procedure.id) ?? null,
          cut.map(({ callee }) => callee).join('; '),
          cycle.ambiguous,
          (procedure.ownersInherited ?? []).join('; '),
          cut.map(({ kinds }) => kinds.join(' ')).join('; '),
          cut.map(({ calleeOwners }) => calleeOwners.join(' or ') || '–').join('; '),
        ];
      });
    }),
  };
}

function byCaller(cut: readonly CutCall[]): ReadonlyMap<string, readonly CutCall[]> {
  const groups = new Map<string, CutCall[]>();
  for (const call of cut) {
    const group = groups.get(call.caller);
    if (group === undefined) groups.set(call.caller, [call]);
    else group.push(call);
  }
  return groups;
}
