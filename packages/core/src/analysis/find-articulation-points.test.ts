import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf, idOf } from '../testing/draw.js';
import { numbered } from '../testing/numbered.js';
import { type PlainCall, randomGraph } from '../testing/random-graphs.js';
import { findArticulationPoints } from './find-articulation-points.js';

/** Each articulation point as its id, parts and separated procedures. */
function pointsIn(picture: string): readonly string[] {
  const graph = graphOf(picture);
  const { parts, separated } = findArticulationPoints(graph);
  return [...parts.keys()]
    .filter((node) => parts[node]! > 1)
    .map((node) => `${idOf(graph, node)} ${parts[node]} ${separated[node]}`);
}

describe('an articulation point', () => {
  it.each([
    ['in an empty graph', '', []],
    ['where nothing calls another', 'a; b -> b', []],
    ['of two procedures', 'a -> b', []],
    ['in the middle of a chain', 'a -> b -> c', ['b 2 1']],
    ['whichever way calls point', 'a -> b; c -> b; b -> d', ['b 3 2']],
    ['nowhere on a ring', 'a -> b -> c -> a', []],
    ['nowhere on a ring of calls that point both ways', 'a -> b; c -> b; c -> d; a -> d', []],
    ['where two rings meet', 'a -> b -> c -> a; c -> d -> e -> c', ['c 2 2']],
    ['between two procedures that call each other, and a third', 'a -> b -> a; b -> c', ['b 2 1']],
    ['that calls itself', 'a -> b -> c; b -> b', ['b 2 1']],
    ['that is missing', '(gone) -> a; (gone) -> b', ['missing:gone 2 1']],
    ['in each of two wholes', 'a -> b -> c; x -> y -> z -> w', ['b 2 1', 'y 2 1', 'z 2 1']],
  ])('%s', (_, picture, expected) => {
    expect(pointsIn(picture)).toEqual(expected);
  });
});

/** The sizes of the parts into which those joined to a node fall when it is taken out, largest first. */
function partsWithout(node: number, size: number, calls: readonly PlainCall[]): readonly number[] {
  const joined = (from: number) =>
    calls.flatMap(({ caller, callee }) => (caller === from ? [callee] : callee === from ? [caller] : []));
  const seen = new Set([node]);
  const sizes: number[] = [];
  for (const first of joined(node)) {
    if (seen.has(first)) continue;
    const part = [first];
    seen.add(first);
    for (const member of part) {
      for (const next of joined(member)) {
        if (!seen.has(next)) part.push(next);
        seen.add(next);
      }
    }
    sizes.push(part.length);
  }
  expect(seen.size).toBeLessThanOrEqual(size);
  return sizes.sort((a, b) => b - a);
}

it('is what taking each procedure out in turn shows', () => {
  fc.assert(
    fc.property(randomGraph(10), ({ graph, procedures, calls }) => {
      const { parts, separated } = findArticulationPoints(graph);
      for (const node of procedures.keys()) {
        const [largest = 0, ...others] = partsWithout(node, procedures.length, calls);
        expect(parts[node]).toBe(largest === 0 ? 0 : others.length + 1);
        expect(separated[node]).toBe(others.reduce((sum, size) => sum + size, 0));
      }
    }),
    { numRuns: 1000 },
  );
});

it('on a chain of 100,000 is every procedure but the ends, the one in the middle worst', () => {
  const size = 100_000;
  const calls = Array.from({ length: size - 1 }, (_, node) => [node, node + 1] as const);
  const { parts, separated } = findArticulationPoints(numbered(size, calls));
  expect(parts.filter((count) => count === 2)).toHaveLength(size - 2);
  expect([separated[0], separated[1], separated[50_000], separated[size - 1]]).toEqual([0, 1, 49_999, 0]);
});
