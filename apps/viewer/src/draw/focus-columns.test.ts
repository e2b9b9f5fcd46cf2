import { buildGraph, type ProcedureGraph } from '@klarify-graph/core';
import { describe, expect, test } from 'vitest';
import { focusColumns, listColumn } from './focus-columns.js';
import { drawFocus } from './focus-drawing.js';

/** "a>b c" says that a calls b and c; ids are names. */
function graphOf(...lines: readonly string[]): ProcedureGraph {
  const callers = new Map<string, string[]>();
  for (const line of lines) {
    const [caller = '', callees = ''] = line.split('>');
    if (!callers.has(caller)) callers.set(caller, []);
    for (const callee of callees.split(' ').filter(Boolean))
      callers.set(callee, [...(callers.get(callee) ?? []), caller]);
  }
  return buildGraph([...callers].map(([id, called_from]) => ({ id, name: id, called_from })));
}

function columnsOf(graph: ProcedureGraph, id: string, steps = 3, perColumn = 12) {
  return focusColumns(graph, graph.indexOf(id)!, { steps, perColumn }).map(
    ({ side, distance, nodes, total }) => ({
      at: `${side} ${distance}`,
      ids: nodes.map((node) => graph.procedures[node]!.id).join(' '),
      total,
    }),
  );
}

const measure = (text: string) => text.length * 7;

describe('the columns around a procedure', () => {
  test('callers by distance on one side, callees on the other', () => {
    const graph = graphOf('a>b', 'b>x', 'x>c d', 'd>e');
    expect(columnsOf(graph, 'x')).toEqual([
      { at: 'callers 1', ids: 'b', total: 1 },
      { at: 'callers 2', ids: 'a', total: 1 },
      { at: 'callees 1', ids: 'c d', total: 2 },
      { at: 'callees 2', ids: 'e', total: 1 },
    ]);
  });

  test('no farther than the steps', () => {
    expect(columnsOf(graphOf('a>b', 'b>x'), 'x', 1).map(({ at }) => at)).toEqual(['callers 1']);
  });

  test('none around an isolated procedure or one that calls only itself', () => {
    expect(columnsOf(graphOf('x>', 'a>b'), 'x')).toEqual([]);
    expect(columnsOf(graphOf('x>x'), 'x')).toEqual([]);
  });

  test('both sides hold a procedure that calls and is called', () => {
    expect(columnsOf(graphOf('a>x', 'x>a'), 'x', 1)).toEqual([
      { at: 'callers 1', ids: 'a', total: 1 },
      { at: 'callees 1', ids: 'a', total: 1 },
    ]);
  });

  test('a full column counts those it has no room for, and they can be listed', () => {
    const many = Array.from({ length: 83 }, (_, index) => `c${100 + index}`);
    const graph = graphOf(...many.map((caller) => `${caller}>x`));
    const [column] = focusColumns(graph, graph.indexOf('x')!, { steps: 1, perColumn: 12 });
    expect([column?.nodes.length, column?.total]).toEqual([12, 83]);
    expect(listColumn(graph, graph.indexOf('x')!, { side: 'callers', distance: 1 })).toHaveLength(83);
  });

  test('a full column prefers those joined to what the column before shows', () => {
    const graph = graphOf('x>a b', 'a>p', 'b>q');
    expect(columnsOf(graph, 'x', 2, 1).at(-1)).toEqual({ at: 'callees 2', ids: 'p', total: 2 });
    const other = graphOf('x>a b', 'a>z', 'b>q');
    expect(columnsOf(other, 'x', 2, 1).at(-1)).toEqual({ at: 'callees 2', ids: 'z', total: 2 });
  });

  test('rows follow those of the column before, so that calls cross less', () => {
    const graph = graphOf('x>a b c', 'a>z', 'b>y', 'c>w');
    expect(columnsOf(graph, 'x').at(-1)?.ids).toBe('z y w');
  });
});

describe('with a filter', () => {
  const many = Array.from({ length: 20 }, (_, index) => `c${100 + index}`);
  const graph = graphOf(...many.map((caller) => `${caller}>x`), 'x>a b', 'a>p', 'b>q');
  const matching =
    (...ids: readonly string[]) =>
    (node: number) =>
      ids.includes(graph.procedures[node]!.id);
  const columnsFor = (isMatch: (node: number) => boolean, perColumn = 12) =>
    focusColumns(graph, graph.indexOf('x')!, { steps: 2, perColumn, isMatch });
  const idsOf = (nodes: readonly number[]) => nodes.map((node) => graph.procedures[node]!.id);

  test('those that match come first, each part in its order, and those without room are counted', () => {
    const [callers] = columnsFor(matching('c118', 'c105', 'c119'), 4);
    expect(idsOf(callers!.nodes)).toEqual(['c105', 'c118', 'c119', 'c100']);
    expect(callers!.hiddenMatches).toBe(0);
    expect(columnsFor(matching('c118', 'c105', 'c119'), 2)[0]!.hiddenMatches).toBe(1);
  });

  test('also before the rows of the column before', () => {
    expect(idsOf(columnsFor(matching('q')).at(-1)!.nodes)).toEqual(['q', 'p']);
  });

  test('the tile says how many of the hidden ones match, on two lines where one has no room', () => {
    const focus = graph.indexOf('x')!;
    const labelAt = (width: number, ...ids: readonly string[]) =>
      drawFocus(graph, focus, columnsFor(matching(...ids), 2), {
        width,
        measure,
        inCycle: () => false,
        isPale: () => false,
      }).nodes.find(({ key }) => key === 'expand:callers:1')?.label;
    expect(labelAt(1600, 'c118', 'c105', 'c119')).toBe('+18 more, 1 match');
    expect(labelAt(700, 'c118', 'c105', 'c119')).toBe('+18 more\n1 match');
    expect(labelAt(700, 'a')).toBe('+18\nnone match');
  });
});

