import { describe, expect, it } from 'vitest';
import { buildGraph } from './build-graph.js';
import { withoutAmbiguousCalls } from './narrow-graph.js';
import { isAmbiguousCall } from './procedure-graph.js';

/** So many procedures of one name, and so many that each name it as their caller. */
function shared(name: string, procedures: number, references: number, first: number): readonly object[] {
  return [
    ...Array.from({ length: procedures }, (_, at) => ({ id: first + at, name })),
    ...Array.from({ length: references }, (_, at) => ({
      id: first + procedures + at,
      name: `${name} user ${at}`,
      called_from: [name],
    })),
  ];
}

function summaryOf(records: readonly object[]): readonly string[] {
  return buildGraph(records)
    .diagnostics.filter(({ code }) => code === 'ambiguous-name')
    .map(({ message }) => message);
}

describe('names that make many calls', () => {
  it('are told in one diagnostic, those with most calls first', () => {
    expect(summaryOf([...shared('Review', 5, 3, 0), ...shared('Approve', 30, 10, 100)])).toEqual([
      '13 references by names that several procedures share become 315 calls: "Approve" (30 procedures, 10 references, 300 calls), "Review" (5 procedures, 3 references, 15 calls). Procedures with names of their own would make these calls certain; --ignore-ambiguous leaves them out.',
    ]);
  });

  it('are told by the first five where there are more', () => {
    const records = Array.from({ length: 8 }, (_, at) => shared(`Name ${at}`, 10 + at, 2, at * 100)).flat();
    const [message] = summaryOf(records);
    expect(message).toMatch(
      /^16 references .* become 216 calls: "Name 7" .*"Name 3" \([^)]*\) and 3 more names\./,
    );
    expect(message).not.toContain('"Name 2"');
  });

  it('are not told where the calls are few', () => {
    expect(summaryOf(shared('Review', 9, 11, 0))).toEqual([]);
    expect(summaryOf(shared('Review', 10, 10, 0))).toHaveLength(1);
    expect(summaryOf(shared('Review', 1, 500, 0))).toEqual([]);
  });

  it('count a reference by another spelling to those it means', () => {
    const records = [
      ...shared('Review', 10, 10, 0),
      { id: 'x', name: 'User', called_from: ['  REVIEW', 'Review'], called_within: ['Review'] },
    ];
    expect(summaryOf(records)[0]).toMatch(/^13 references .* become 130 calls/);
  });

  it('stay fast where every procedure of the name is named a thousand times', () => {
    const graph = buildGraph(shared('Review', 1000, 1000, 0));
    expect(graph.calls.callers).toHaveLength(1_000_000);
    expect(graph.calls.flags.every((_, call) => isAmbiguousCall(graph, call))).toBe(true);
  });
});

it('the certain part of a graph is made once', () => {
  const graph = buildGraph(shared('Review', 2, 1, 0));
  expect(withoutAmbiguousCalls(graph).calls.callers).toHaveLength(0);
  expect(withoutAmbiguousCalls(graph)).toBe(withoutAmbiguousCalls(graph));
  const certain = buildGraph(shared('Review', 1, 1, 0));
  expect(withoutAmbiguousCalls(certain)).toBe(certain);
});
