import type { GraphDocument } from '../report/graph-document.js';
import {
  CALL_ATTRIBUTES,
  type ExchangeAttribute,
  nodePositions,
  PROCEDURE_ATTRIBUTES,
} from './exchange-attributes.js';
import { escapeXml } from './xml.js';

/**
 * The graph as GraphML, an edge from caller to callee. Nodes are `n0`, `n1`, … in the order of the document, because
 * GraphML wants names there and ids may be anything; the attribute `id` holds the id. Own code, because
 * graphology-graphml only reads.
 */
export function formatGraphml(document: GraphDocument): string {
  const positions = nodePositions(document);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">',
    ...PROCEDURE_ATTRIBUTES.map((attribute) => keyElement('node', attribute)),
    ...CALL_ATTRIBUTES.map((attribute) => keyElement('edge', attribute)),
    '  <graph id="klarify-graph" edgedefault="directed">',
    ...document.nodes.map(
      (node, position) => `    <node id="n${position}">${dataOf('node', node, PROCEDURE_ATTRIBUTES)}</node>`,
    ),
    ...document.edges.map((edge, position) => {
      const [source, target] = [positions.get(edge.source)!, positions.get(edge.target)!];
      const data = dataOf('edge', edge, CALL_ATTRIBUTES);
      return `    <edge id="e${position}" source="n${source}" target="n${target}">${data}</edge>`;
    }),
    '  </graph>',
    '</graphml>\n',
  ].join('\n');
}

type Kind = 'node' | 'edge';

function keyElement<Of>(kind: Kind, { name, type }: ExchangeAttribute<Of>): string {
  return `  <key id="${kind}.${name}" for="${kind}" attr.name="${name}" attr.type="${type}"/>`;
}

function dataOf<Of>(kind: Kind, of: Of, attributes: readonly ExchangeAttribute<Of>[]): string {
  return attributes
    .map(({ name, value }) => ({ name, text: value(of) }))
    .filter(({ text }) => text !== null)
    .map(({ name, text }) => `<data key="${kind}.${name}">${escapeXml(String(text))}</data>`)
    .join('');
}
