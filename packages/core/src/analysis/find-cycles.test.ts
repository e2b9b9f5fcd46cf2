import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { findCall } from '../graph/find-call.js';
import { callKinds, type ProcedureGraph } from '../graph/procedure-graph.js';
import { graphOf, idOf, idsOf } from '../testing/draw.js';
import {
  certainOnly,
  componentsOf,
  isAcyclic,
  lightestCut,
  smallestCut,
  stepsBetween,
} from '../testing/oracle.js';
import { randomGraph } from '../testing/random-graphs.js';
import { findCycles } from './find-cycles.js';

/** Each cycle as its members, its shortest loop and its cut, by id. */
function cyclesOf(graph: ProcedureGraph) {
  return findCycles(graph).map(({ nodes, shortest, cut, cutIsMinimal, ambiguous }) => ({
    nodes: idsOf(graph, nodes).join(' '),
    shortest: idsOf(graph, shortest).join(' '),
    cut: cut.map(({ caller, callee }) => `${idOf(graph, caller)} -> ${idOf(graph, callee)}`).join(', '),
    cutIsMinimal,
    ...(ambiguous && { ambiguous }),
  }));
}

const certain = { cutIsMinimal: true };

describe('a cycle', () => {
  it('is two or more procedures that reach each other', () => {
    expect(cyclesOf(graphOf('in -> a -> b ~> c -> a; c -> out'))).toEqual([
      { nodes: 'a b c', shortest: 'a b c', cut: expect.stringMatching(/^\w -> \w$/), ...certain },
    ]);
  });

  it('is one procedure that calls itself', () => {
    expect(cyclesOf(graphOf('a -> b -> b -> c'))).toEqual([
      { nodes: 'b', shortest: 'b', cut: 'b -> b', ...certain },
    ]);
  });

  it('is none where nothing is called twice over', () => {
    expect(cyclesOf(graphOf('a -> b -> d; a -> c -> d; e; (x) -> a'))).toEqual([]);
    expect(cyclesOf(graphOf(''))).toEqual([]);
  });

  it('has a self-call for its shortest loop, also inside a larger component', () => {
    const [cycle] = cyclesOf(graphOf('a -> b -> a; b -> b'));
    expect(cycle).toMatchObject({ nodes: 'a b', shortest: 'b', cutIsMinimal: true });
    expect(['a -> b, b -> b', 'b -> a, b -> b']).toContain(cycle?.cut);
  });

  it('lists a shortest loop in call order', () => {
    const [cycle] = cyclesOf(graphOf('a -> b -> c -> d -> e -> a; e -> c'));
    expect(cycle).toMatchObject({ nodes: 'a b c d e', shortest: 'c d e', cut: 'd -> e' });
  });

  it('is cut by the one call that all its loops share', () => {
    const [cycle] = cyclesOf(graphOf('hub -> x; x -> a -> hub; x -> b -> hub; x -> c -> hub'));
    expect(cycle).toMatchObject({ cut: 'hub -> x', cutIsMinimal: true });
  });

  it('is cut at calls rather than at containments, where that takes no more of them', () => {
    expect(cyclesOf(graphOf('a ~> b -> a'))).toMatchObject([{ cut: 'b -> a' }]);
    expect(cyclesOf(graphOf('a -> b -> a; a ~> b'))).toMatchObject([{ cut: 'b -> a' }]);
    expect(cyclesOf(graphOf('b ~> a -> b; b ~> c ~> d ~> b'))).toMatchObject([
      { cut: expect.stringMatching(/^a -> b, [bcd] -> [bcd]$/) },
    ]);
  });

  it('is cut at one containment rather than at two calls', () => {
    expect(cyclesOf(graphOf('a ~> b -> c -> a; b -> d -> a'))).toMatchObject([
      { cut: 'a -> b', cutIsMinimal: true },
    ]);
  });

  it('comes largest first, then by the name of its first procedure', () => {
    const graph = graphOf('p -> q -> p; s -> s; r -> r; x -> y -> z -> x; m -> n -> m', {
      m: { name: 'z' },
      n: { name: 'zz' },
    });
    expect(cyclesOf(graph).map(({ nodes }) => nodes)).toEqual(['x y z', 'p q', 'm n', 'r', 's']);
  });

  it('lists its procedures by name, then id', () => {
    const graph = graphOf('a9 -> b -> a10 -> a9', {
      a9: { name: 'A' },
      a10: { name: 'A' },
      b: { name: '0' },
    });
    expect(cyclesOf(graph)[0]?.nodes).toBe('b a10 a9');
  });
});

