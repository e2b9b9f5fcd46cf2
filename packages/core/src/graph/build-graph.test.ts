import { describe, expect, it } from 'vitest';
import { callsOf, diagnosticsOf, draw, graphOf, idsOf, nodeOf } from '../testing/draw.js';
import { buildGraph } from './build-graph.js';
import { withoutAmbiguousCalls } from './narrow-graph.js';

/** The missing procedures as `id = name`. */
function missingOf(raw: readonly unknown[]): readonly string[] {
  const graph = buildGraph(raw);
  return graph.procedures.slice(graph.listed).map(({ id, name }) => `${id} = ${name}`);
}

describe('calls', () => {
  it('point from caller to callee, the field that states them being their kind', () => {
    expect(callsOf(graphOf('a -> b ~> c'))).toEqual(['a -> b', 'b ~> c']);
  });

  it('are one per ordered pair, with the kinds of all references', () => {
    expect(callsOf(graphOf('a -> b; a -> b; a ~> b; b -> a'))).toEqual(['a ≈> b', 'b -> a']);
  });

  it('may lead from a procedure to itself', () => {
    const graph = graphOf('a -> a');
    expect(callsOf(graph)).toEqual(['a -> a']);
    expect(graph.diagnostics).toEqual([]);
  });

  it('are found from both ends', () => {
    const { callees, callers } = graphOf('a -> b; a -> c; b -> c');
    expect([...callees.offsets]).toEqual([0, 2, 3, 3]);
    expect([...callees.targets]).toEqual([1, 2, 2]);
    expect([...callers.offsets]).toEqual([0, 0, 1, 3]);
    expect([...callers.targets]).toEqual([0, 0, 1]);
  });

  it('are none in an empty organisation', () => {
    const graph = buildGraph([]);
    expect(graph).toMatchObject({ procedures: [], listed: 0, diagnostics: [] });
    expect(callsOf(graph)).toEqual([]);
  });
});

describe('a reference with an id', () => {
  it('is resolved by the id, whatever name it bears', () => {
    const raw = [
      { id: 1, name: 'One' },
      { id: 2, name: 'Two', called_from: [{ id: '1', name: 'Two' }] },
    ];
    expect(callsOf(buildGraph(raw))).toEqual(['1 -> 2']);
    expect(buildGraph(raw).diagnostics).toEqual([]);
  });

  it('is resolved by the id 0', () => {
    expect(callsOf(buildGraph([{ id: 0 }, { id: 1, called_from: [{ id: 0 }] }]))).toEqual(['0 -> 1']);
  });

  it('is missing when no procedure has the id, even if another bears the name', () => {
    const graph = buildGraph([
      { id: 1, name: 'One' },
      { id: 2, name: 'Two', called_from: [{ id: 9, name: 'One' }] },
    ]);
    expect(callsOf(graph)).toEqual(['missing:One -> 2']);
    expect(diagnosticsOf(graph)).toEqual(['missing-reference 2']);
  });

  it('is resolved by its name when the id is none', () => {
    for (const id of ['', null, {}]) {
      const raw = [
        { id: 1, name: 'One' },
        { id: 2, name: 'Two', called_from: [{ id, name: 'One' }] },
      ];
      expect(callsOf(buildGraph(raw))).toEqual(['1 -> 2']);
    }
  });
});

