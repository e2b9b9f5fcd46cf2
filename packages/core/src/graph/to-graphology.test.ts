import { DirectedGraph } from 'graphology';
import { bfsFromNode } from 'graphology-traversal';
import { describe, expect, it } from 'vitest';
import { graphDocument } from '../report/graph-document.js';
import { graphOf, subjectOf } from '../testing/draw.js';
import { buildGraph } from './build-graph.js';
import { nodeKey } from './graphology-shape.js';
import { toGraphology } from './to-graphology.js';
import { walkFrom } from './walk.js';

const HOSTILE =
  '__proto__ -> constructor -> toString -> __proto__; hasOwnProperty ~> constructor; (Gone) -> toString';

describe('toGraphology', () => {
  it('gives a directed graph whose nodes hold the whole procedure', () => {
    const graph = graphOf('a -> b', { a: { owner: 'Ann', lanes: ['Sales'] } });
    const result = toGraphology(graph);
    expect(result.type).toBe('directed');
    expect(result.order).toBe(2);
    expect(result.mapNodes((_, attributes) => attributes)).toEqual(graph.procedures);
  });

  it('gives an edge from caller to callee, with its kinds and whether it is ambiguous', () => {
    const graph = buildGraph([
      { id: 'a', name: 'Twin' },
      { id: 'b', name: 'Twin', called_from: [{ id: 'a' }], called_within: [{ id: 'a' }] },
      { id: 'c', name: 'C', called_from: ['Twin'] },
    ]);
    const edges = toGraphology(graph).mapEdges(
      (_, { kinds, ambiguous }, _s, _t, source, target) =>
        `${source.id} -> ${target.id} ${kinds.join('+')} ${ambiguous}`,
    );
    expect(edges).toEqual([
      'a -> b called_from+called_within false',
      'a -> c called_from true',
      'b -> c called_from true',
    ]);
  });

  it('keeps self-calls and missing procedures', () => {
    const result = toGraphology(graphOf('a -> a; (Gone) -> a'));
    expect(result.selfLoopCount).toBe(1);
    expect(result.filterNodes((_, { missing }) => missing)).toHaveLength(1);
  });

  it.each(['a -> b ~> c -> a; d', HOSTILE, ''])('equals the exported document: %s', (picture) => {
    const graph = graphOf(picture);
    const { nodes, edges, options } = graphDocument(subjectOf(graph));
    const exported = toGraphology(graph).export();
    expect(exported.nodes).toEqual(nodes);
    expect(exported.edges).toEqual(edges);
    expect(exported.options).toEqual(options);
  });

  it('gives a document that graphology reads as it is', () => {
    const graph = graphOf(HOSTILE);
    const document = JSON.parse(JSON.stringify(graphDocument(subjectOf(graph))));
    const read = DirectedGraph.from(document);
    expect(read.order).toBe(5);
    expect(read.size).toBe(5);
    expect(read.mapNodes((_, attributes) => attributes['id'])).toEqual(graph.procedures.map(({ id }) => id));
  });

  it("is ready for graphology's own algorithms", () => {
    const graph = graphOf('a -> b -> c -> a; c -> d; e -> a');
    const byGraphology = new Map<string, number>();
    bfsFromNode(
      toGraphology(graph),
      nodeKey('b'),
      (_, { id }, depth) => {
        byGraphology.set(id, depth);
      },
      { mode: 'outbound' },
    );
    const { distances, order } = walkFrom(graph.callees, [graph.indexOf('b')!]);
    const byWalk = [...order].map((node) => [graph.procedures[node]!.id, distances[node]!] as const);
    expect(new Map(byWalk)).toEqual(byGraphology);
  });
});