describe('the drawing around a procedure', () => {
  function draw(graph: ProcedureGraph, id: string, steps = 2) {
    const focus = graph.indexOf(id)!;
    const columns = focusColumns(graph, focus, { steps, perColumn: 12 });
    return drawFocus(graph, focus, columns, {
      width: 800,
      measure,
      inCycle: () => false,
      isPale: () => false,
    });
  }

  test('callers stand left, callees right, no boxes overlap', () => {
    const { nodes } = draw(graphOf('a>x', 'b>x', 'x>c', 'c>d e f'), 'x');
    const boxes = nodes.filter(({ target }) => target);
    for (const { key, x } of boxes) {
      if (key.startsWith('callers')) expect(x).toBeLessThan(0);
      if (key.startsWith('callees')) expect(x).toBeGreaterThan(0);
    }
    for (const a of boxes) {
      for (const b of boxes) {
        if (a === b) continue;
        const apart =
          Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
        expect(apart, `${a.key} and ${b.key}`).toBe(true);
      }
    }
  });

  test('a call of a loop is drawn once on each side, and a self-call once', () => {
    const { edges } = draw(graphOf('a>x', 'x>a x'), 'x', 1);
    expect(edges.map(({ key }) => key).sort()).toEqual(['callers:0>focus', 'focus>callees:0', 'focus>focus']);
  });

  test('expanding a column adds rows below, moves nothing and keeps the counts honest', () => {
    const many = Array.from({ length: 83 }, (_, index) => `c${100 + index}`);
    const graph = graphOf(
      ...many.map((caller) => `${caller}>x`),
      'x>a b',
      'a>p',
      'b>q',
      ...many.map((c) => `z>${c}`),
    );
    const focus = graph.indexOf('x')!;
    const drawWith = (rows: number) => {
      const expanded = rows === 0 ? [] : [{ side: 'callers', distance: 1, rows } as const];
      const columns = focusColumns(graph, focus, { steps: 2, perColumn: 12, expanded });
      const options = { width: 800, measure, inCycle: () => false, isPale: () => false };
      return drawFocus(graph, focus, columns, options);
    };
    const labelOf = ({ nodes }: ReturnType<typeof drawWith>, key: string) =>
      nodes.find((node) => node.key === key)?.label;
    const before = drawWith(0);
    const placesIn = ({ nodes }: ReturnType<typeof drawWith>) =>
      new Map(
        nodes.filter(({ target }) => target?.kind === 'procedure').map(({ key, x, y }) => [key, [x, y]]),
      );
    for (const rows of [24, 71]) {
      const after = drawWith(rows);
      const places = placesIn(after);
      for (const [key, place] of placesIn(before)) expect(places.get(key), key).toEqual(place);
      expect(places.size).toBe(placesIn(before).size + rows);
      expect(after.scene).toBe(before.scene);
      expect(labelOf(after, 'fewer:callers:1')).toBe('Show fewer');
    }
    expect(labelOf(before, 'expand:callers:1')).toBe('+71 more');
    expect(labelOf(drawWith(24), 'expand:callers:1')).toBe('+47 more');
    expect(labelOf(drawWith(71), 'expand:callers:1')).toBeUndefined();
    expect(labelOf(before, 'fewer:callers:1')).toBeUndefined();
  });

  test('where the drawing is full, the tile lists instead of expanding', () => {
    const many = Array.from({ length: 500 }, (_, index) => `c${100 + index}`);
    const graph = graphOf(...many.map((caller) => `${caller}>x`));
    const focus = graph.indexOf('x')!;
    const expanded = [{ side: 'callers', distance: 1, rows: 240 } as const];
    const columns = focusColumns(graph, focus, { steps: 1, perColumn: 12, expanded });
    const options = { width: 800, measure, inCycle: () => false, isPale: () => false };
    const { nodes } = drawFocus(graph, focus, columns, options);
    expect(
      nodes.filter(({ key }) => /^(expand|list|fewer):/.test(key)).map(({ key, label }) => [key, label]),
    ).toEqual([
      ['list:callers:1', '+248 more callers'],
      ['fewer:callers:1', 'Show fewer'],
    ]);
  });

  test('calls that a full drawing has no room for are counted', () => {
    const level = (name: string) => Array.from({ length: 12 }, (_, index) => `${name}${index}`);
    const levels = ['a', 'b', 'c', 'd', 'e'].map(level);
    const lines = levels.flatMap((callers, index) =>
      callers.map((caller) => `${caller}>${(levels[index + 1] ?? []).join(' ')}`),
    );
    const graph = graphOf(`x>${levels[0]!.join(' ')}`, ...lines);
    const { nodes, edges, hiddenCalls } = draw(graph, 'x', 5);
    expect(nodes.length + edges.length).toBe(600);
    expect(edges.length + (hiddenCalls ?? 0)).toBe(graph.calls.callers.length);
  });

  test('a tile stands for those without room, and stays below the limit of elements', () => {
    const many = Array.from({ length: 500 }, (_, index) => `c${index}`);
    const graph = graphOf(
      ...many.map((caller, index) => `${caller}>x ${many.slice(index + 1, index + 40).join(' ')}`),
    );
    const { nodes, edges } = draw(graph, 'x');
    expect(nodes.find(({ key }) => key === 'expand:callers:1')?.label).toBe('+488 more callers');
    expect(nodes.length + edges.length).toBeLessThanOrEqual(600);
  });
});