describe('a reference by name', () => {
  const caller = (id: string, name: string) => ({ id, name });
  const callee = (...called_from: unknown[]) => ({ id: 'x', name: 'Callee', called_from });

  it('is resolved by an exact match', () => {
    const graph = buildGraph([caller('a', 'Credit Check'), callee('Credit Check')]);
    expect(callsOf(graph)).toEqual(['a -> x']);
    expect(graph.diagnostics).toEqual([]);
  });

  it('prefers an exact match to a normalised one', () => {
    const graph = buildGraph([
      caller('a', 'credit check'),
      caller('b', 'Credit Check'),
      callee('Credit Check'),
    ]);
    expect(callsOf(graph)).toEqual(['b -> x']);
    expect(graph.diagnostics).toEqual([]);
  });

  it('is inexact when it matches only after normalising', () => {
    const graph = buildGraph([caller('a', 'Pr\u00fcfung  STRASSE'), callee(' pru\u0308fung stra\u00dfe ')]);
    expect(callsOf(graph)).toEqual(['a -> x']);
    expect(diagnosticsOf(graph)).toEqual(['inexact-reference x']);
  });

  it('is ambiguous when several procedures share the name: a call from each of them', () => {
    const graph = buildGraph([caller('a', 'Review'), caller('b', 'Review'), callee('Review')]);
    expect(callsOf(graph)).toEqual(['a -> x ?', 'b -> x ?']);
    expect(diagnosticsOf(graph)).toEqual(['ambiguous-reference x']);
  });

  it('may be ambiguous and inexact at once', () => {
    const graph = buildGraph([caller('a', 'Review'), caller('b', 'REVIEW'), callee('review')]);
    expect(callsOf(graph)).toEqual(['a -> x ?', 'b -> x ?']);
    expect([...diagnosticsOf(graph)].sort()).toEqual(['ambiguous-reference x', 'inexact-reference x']);
  });

  it('matches an exact name that several share before one that matches after normalising', () => {
    const graph = buildGraph([
      caller('a', 'Review'),
      caller('b', 'Review'),
      caller('c', 'review'),
      callee('Review'),
    ]);
    expect(callsOf(graph)).toEqual(['a -> x ?', 'b -> x ?']);
  });

  it('may name the procedure itself, alone or as one of several', () => {
    expect(callsOf(buildGraph([callee('Callee')]))).toEqual(['x -> x']);
    expect(callsOf(buildGraph([callee('Callee'), caller('a', 'Callee')]))).toEqual(['x -> x ?', 'a -> x ?']);
  });

  it('is never taken for an id', () => {
    expect(callsOf(buildGraph([caller('a', 'Alpha'), callee('a')]))).toEqual(['missing:a -> x']);
  });

  it('gives every diagnostic to the procedure whose record holds it', () => {
    const graph = buildGraph([
      { id: 'a', name: 'Twin' },
      { id: 'b', name: 'Twin' },
      { id: 'p', called_from: ['Twin'] },
      { id: 'q', called_within: ['twin', 'Gone'] },
    ]);
    expect([...diagnosticsOf(graph)].sort()).toEqual([
      'ambiguous-reference p',
      'ambiguous-reference q',
      'inexact-reference q',
      'missing-reference q',
    ]);
  });

  it.each(['__proto__', 'constructor', '', 'שלום', 'a\u200bb', 'toString'])('finds the name %j', (name) => {
    const graph = buildGraph([caller('a', name), { id: 'x', name: 'Callee', called_from: [name] }]);
    expect(callsOf(graph)).toEqual(['a -> x']);
    expect(graph.diagnostics).toEqual([]);
  });
});

