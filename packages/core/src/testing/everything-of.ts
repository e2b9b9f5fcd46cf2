import type { ProcedureGraph } from '../graph/procedure-graph.js';

/** All that a graph holds and answers, as plain values, to compare two that are kept in different forms. */
export function everythingOf(graph: ProcedureGraph) {
  const nodes = Array.from({ length: graph.procedures.length }, (_, node) => node);
  const plain = (columns: object) =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, Array.from(column)]));
  return {
    singly: nodes.map((node) => ({
      id: graph.idOf(node),
      name: graph.nameOf(node),
      type: graph.typeOf(node),
      owner: graph.ownerOf(node),
      procedure: graph.procedureAt(node),
      node: graph.indexOf(graph.idOf(node)),
    })),
    procedures: [...graph.procedures],
    listed: graph.listed,
    calls: plain(graph.calls),
    callees: plain(graph.callees),
    callers: plain(graph.callers),
    diagnostics: graph.diagnostics,
    absent: graph.indexOf('an id that is not there'),
  };
}
