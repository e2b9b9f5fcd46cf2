import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../graph/build-graph.js';
import { graphDocument } from '../report/graph-document.js';
import { parseCsv } from '../testing/csv.js';
import { draw, subjectOf } from '../testing/draw.js';
import { HOSTILE_NAMES } from '../testing/hostile-names.js';
import { formatCallsCsv, formatGexf, formatGraphml } from './index.js';

function documentWith(text: string) {
  const field = { name: text, owner: text, url: text, type: text, status: text, lanes: [text, 'x'] };
  const details = { a: field, b: { ...field, performer: text, updated_at: text } };
  const records = draw('a -> b ~> c; c -> c', details).map((record) =>
    record['id'] === 'c' ? { ...record, id: text === '' ? 'c' : text } : record,
  );
  return graphDocument(subjectOf(buildGraph(records)));
}

type Element = { readonly [name: string]: unknown };

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  isArray: (name) => ['node', 'edge', 'data', 'attvalue', 'key', 'attribute'].includes(name),
});

/** Every character that XML 1.0 holds, without those that a terminal obeys. */
const CLEAN = /^[\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

function expectXml(xml: string): void {
  expect(XMLValidator.validate(xml)).toBe(true);
  expect(xml).toMatch(CLEAN);
  expect(xml.replace(/&(?:amp|lt|gt|quot|#9|#10|#13);/g, '')).not.toContain('&');
}

describe('GraphML and GEXF are valid XML', () => {
  it.each(HOSTILE_NAMES)('with %s', (_, text) => {
    const document = documentWith(text);
    expectXml(formatGraphml(document));
    expectXml(formatGexf(document));
  });

  it('with any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const document = documentWith(text);
        expectXml(formatGraphml(document));
        expectXml(formatGexf(document));
      }),
      { numRuns: 200 },
    );
  });

  it('of an empty organisation', () => {
    const document = graphDocument(subjectOf(buildGraph([])));
    expectXml(formatGraphml(document));
    expectXml(formatGexf(document));
    expect(formatCallsCsv(document)).toBe('callerId,callerName,calleeId,calleeName,kinds,ambiguous\n');
  });
});

describe('what they say', () => {
  const document = documentWith('Müller & <Söhne> "x"');

  it('GraphML: the attributes of procedures and calls', () => {
    const { graphml } = parser.parse(formatGraphml(document));
    const data = ({ data }: { readonly data: readonly Element[] }) =>
      Object.fromEntries(data.map((each) => [each['@key'], each['#text']]));
    expect(data(graphml.graph.node[1])).toEqual({
      'node.id': 'b',
      'node.name': 'Müller & <Söhne> "x"',
      'node.type': 'Müller & <Söhne> "x"',
      'node.status': 'Müller & <Söhne> "x"',
      'node.owner': 'Müller & <Söhne> "x"',
      'node.lanes': 'Müller & <Söhne> "x"; x',
      'node.performers': 'Müller & <Söhne> "x"',
      'node.url': 'Müller & <Söhne> "x"',
      'node.missing': 'false',
      'node.updatedAt': 'Müller & <Söhne> "x"',
    });
    expect(graphml.graph['@edgedefault']).toBe('directed');
    const keys = new Set(graphml.key.map((key: Element) => key['@id']));
    expect(keys.size).toBe(12);
    const edge = graphml.graph.edge.find((each: Element) => each['@source'] === 'n0');
    expect([edge['@target'], data(edge)]).toEqual([
      'n1',
      { 'edge.kinds': 'called_from', 'edge.ambiguous': 'false' },
    ]);
  });

  it('GEXF: the name as label, attributes by number', () => {
    const { gexf } = parser.parse(formatGexf(document));
    expect(gexf['@version']).toBe('1.3');
    const [nodes, edges] = gexf.graph.attributes;
    const titles = nodes.attribute.map((each: Element) => each['@title']);
    expect(titles).toEqual('id name type status owner lanes performers url missing updatedAt'.split(' '));
    expect(edges.attribute.map((each: Element) => each['@type'])).toEqual(['string', 'boolean']);
    const node = gexf.graph.nodes.node[0];
    expect(node['@label']).toBe('Müller & <Söhne> "x"');
    expect(node.attvalues.attvalue[0]).toEqual({ '@for': '0', '@value': 'a' });
    expect(gexf.graph.edges.edge).toHaveLength(3);
  });

  it('CSV: a line a call, by caller, formulas made text', () => {
    const subject = subjectOf(
      buildGraph(draw('b -> c; a ~> c; a -> b ~> c', { b: { name: '=1+1' }, a: { name: 'x\ud800' } })),
    );
    expect(parseCsv(formatCallsCsv(graphDocument(subject)))).toEqual([
      ['callerId', 'callerName', 'calleeId', 'calleeName', 'kinds', 'ambiguous'],
      ['b', "'=1+1", 'c', 'c', 'called_from; called_within', 'false'],
      ['a', 'x\ufffd', 'b', "'=1+1", 'called_from', 'false'],
      ['a', 'x\ufffd', 'c', 'c', 'called_within', 'false'],
    ]);
  });
});
