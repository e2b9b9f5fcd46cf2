import type { ProcedureGraph } from '../../graph/procedure-graph.js';
import { GrowingColumn } from '../../model/growing-column.js';
import { hashText } from '../../model/symbols.js';
import type { Columns } from './layout.js';
import { TextWriter } from './text-columns.js';

/** The columns that `decodeGraph` makes the same graph of. Cost: O(V + E). */
export function encodeGraph(graph: ProcedureGraph): Columns {
  const { calls, callees, callers, diagnostics } = graph;
  return {
    ...encodeProcedures(graph),
    calleeOffsets: callees.offsets,
    callees: callees.targets,
    flags: calls.flags,
    callerOffsets: callers.offsets,
    callers: callers.targets,
    callerCalls: callers.calls,
    diagnostics: Buffer.from(JSON.stringify(diagnostics)),
  };
}

function encodeProcedures(graph: ProcedureGraph): Columns {
  const size = graph.procedures.length;
  const texts = new TextWriter();
  const column = () => new Uint32Array(size);
  const [ids, names, types, statuses, owners] = [column(), column(), column(), column(), column()];
  const [urls, updated, published] = [column(), column(), column()];
  const [performerEnds, laneEnds] = [column(), column()];
  const [performers, lanes] = [new GrowingColumn(), new GrowingColumn()];
  const idSlots = freeSlots(size);
  for (let node = 0; node < size; node++) {
    const procedure = graph.procedureAt(node);
    ids[node] = texts.add(procedure.id);
    names[node] = texts.add(procedure.name);
    types[node] = texts.share(procedure.type);
    statuses[node] = texts.share(procedure.status);
    owners[node] = texts.share(procedure.owner);
    urls[node] = texts.add(procedure.url);
    updated[node] = texts.add(procedure.updatedAt);
    published[node] = texts.add(procedure.firstPublishedAt);
    for (const performer of procedure.performers) performers.push(texts.share(performer));
    for (const lane of procedure.lanes) lanes.push(texts.share(lane));
    performerEnds[node] = performers.length;
    laneEnds[node] = lanes.length;
    let slot = hashText(procedure.id) & (idSlots.length - 1);
    while (idSlots[slot] !== 0) slot = (slot + 1) & (idSlots.length - 1);
    idSlots[slot] = node + 1;
  }
  const { bytes, ends, encodings } = texts.done();
  return {
    ids,
    names,
    types,
    statuses,
    owners,
    urls,
    updated,
    published,
    performerEnds,
    performers: performers.values(),
    laneEnds,
    lanes: lanes.values(),
    idSlots,
    textEnds: ends,
    textEncodings: encodings,
    texts: bytes,
  };
}

/** Open addressing by the hash of the id: a node plus one, 0 where a slot is free; at most half full. */
function freeSlots(size: number): Uint32Array {
  return new Uint32Array(2 ** Math.ceil(Math.log2(2 * size + 2)));
}
