import type { GraphDocument } from '../report/graph-document.js';

type Node = GraphDocument['nodes'][number];
type Edge = GraphDocument['edges'][number];

/** An attribute that the XML formats give to every procedure or call that has it. */
export interface ExchangeAttribute<Of> {
  readonly name: string;
  readonly type: 'string' | 'boolean';
  /** `null` where there is nothing to say. */
  readonly value: (of: Of) => string | boolean | null;
}

/** What GraphML and GEXF say about a procedure; several values are joined by `; `. */
export const PROCEDURE_ATTRIBUTES: readonly ExchangeAttribute<Node>[] = [
  { name: 'id', type: 'string', value: ({ attributes }) => attributes.id },
  { name: 'name', type: 'string', value: ({ attributes }) => attributes.name },
  { name: 'type', type: 'string', value: ({ attributes }) => attributes.type },
  { name: 'status', type: 'string', value: ({ attributes }) => attributes.status },
  { name: 'owner', type: 'string', value: ({ attributes }) => attributes.owner },
  { name: 'lanes', type: 'string', value: ({ attributes }) => joined(attributes.lanes) },
  { name: 'performers', type: 'string', value: ({ attributes }) => joined(attributes.performers) },
  { name: 'url', type: 'string', value: ({ attributes }) => attributes.url },
  { name: 'missing', type: 'boolean', value: ({ attributes }) => attributes.missing },
  { name: 'updatedAt', type: 'string', value: ({ attributes }) => attributes.updatedAt },
];

/** What they say about a call. */
export const CALL_ATTRIBUTES: readonly ExchangeAttribute<Edge>[] = [
  { name: 'kinds', type: 'string', value: ({ attributes }) => joined(attributes.kinds) },
  { name: 'ambiguous', type: 'boolean', value: ({ attributes }) => attributes.ambiguous },
];

function joined(values: readonly string[]): string | null {
  return values.length === 0 ? null : values.join('; ');
}

/** The position of each node by its key. */
export function nodePositions(document: GraphDocument): ReadonlyMap<string, number> {
  return new Map(document.nodes.map(({ key }, position) => [key, position]));
}
