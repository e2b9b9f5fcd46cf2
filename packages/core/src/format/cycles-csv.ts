import type { CutCall, CyclesReport } from '../report/cycles-report.js';
import { type CsvTable, PROCEDURE_COLUMNS, procedureCells } from './csv-table.js';

/**
 * A row for each procedure of each cycle. The columns behind `ownersInherited` go with `cutCallees`, the callees of the
 * calls to cut, one after the other: the fields that state them and the owners at their other end. Where loops were asked
 * for there are two more: the loops that the procedure is on, each as its number and the procedure's place in it, and
 * whether the cycle has more loops than are listed.
 */
export function cyclesTable({ cycles }: CyclesReport): CsvTable {
  const hasLoops = cycles.some(({ loops }) => loops !== undefined);
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
      ...(hasLoops ? ['loops', 'truncated'] : []),
    ],
    rows: cycles.flatMap((cycle, index) => {
      const places = new Map(cycle.shortest.map((id, place) => [id, place + 1]));
      const cuts = byCaller(cycle.cut);
      const loops = placesInLoops(cycle.loops ?? []);
      return cycle.procedures.map((procedure) => {
        const cut = cuts.get(procedure.id) ?? [];
        return [
          index + 1,
          cycle.size,
          ...procedureCells(procedure),
          places.get(procedure.id) ?? null,
          cut.map(({ callee }) => callee).join('; '),
          cycle.ambiguous,
          (procedure.ownersInherited ?? []).join('; '),
          cut.map(({ kinds }) => kinds.join(' ')).join('; '),
          cut.map(({ calleeOwners }) => calleeOwners.join(' or ') || '–').join('; '),
          ...(hasLoops ? [loops.get(procedure.id)?.join('; ') ?? '', cycle.truncated === true] : []),
        ];
      });
    }),
  };
}

/** "2#3" where a procedure is third on the second loop; with a colon a spreadsheet would take it for a time. */
function placesInLoops(loops: readonly (readonly string[])[]): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  for (const [loop, ids] of loops.entries()) {
    for (const [place, id] of ids.entries()) {
      const text = `${loop + 1}#${place + 1}`;
      const known = places.get(id);
      if (known === undefined) places.set(id, [text]);
      else known.push(text);
    }
  }
  return places;
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