describe('an ambiguous cycle', () => {
  const twins = (...called_from: unknown[]) => [
    { id: 'a', name: 'Twin', called_from },
    { id: 'b', name: 'Twin' },
    { id: 'c', name: 'C', called_from: ['Twin'] },
  ];

  it('is one that is none without ambiguous calls', () => {
    expect(cyclesOf(buildGraph(twins({ id: 'c' })))).toMatchObject([{ nodes: 'c a', ambiguous: true }]);
    expect(
      cyclesOf(
        buildGraph([
          { id: 'a', name: 'Twin', called_from: ['Twin'] },
          { id: 'b', name: 'Twin' },
        ]),
      ),
    ).toMatchObject([{ nodes: 'a', ambiguous: true }]);
  });

  it('is not one that certain calls close as well', () => {
    const raw = [...twins({ id: 'c' }), { id: 'c', name: 'C', called_from: ['Twin', { id: 'a' }] }];
    expect(cyclesOf(buildGraph(raw))[0]).not.toHaveProperty('ambiguous');
  });
});

describe('size is no limit', () => {
  it('takes a ring of 50,000', () => {
    const size = 50_000;
    const ring = Array.from({ length: size }, (_, id) => ({
      id,
      called_from: [{ id: (id + size - 1) % size }],
    }));
    const [cycle, ...others] = findCycles(buildGraph(ring));
    expect(others).toEqual([]);
    expect(cycle).toMatchObject({ cutIsMinimal: true, ambiguous: false });
    expect(cycle?.nodes).toHaveLength(size);
    expect(cycle?.shortest).toHaveLength(size);
    expect(cycle?.cut).toHaveLength(1);
  });

  it('takes 20,000 pairs', () => {
    const pairs = Array.from({ length: 40_000 }, (_, id) => ({
      id,
      called_from: [{ id: id % 2 === 0 ? id + 1 : id - 1 }],
    }));
    expect(findCycles(buildGraph(pairs))).toHaveLength(20_000);
  });

  it('says that a cut is not proved minimal rather than search without end', () => {
    const size = 120;
    const ids = Array.from({ length: size }, (_, id) => id);
    let seed = 1;
    const below = (bound: number) => {
      seed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x6d2b79f5;
      return ((seed ^ (seed >>> 12)) >>> 0) % bound;
    };
    const tangle = ids.map((id) => ({
      id,
      called_from: ids
        .filter((other) => other === (id + 1) % size || (other !== id && below(size) < 5))
        .map((other) => ({ id: other })),
    }));
    const graph = buildGraph(tangle);
    const [cycle] = findCycles(graph);
    expect(cycle?.nodes).toHaveLength(size);
    expect(cycle).toMatchObject({ cutIsMinimal: false, cutHasFewestContainments: false });
    const cut = new Set(cycle?.cut.map(({ caller, callee }) => `${caller} ${callee}`));
    const left = Array.from(graph.calls.callers, (caller, call) => ({
      caller,
      callee: graph.calls.callees[call]!,
      ambiguous: false,
    }));
    expect(
      isAcyclic(
        size,
        left.filter(({ caller, callee }) => !cut.has(`${caller} ${callee}`)),
      ),
    ).toBe(true);
  });
});