describe('missing procedures', () => {
  it('bear the name as their id, are marked, and stand behind the list', () => {
    const graph = graphOf('(Gone) -> b');
    expect(graph.listed).toBe(1);
    expect(graph.procedures[1]).toEqual({
      id: 'missing:Gone',
      name: 'Gone',
      type: null,
      status: null,
      owner: null,
      performers: [],
      lanes: [],
      url: null,
      updatedAt: null,
      firstPublishedAt: null,
      missing: true,
    });
    expect(callsOf(graph)).toEqual(['missing:Gone -> b']);
    expect(diagnosticsOf(graph)).toEqual(['missing-reference b']);
  });

  it('are one under the same normalised name, in the spelling that comes first in the list', () => {
    const raw = [
      { id: 1, called_from: ['Old  Process'] },
      { id: 2, called_within: ['old process', { id: 99, name: 'OLD PROCESS' }] },
    ];
    expect(missingOf(raw)).toEqual(['missing:Old  Process = Old  Process']);
    expect(callsOf(buildGraph(raw))).toEqual(['missing:Old  Process -> 1', 'missing:Old  Process ~> 2']);
    expect(diagnosticsOf(buildGraph(raw))).toEqual([
      'missing-reference 1',
      'missing-reference 2',
      'missing-reference 2',
    ]);
  });

  it('without a name bear the id they were named by, one for each', () => {
    const raw = [{ id: 1, called_from: [{ id: 8 }, { id: 9, name: '' }, { id: '8' }, { id: 7, name: 42 }] }];
    expect(missingOf(raw)).toEqual(['missing:#8 = ', 'missing:#9 = ', 'missing:#7 = ']);
  });

  it('keep apart the name "#8" and the id 8', () => {
    const raw = [{ id: 1, called_from: ['#8', { id: 8 }] }];
    expect(missingOf(raw)).toHaveLength(2);
    expect(new Set(missingOf(raw)).size).toBe(2);
  });

  it('get "~" behind their id until it is free', () => {
    const raw = [{ id: 'missing:X' }, { id: 'missing:X~' }, { id: 1, called_from: ['X'] }];
    expect(missingOf(raw)).toEqual(['missing:X~~ = X']);
    expect(missingOf([{ id: 'missing:#5' }, { id: 1, called_from: [{ id: 5 }] }])).toEqual([
      'missing:#5~ = ',
    ]);
  });

  it('are never dropped, not even without id and name', () => {
    const graph = buildGraph([{ id: 1, name: 'One', called_from: [{}] }]);
    expect(graph.calls.callers).toHaveLength(1);
    expect(diagnosticsOf(graph)).toEqual(['missing-reference 1']);
  });

  it.each(['__proto__', 'constructor', 'שלום', 'a\u200bb'])('may bear the name %j', (name) => {
    expect(missingOf([{ id: 1, name: 'One', called_from: [name] }])).toEqual([`missing:${name} = ${name}`]);
  });
});

describe('indexOf', () => {
  it('finds ordinary, hostile and missing ids, and nothing else', () => {
    const graph = graphOf('a -> __proto__ -> constructor; (Gone) -> a');
    for (const id of ['a', '__proto__', 'constructor', 'missing:Gone']) {
      expect(idsOf(graph, [nodeOf(graph, id)])).toEqual([id]);
    }
    expect(graph.indexOf('toString')).toBeUndefined();
    expect(graph.indexOf('')).toBeUndefined();
  });
});

describe('withoutAmbiguousCalls', () => {
  const twins = [
    { id: 'a', name: 'Twin' },
    { id: 'b', name: 'Twin' },
  ];

  it('leaves out the calls that only ambiguous references state', () => {
    const graph = buildGraph([...twins, { id: 'x', name: 'X', called_from: ['Twin'] }]);
    expect(callsOf(withoutAmbiguousCalls(graph))).toEqual([]);
    expect(withoutAmbiguousCalls(graph).procedures).toEqual(graph.procedures);
  });

  it('keeps a call that a certain reference states too', () => {
    const graph = buildGraph([...twins, { id: 'x', name: 'X', called_from: ['Twin', { id: 'a' }] }]);
    expect(callsOf(graph)).toEqual(['a -> x', 'b -> x ?']);
    expect(callsOf(withoutAmbiguousCalls(graph))).toEqual(['a -> x']);
  });

  it('changes nothing where all calls are certain', () => {
    const graph = graphOf('a -> b -> a; (c) ~> b');
    expect(callsOf(withoutAmbiguousCalls(graph))).toEqual(callsOf(graph));
  });
});

describe('building', () => {
  it('keeps the order of the list and leaves the records as they were', () => {
    const records = draw('c -> a -> b');
    const before = structuredClone(records);
    expect(idsOf(buildGraph(records), [0, 1, 2])).toEqual(['c', 'a', 'b']);
    expect(records).toEqual(before);
  });

  it('counts a procedure with the same id once', () => {
    const graph = buildGraph([
      { id: 1, name: 'Old' },
      { id: 1, name: 'New', called_from: ['Old'] },
    ]);
    expect(graph.listed).toBe(1);
    expect(callsOf(graph)).toEqual(['missing:Old -> 1']);
    expect(diagnosticsOf(graph)).toEqual(['duplicate-id 1', 'missing-reference 1']);
  });
});
