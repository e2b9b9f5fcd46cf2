import fc from 'fast-check';
import { CALL_FLAGS } from '../graph/adjacency.js';
import { createGraph, type ProcedureGraph } from '../graph/procedure-graph.js';
import type { Procedure } from '../model/procedure.js';

/** A call as an oracle sees it. */
export interface PlainCall {
  readonly caller: number;
  readonly callee: number;
  readonly ambiguous: boolean;
}

/** A graph together with the plain facts it was made from, for oracles that trust nothing of it. */
export interface RandomGraph {
  readonly graph: ProcedureGraph;
  readonly procedures: readonly Procedure[];
  /** One per ordered pair. */
  readonly calls: readonly PlainCall[];
}

const TYPES = ['PROCESS_MODEL', 'SUBPROCESS', 'subprocess', 'TASK', 'Task_Instructions', null] as const;

/** A small graph: names that repeat, self-calls, ambiguous calls, missing procedures, few owners and lanes. */
export function randomGraph(maxListed: number, maxMissing = 2): fc.Arbitrary<RandomGraph> {
  return fc
    .record({
      listed: fc.integer({ min: 0, max: maxListed }),
      missing: fc.integer({ min: 0, max: maxMissing }),
    })
    .chain(({ listed, missing }) => {
      const size = listed + missing;
      const procedures = fc.tuple(
        ...Array.from({ length: size }, (_, node) => procedure(node, node >= listed)),
      );
      const call = fc.record({
        caller: fc.nat(Math.max(size - 1, 0)),
        callee: fc.nat(Math.max(listed - 1, 0)),
        flags: fc.constantFrom(...Object.values(CALL_FLAGS)),
      });
      const calls = listed === 0 ? fc.constant([]) : fc.array(call, { maxLength: 2 * size + 4 });
      return fc.tuple(procedures, calls);
    })
    .map(([procedures, raw]) => assemble(procedures, raw));
}

interface RawCall {
  readonly caller: number;
  readonly callee: number;
  readonly flags: number;
}

function assemble(procedures: readonly Procedure[], raw: readonly RawCall[]): RandomGraph {
  const certain = new Map<string, PlainCall>();
  for (const { caller, callee, flags } of raw) {
    const key = `${caller} ${callee}`;
    const isAmbiguous = flags >= CALL_FLAGS.ambiguousCalledFrom;
    const ambiguous = isAmbiguous && (certain.get(key)?.ambiguous ?? true);
    certain.set(key, { caller, callee, ambiguous });
  }
  const graph = createGraph(
    procedures,
    {
      callers: Uint32Array.from(raw, (call) => call.caller),
      callees: Uint32Array.from(raw, (call) => call.callee),
      flags: Uint8Array.from(raw, (call) => call.flags),
    },
    [],
  );
  return { graph, procedures, calls: [...certain.values()] };
}

function procedure(node: number, missing: boolean): fc.Arbitrary<Procedure> {
  return fc.record({
    id: fc.constant(`id${9 - node}`),
    name: fc.constantFrom('Alpha', 'Beta', 'Gamma', ''),
    type: missing ? fc.constant(null) : fc.constantFrom(...TYPES),
    status: fc.constant(null),
    owner: missing ? fc.constant(null) : fc.constantFrom('Ann', 'Bob', null),
    performers: fc.constant([]),
    lanes: missing
      ? fc.constant([])
      : fc.array(fc.constantFrom('Sales', 'Legal', 'Finance'), { maxLength: 3 }),
    url: fc.constant(null),
    updatedAt: fc.constant(null),
    firstPublishedAt: fc.constant(null),
    missing: fc.constant(missing),
  });
}
