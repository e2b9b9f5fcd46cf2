import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KlarifyGraphError } from '../errors.js';
import { buildGraph } from '../graph/build-graph.js';
import { withoutAmbiguousCalls } from '../graph/narrow-graph.js';
import { isRawObject, type RawObject } from '../model/raw-fields.js';
import { sampleRecords } from '../sample/index.js';
import { callsOf, graphOf, idsOf, subjectOf } from '../testing/draw.js';
import { randomGraph } from '../testing/random-graphs.js';
import { graphDocument } from './graph-document.js';
import { isGraphDocument, readGraphDocument } from './read-graph-document.js';
import type { Subject } from './source.js';

/** Through text and back, as a file goes. */
function throughJson(value: object): RawObject {
  const read: unknown = JSON.parse(JSON.stringify(value));
  if (!isRawObject(read)) throw new Error('The document is no object.');
  return read;
}

function expectSameAfterReading(subject: Subject, entryPoints?: readonly number[]): void {
  const document = graphDocument(subject, entryPoints);
  const read = readGraphDocument(throughJson(document));
  expect(graphDocument(read, read.entryPoints)).toEqual(document);
  expect(read.graph.procedures).toEqual(subject.graph.procedures);
  expect(callsOf(read.graph)).toEqual(callsOf(subject.graph));
  expect(read.entryPoints).toEqual(entryPoints);
}

const HOSTILE = '__proto__ -> constructor ~> __proto__; (Gone) -> toString; a -> a';

describe('the graph document', () => {
  it('is graphology serialisation: attributes, options, nodes and edges', () => {
    const graph = graphOf('a -> b', { a: { owner: 'Ann', performer: 'Clerk', lanes: ['Sales'] } });
    expect(throughJson(graphDocument(subjectOf(graph)))).toEqual({
      attributes: {
        format: 'klarify-graph',
        schemaVersion: 1,
        source: { kind: 'snapshot', fetchedAt: '2026-01-01T00:00:00.000Z', complete: true, procedures: 2 },
        entryPoints: null,
        diagnostics: [],
      },
      options: { type: 'directed', multi: false, allowSelfLoops: true },
      nodes: [
        {
          key: 'p:a',
          attributes: {
            id: 'a',
            name: 'a',
            type: null,
            status: null,
            owner: 'Ann',
            performers: ['Clerk'],
            lanes: ['Sales'],
            url: null,
            updatedAt: null,
            firstPublishedAt: null,
            missing: false,
          },
        },
        { key: 'p:b', attributes: expect.objectContaining({ id: 'b' }) },
      ],
      edges: [
        {
          key: 'c:0',
          source: 'p:a',
          target: 'p:b',
          attributes: { kinds: ['called_from'], ambiguous: false },
        },
      ],
    });
  });

  it('names the configured entry points by id', () => {
    const graph = graphOf('a -> b');
    expect(graphDocument(subjectOf(graph), [1]).attributes.entryPoints).toEqual(['b']);
    expect(graphDocument(subjectOf(graph), []).attributes.entryPoints).toEqual([]);
  });
});

describe('reading it back', () => {
  it.each(['a -> b ~> c -> a; d', HOSTILE, ''])('gives the same graph: %s', (picture) => {
    expectSameAfterReading(subjectOf(graphOf(picture)));
  });

  it('gives the same sample organisation, diagnostics and ambiguous calls included', () => {
    const graph = buildGraph(sampleRecords());
    const source = { kind: 'sample', fetchedAt: null, complete: false } as const;
    expectSameAfterReading(subjectOf(graph, source), [3, 1]);
  });

  it('gives the same graph for any graph', () => {
    fc.assert(
      fc.property(randomGraph(6), ({ graph }) => expectSameAfterReading(subjectOf(graph))),
      { numRuns: 200 },
    );
  });

  it('leaves out the same calls when ambiguous ones are ignored', () => {
    const graph = buildGraph(sampleRecords());
    const { graph: read } = readGraphDocument(throughJson(graphDocument(subjectOf(graph))));
    expect(callsOf(withoutAmbiguousCalls(read))).toEqual(callsOf(withoutAmbiguousCalls(graph)));
  });

  it('finds the procedures by id, and counts those of the list', () => {
    const { graph, source } = readGraphDocument(throughJson(graphDocument(subjectOf(graphOf(HOSTILE)))));
    expect(graph.indexOf('__proto__')).toBe(0);
    expect(graph.listed).toBe(4);
    expect(source.procedures).toBe(4);
    expect(idsOf(graph, [graph.listed])).toEqual(['missing:Gone']);
  });

  it('takes nodes and edges in any order, as other tools may leave them', () => {
    const graph = graphOf('b -> a ~> c; (gone) -> b');
    const document = graphDocument(subjectOf(graph));
    const shuffled = { ...document, nodes: document.nodes.toReversed(), edges: document.edges.toReversed() };
    const read = readGraphDocument(throughJson(shuffled)).graph;
    expect(idsOf(read, read.procedures.keys())).toEqual(['c', 'a', 'b', 'missing:gone']);
    expect([...callsOf(read)].sort()).toEqual([...callsOf(graph)].sort());
    expect(read.listed).toBe(3);
  });

  const node = { key: 'p:a', attributes: { id: 'a', name: 'A' } };
  const edge = { source: 'p:a', target: 'p:a', attributes: { kinds: ['called_from'] } };
  it.each([
    ['a node without key', { nodes: [{ attributes: { id: 'a' } }], edges: [] }, 'nodes[0]'],
    ['a node without id', { nodes: [node, { key: 'p:b', attributes: {} }], edges: [] }, 'nodes[1]'],
    ['a node that is null', { nodes: [null], edges: [] }, 'nodes[0]'],
    ['two nodes with one key', { nodes: [node, node], edges: [] }, 'same key'],
    ['an edge from nowhere', { nodes: [node], edges: [{ ...edge, source: 'p:x' }] }, 'source of edges[0]'],
    ['an edge to nowhere', { nodes: [node], edges: [edge, { ...edge, target: 3 }] }, 'target of edges[1]'],
    ['an edge without kinds', { nodes: [node], edges: [{ ...edge, attributes: {} }] }, 'edges[0]'],
  ])('refuses %s, naming its place', (_, document, place) => {
    const read = () => readGraphDocument(document);
    expect(read).toThrow(KlarifyGraphError);
    expect(read).toThrow(expect.objectContaining({ code: 'unreadable-snapshot' }));
    expect(read).toThrow(place);
  });

  it('takes only an object with nodes and edges for one', () => {
    expect(isGraphDocument({ nodes: [], edges: [] })).toBe(true);
    for (const value of [null, [], {}, { nodes: [] }, { nodes: {}, edges: [] }]) {
      expect(isGraphDocument(value)).toBe(false);
    }
  });
});
