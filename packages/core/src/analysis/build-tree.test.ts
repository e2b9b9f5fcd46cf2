import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Direction, neighbours, type ProcedureGraph } from '../graph/procedure-graph.js';
import { UNREACHED, walkFrom } from '../graph/walk.js';
import { compareByNameThenId } from '../model/text.js';
import { graphOf, idOf, nodeOf } from '../testing/draw.js';
import { randomGraph } from '../testing/random-graphs.js';
import { buildTree, type TreeEntry, type TreeOptions } from './build-tree.js';

const MARKS = { expanded: '', leaf: '', repeated: '*', truncated: '…' } as const;

function treeOf(picture: string, root: string, options?: TreeOptions): string {
  const graph = graphOf(picture);
  return buildTree(graph, nodeOf(graph, root), options)
    .map(({ node, level, kind }) => `${'.'.repeat(level)}${idOf(graph, node)}${MARKS[kind]}`)
    .join(' ');
}

describe('the tree', () => {
  it.each([
    ['a lone procedure', 'a', 'a'],
    ['a chain', 'a -> b -> c', 'a .b ..c'],
    ['children by name', 'a -> c; a -> b; a -> d', 'a .b .c .d'],
    ['containment too', 'a ~> b -> c', 'a .b ..c'],
    ['a subtree once', 'a -> b -> d -> e; a -> c -> d', 'a .b ..d ...e .c ..d*'],
    [
      'a leaf as often as it is called, marked from the second time on',
      'a -> b -> d; a -> c -> d',
      'a .b ..d .c ..d*',
    ],
    ['a cycle closed', 'a -> b -> a', 'a .b ..a*'],
    ['a self-call', 'a -> a', 'a .a*'],
    ['a ring below', 'a -> b -> c -> b', 'a .b ..c ...b*'],
    ['nothing of what leads to the root', 'x -> a -> b', 'a .b'],
  ])('shows %s', (_, picture, expected) => {
    expect(treeOf(picture, 'a')).toBe(expected);
  });

  it('shows what leads to a procedure, missing ones too', () => {
    expect(treeOf('x -> b -> a; (m) -> b; x -> a; a -> z', 'a', { direction: 'dependents' })).toBe(
      'a .b ..missing:m ..x .x*',
    );
    expect(treeOf('(m) -> b', 'missing:m')).toBe('missing:m .b');
  });

  it.each([
    ['marks what it cuts off', 'a -> b -> c -> d', 1, 'a .b…'],
    ['marks nothing that has nothing below', 'a -> b -> c', 2, 'a .b ..c'],
    ['shows all that is within it', 'a -> b -> c -> d -> e; a -> d', 2, 'a .b ..c… .d ..e'],
    [
      'shows a subtree where it is nearest',
      'a -> b -> c -> d -> e -> f; a -> d',
      3,
      'a .b ..c ...d* .d ..e ...f',
    ],
    ['is no other tree where it cuts nothing', 'a -> b -> d -> e; a -> c -> d', 9, 'a .b ..d ...e .c ..d*'],
  ])('a depth %s', (_, picture, depth, expected) => {
    expect(treeOf(picture, 'a', { depth })).toBe(expected);
  });
});

/** The tree as the contract words it, by recursion. */
function naiveTree(graph: ProcedureGraph, root: number, direction: Direction): readonly TreeEntry[] {
  const { offsets, targets } = neighbours(graph, direction);
  const shown = new Set<number>();
  const tree: TreeEntry[] = [];
  const visit = (node: number, level: number) => {
    const below = [...targets.subarray(offsets[node], offsets[node + 1])].sort((a, b) =>
      compareByNameThenId(graph.procedures[a]!, graph.procedures[b]!),
    );
    const kind = shown.has(node) ? 'repeated' : below.length === 0 ? 'leaf' : 'expanded';
    tree.push({ node, level, kind });
    if (kind === 'repeated') return;
    shown.add(node);
    for (const child of below) visit(child, level + 1);
  };
  visit(root, 0);
  return tree;
}

describe('on random graphs', () => {
  const direction = fc.constantFrom<Direction>('dependencies', 'dependents');

  it('is the tree that recursion lays out', () => {
    fc.assert(
      fc.property(randomGraph(9), direction, ({ graph }, way) => {
        for (const root of graph.procedures.keys()) {
          expect(buildTree(graph, root, { direction: way })).toEqual(naiveTree(graph, root, way));
        }
      }),
    );
  });

  it('shows everything within the depth, nothing beyond it, and each subtree once', () => {
    fc.assert(
      fc.property(randomGraph(9), direction, fc.integer({ min: 1, max: 5 }), ({ graph }, way, depth) => {
        for (const root of graph.procedures.keys()) {
          const tree = buildTree(graph, root, { direction: way, depth });
          const { distances } = walkFrom(neighbours(graph, way), [root], depth);
          const within = [...graph.procedures.keys()].filter((node) => distances[node] !== UNREACHED);
          expect(new Set(tree.map(({ node }) => node))).toEqual(new Set(within));
          expect(Math.max(...tree.map(({ level }) => level))).toBeLessThanOrEqual(depth);
          const expanded = tree.filter(({ kind }) => kind === 'expanded').map(({ node }) => node);
          expect(new Set(expanded).size).toBe(expanded.length);
          const whole = tree.filter(({ kind }) => kind !== 'repeated').map(({ node }) => node);
          for (const { node, kind } of tree) if (kind === 'repeated') expect(whole).toContain(node);
        }
      }),
    );
  });
});
