import type { DiffReport, ProcedureGraph, ProcedureSummary } from '@klarify-graph/core';
import { FACETS, type Filter, filtersProcedures, valueKey } from '../state/filter.js';
import type { Changes } from './changes.js';
import { type Matches, matcherOf } from './matching.js';
import { foldText } from './search.js';
import { humanise } from './text.js';

/** What a filter leaves of the changes: all parts of the report that are lists of procedures, calls or cycles. */
export type ShownChanges = Pick<DiffReport, 'procedures' | 'calls' | 'cycles' | 'orphans'> & {
  readonly affected: DiffReport['impact']['procedures'];
};

/**
 * Keeps of the changes what matches. A procedure that is gone matches by what it was; a call matches where one of its ends
 * does, a cycle where one of its members does. Cost: linear in the changes.
 */
export function keepChanges(
  { report, named }: Changes,
  graph: ProcedureGraph,
  matches: Matches,
  filter: Filter,
): ShownChanges {
  const { procedures, calls, cycles, orphans, impact } = report;
  if (!filtersProcedures(filter)) return { procedures, calls, cycles, orphans, affected: impact.procedures };
  const isMatch = matcherOf(matches);
  const wasMatch = (procedure: ProcedureSummary) => matchesSummary(procedure, filter);
  const isShown = (id: string) => {
    const node = graph.indexOf(id);
    if (node !== undefined) return isMatch(node);
    const was = named.get(id);
    return was !== undefined && wasMatch(was);
  };
  const byId = ({ id }: ProcedureSummary) => isShown(id);
  const someEnd = ({ caller, callee }: DiffReport['calls']['added'][number]) =>
    isShown(caller) || isShown(callee);
  const someMember = (ids: readonly string[]) => ids.some(isShown);
  return {
    procedures: {
      added: procedures.added.filter(byId),
      removed: procedures.removed.filter(wasMatch),
      changed: procedures.changed.filter(byId),
    },
    calls: { added: calls.added.filter(someEnd), removed: calls.removed.filter(someEnd) },
    cycles: { gained: cycles.gained.filter(someMember), lost: cycles.lost.filter(someMember) },
    orphans: {
      gained: orphans.gained.filter(byId),
      lost: orphans.lost.filter((orphan) =>
        graph.indexOf(orphan.id) === undefined ? wasMatch(orphan) : byId(orphan),
      ),
    },
    affected: impact.procedures.filter(byId),
  };
}

/** As `matchFilter` matches procedures of the graph; what is gone has no problem and no change to filter by. */
function matchesSummary(procedure: ProcedureSummary, { text, values }: Filter): boolean {
  const { id, name, type, status, owner, lanes } = procedure;
  const valuesOf = {
    status: [status && humanise(status)],
    type: [type && humanise(type)],
    owner: [owner],
    lane: lanes.length === 0 ? [null] : lanes,
    problem: [],
    change: [],
  };
  for (const facet of FACETS) {
    const wanted = values[facet];
    if (wanted.length > 0 && !valuesOf[facet].some((value) => wanted.includes(valueKey(value)))) return false;
  }
  const searched = foldText([name, id, owner ?? '', ...lanes].join(' '));
  return searched.includes(foldText(text.trim()));
}