describe('against brute force', () => {
  it('finds the same cycles, truly shortest loops, and cuts that are minimal', () => {
    fc.assert(
      fc.property(randomGraph(7, 1), ({ graph, procedures, calls }) => {
        const size = procedures.length;
        const steps = stepsBetween(size, calls);
        const cycles = findCycles(graph);
        const looped = componentsOf({ procedures, calls }).filter(
          ([first]) => steps[first!]![first!]! < Infinity,
        );
        const found = cycles.map(({ nodes }) => [...nodes].sort((a, b) => a - b));
        expect(found.sort((a, b) => a[0]! - b[0]!)).toEqual(looped);

        const certainSteps = stepsBetween(size, certainOnly(calls));
        for (const { nodes, shortest, cut, cutIsMinimal, cutHasFewestContainments, ambiguous } of cycles) {
          expect(shortest).toHaveLength(Math.min(...nodes.map((node) => steps[node]![node]!)));
          expect(new Set(shortest).size).toBe(shortest.length);
          for (const [at, caller] of shortest.entries()) {
            expect(steps[caller]![shortest[(at + 1) % shortest.length]!]).toBe(1);
          }
          const isCut = (call: { caller: number; callee: number }) =>
            cut.some(({ caller, callee }) => caller === call.caller && callee === call.callee);
          const inside = calls.filter(
            ({ caller, callee }) => nodes.includes(caller) && nodes.includes(callee),
          );
          expect(inside.filter(isCut)).toHaveLength(cut.length);
          expect(
            isAcyclic(
              size,
              inside.filter((call) => !isCut(call)),
            ),
          ).toBe(true);
          expect(cutIsMinimal).toBe(true);
          expect(cut).toHaveLength(smallestCut(nodes, calls));
          expect(cutHasFewestContainments).toBe(true);
          const isWithin = (call: { caller: number; callee: number }) =>
            callKinds(graph, findCall(graph, call.caller, call.callee)!).includes('called_within');
          const unit = inside.length + 1;
          const weighed = inside.map((call) => ({
            caller: nodes.indexOf(call.caller),
            callee: nodes.indexOf(call.callee),
            weight: unit + (isWithin(call) ? 1 : 0),
          }));
          expect(cut.length * unit + cut.filter(isWithin).length).toBe(lightestCut(nodes.length, weighed));
          const certainly = nodes.every((a) => nodes.every((b) => certainSteps[a]![b]! < Infinity));
          expect(ambiguous).toBe(!certainly);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('finds truly shortest loops in rings with a few chords', () => {
    const input = fc.record({
      size: fc.integer({ min: 6, max: 12 }),
      chords: fc.array(fc.tuple(fc.nat(99), fc.nat(99)), { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(input, ({ size, chords }) => {
        const ring = Array.from({ length: size }, (_, id) => [id, (id + 1) % size] as const);
        const pairs = [...ring, ...chords.map(([a, b]) => [a % size, b % size] as const)];
        const calls = pairs.map(([caller, callee]) => ({ caller, callee, ambiguous: false }));
        const steps = stepsBetween(size, calls);
        const [cycle] = findCycles(graphOf(pairs.map(([a, b]) => `${a} -> ${b}`).join(';')));
        expect(cycle?.nodes).toHaveLength(size);
        expect(cycle?.shortest).toHaveLength(Math.min(...steps.map((row, node) => row[node]!)));
        expect(cycle?.cutIsMinimal).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('does so on dense tangles too', () => {
    const dense = fc.record({
      size: fc.integer({ min: 5, max: 7 }),
      bits: fc.array(fc.boolean(), { minLength: 49, maxLength: 49 }),
    });
    fc.assert(
      fc.property(dense, ({ size, bits }) => {
        const ids = Array.from({ length: size }, (_, id) => id);
        const calls = ids.flatMap((caller) =>
          ids
            .filter((callee) => bits[caller * 7 + callee])
            .map((callee) => ({ caller, callee, ambiguous: false })),
        );
        const graph = buildGraph(
          ids.map((id) => ({
            id,
            called_from: calls.filter(({ callee }) => callee === id).map(({ caller }) => ({ id: caller })),
          })),
        );
        for (const { nodes, cut, cutIsMinimal } of findCycles(graph)) {
          expect(cutIsMinimal).toBe(true);
          expect(cut).toHaveLength(smallestCut(nodes, calls));
        }
      }),
      { numRuns: 100 },
    );
  });
});
