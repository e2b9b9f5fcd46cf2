import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import type { ProcedureGraph } from '../graph/procedure-graph.js';
import { graphOf, idOf, idsOf, nodeOf } from '../testing/draw.js';
import { stepsBetween } from '../testing/oracle.js';
import { type RandomGraph, randomGraph } from '../testing/random-graphs.js';
import { findEntryPoints } from './find-entry-points.js';
import { findOrphans } from './find-orphans.js';

function orphansOf(graph: ProcedureGraph, entryPoints?: readonly string[]): readonly string[] {
  const nodes = entryPoints?.map((id) => nodeOf(graph, id));
  return findOrphans(graph, { entryPoints: nodes }).map(
    ({ node, reason }) => `${idOf(graph, node)} ${reason}`,
  );
}

const SUB = { type: 'SUBPROCESS' };

describe('an entry point', () => {
  it('has no caller, calls another, and is no subprocess, task or task instruction', () => {
    const graph = graphOf('model -> x; untyped -> x; sub -> x; task -> x; guide -> x; alone', {
      model: { type: 'PROCESS_MODEL' },
      sub: SUB,
      task: { type: 'task' },
      guide: { type: 'Task_Instructions' },
    });
    expect(idsOf(graph, findEntryPoints(graph))).toEqual(['model', 'untyped']);
  });

  it('may call itself, but not only itself', () => {
    const graph = graphOf('a -> a -> b; c -> c');
    expect(idsOf(graph, findEntryPoints(graph))).toEqual(['a']);
  });

  it('is never a missing procedure', () => {
    expect(findEntryPoints(graphOf('(gone) -> a -> b'))).toEqual([]);
  });

  it('is what the configuration names, and nothing else, where it names some', () => {
    const graph = graphOf('a -> b -> c');
    expect(findEntryPoints(graph, { entryPoints: [2] })).toEqual([2]);
    expect(findEntryPoints(graph, { entryPoints: [] })).toEqual([]);
  });
});

describe('an orphan', () => {
  it('is isolated where no call joins it to any other', () => {
    expect(orphansOf(graphOf('a -> b; lone; selfish -> selfish'))).toEqual([
      'lone isolated',
      'selfish isolated',
    ]);
  });

  it('is uncalled where nothing but itself calls it and it is no entry point', () => {
    const graph = graphOf('a -> b; sub -> b; again -> again -> b', { sub: SUB, again: SUB });
    expect(orphansOf(graph)).toEqual(['again uncalled', 'sub uncalled']);
  });

  it('is unreachable in a closed ring, and behind one', () => {
    expect(orphansOf(graphOf('a -> b; p -> q -> p; q -> r'))).toEqual([
      'p unreachable',
      'q unreachable',
      'r unreachable',
    ]);
  });

  it('is unreachable where only missing procedures or uncalled ones lead to it', () => {
    expect(orphansOf(graphOf('(gone) -> a -> b; sub -> c', { sub: SUB }))).toEqual([
      'a unreachable',
      'b unreachable',
      'c unreachable',
      'sub uncalled',
    ]);
  });

  it('is none that an entry point reaches, also through a ring', () => {
    expect(orphansOf(graphOf('a -> p -> q -> p; q -> r; (gone) -> r'))).toEqual([]);
  });

  it('is never missing, and none in an empty graph', () => {
    expect(orphansOf(graphOf('(gone) -> a; top -> a'))).toEqual([]);
    expect(orphansOf(graphOf(''))).toEqual([]);
  });

  it('is listed by name, then id', () => {
    const graph = graphOf('z9; z10; b', { z9: { name: 'A' }, z10: { name: 'A' } });
    expect(orphansOf(graph)).toEqual(['z10 isolated', 'z9 isolated', 'b isolated']);
  });

  it('has an ambiguous caller for a caller', () => {
    const raw = [
      { id: 'a', name: 'Twin' },
      { id: 'b', name: 'Twin' },
      { id: 'c', name: 'C', called_from: ['Twin'] },
    ];
    expect(orphansOf(buildGraph(raw))).toEqual([]);
  });
});

describe('with configured entry points', () => {
  it('none of those is an orphan, not even alone', () => {
    expect(orphansOf(graphOf('lone; other'), ['lone'])).toEqual(['other isolated']);
  });

  it('only what they reach is reached', () => {
    expect(orphansOf(graphOf('a -> b -> c; x -> y'), ['b'])).toEqual([
      'a uncalled',
      'x uncalled',
      'y unreachable',
    ]);
  });

  it('a ring is entered where one of them stands', () => {
    expect(orphansOf(graphOf('p -> q -> p'), ['q'])).toEqual([]);
  });

  it('nothing is reached where they match nothing', () => {
    expect(orphansOf(graphOf('a -> b'), [])).toEqual(['a uncalled', 'b unreachable']);
  });
});

describe('against the words of the contract', () => {
  const NEVER = ['SUBPROCESS', 'TASK', 'TASK_INSTRUCTIONS'];

  function spelledOut({ procedures, calls }: RandomGraph, configured: readonly number[] | undefined) {
    const steps = stepsBetween(procedures.length, calls);
    const callersOf = (node: number) =>
      calls.filter(({ caller, callee }) => callee === node && caller !== node);
    const callsOther = (node: number) =>
      calls.some(({ caller, callee }) => caller === node && callee !== node);
    const nodes = procedures.map((_, node) => node);
    const entryPoints =
      configured ??
      nodes.filter(
        (node) =>
          !procedures[node]!.missing &&
          callersOf(node).length === 0 &&
          callsOther(node) &&
          !NEVER.includes((procedures[node]!.type ?? '').toUpperCase()),
      );
    const reasonOf = (node: number) => {
      if (callersOf(node).length === 0 && !callsOther(node)) return 'isolated';
      if (callersOf(node).length === 0 && !entryPoints.includes(node)) return 'uncalled';
      const reached = entryPoints.some((entry) => entry === node || steps[entry]![node]! < Infinity);
      return callersOf(node).length > 0 && !reached ? 'unreachable' : null;
    };
    const orphans = nodes
      .filter((node) => !procedures[node]!.missing && !(configured ?? []).includes(node))
      .map((node) => ({ node, reason: reasonOf(node) }))
      .filter(({ reason }) => reason !== null);
    return { entryPoints, orphans };
  }

  it('finds the same entry points and the same orphans for the same reasons', () => {
    const input = fc.record({
      random: randomGraph(8),
      picks: fc.option(fc.array(fc.nat(20), { maxLength: 2 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(input, ({ random, picks }) => {
        const size = random.procedures.length;
        fc.pre(size > 0);
        const configured = picks && [...new Set(picks.map((pick) => pick % size))];
        const expected = spelledOut(random, configured);
        expect(findEntryPoints(random.graph, { entryPoints: configured })).toEqual(expected.entryPoints);
        const found = findOrphans(random.graph, { entryPoints: configured });
        expect([...found].sort((a, b) => a.node - b.node)).toEqual(expected.orphans);
        const keys = found.map(
          ({ node }) => `${random.procedures[node]!.name}\u0000${random.procedures[node]!.id}`,
        );
        expect(keys).toEqual([...keys].sort());
      }),
      { numRuns: 500 },
    );
  });
});
