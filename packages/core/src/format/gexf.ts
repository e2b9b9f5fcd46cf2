import type { GraphDocument } from '../report/graph-document.js';
import {
  CALL_ATTRIBUTES,
  type ExchangeAttribute,
  nodePositions,
  PROCEDURE_ATTRIBUTES,
} from './exchange-attributes.js';
import { escapeXml } from './xml.js';

/**
 * The graph as GEXF 1.3, for Gephi, an edge from caller to callee, the name as label. Nodes are numbered in the order
 * of the document; the attribute `id` holds the id. Own code rather than graphology-gexf, whose writer lets control
 * characters pass, writes an older version and wants the graph built a second time.
 */
export function formatGexf(document: GraphDocument): string {
  const positions = nodePositions(document);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
    '  <meta>',
    '    <creator>klarify-graph</creator>',
    '  </meta>',
    '  <graph defaultedgetype="directed" mode="static">',
    ...declared('node', PROCEDURE_ATTRIBUTES),
    ...declared('edge', CALL_ATTRIBUTES),
    '    <nodes>',
    ...document.nodes.map((node, position) => {
      const label = escapeXml(node.attributes.name);
      return `      <node id="${position}" label="${label}">${valuesOf(node, PROCEDURE_ATTRIBUTES)}</node>`;
    }),
    '    </nodes>',
    '    <edges>',
    ...document.edges.map((edge, position) => {
      const [source, target] = [positions.get(edge.source)!, positions.get(edge.target)!];
      const values = valuesOf(edge, CALL_ATTRIBUTES);
      return `      <edge id="${position}" source="${source}" target="${target}">${values}</edge>`;
    }),
    '    </edges>',
    '  </graph>',
    '</gexf>\n',
  ].join('\n');
}

function declared<Of>(
  kind: 'node' | 'edge',
  attributes: readonly ExchangeAttribute<Of>[],
): readonly string[] {
  return [
    `    <attributes class="${kind}" mode="static">`,
    ...attributes.map(
      ({ name, type }, position) => `      <attribute id="${position}" title="${name}" type="${type}"/>`,
    ),
    '    </attributes>',
  ];
}

function valuesOf<Of>(of: Of, attributes: readonly ExchangeAttribute<Of>[]): string {
  const values = attributes.map(({ value }, position) => {
    const text = value(of);
    return text === null ? '' : `<attvalue for="${position}" value="${escapeXml(String(text))}"/>`;
  });
  return `<attvalues>${values.join('')}</attvalues>`;
}
