import { callsOfSorted } from '../../graph/adjacency.js';
import { lazyList } from '../../graph/lazy-list.js';
import type { ProcedureGraph } from '../../graph/procedure-graph.js';
import type { Diagnostic, Procedure } from '../../model/procedure.js';
import { hashText } from '../../model/symbols.js';
import type { Columns, IndexParts } from './layout.js';
import { TextReader } from './text-columns.js';

/**
 * The graph that `encodeGraph` was given. Procedures and diagnostics are made when they are asked for; the calls lie in
 * the columns. Cost: O(E) for what a column can be told from others.
 */
export function decodeGraph({ listed, columns }: Pick<IndexParts, 'listed' | 'columns'>): ProcedureGraph {
  const texts = new TextReader({
    bytes: narrow(columns, 'texts'),
    ends: wide(columns, 'textEnds'),
    encodings: narrow(columns, 'textEncodings'),
  });
  const procedureAt = procedureReader(columns, texts, listed);
  const [ids, names] = [wide(columns, 'ids'), wide(columns, 'names')];
  const [types, owners] = [wide(columns, 'types'), wide(columns, 'owners')];
  const idOf = (node: number) => texts.at(ids[node]!) ?? '';
  const { callees, calls } = callsOfSorted(
    wide(columns, 'calleeOffsets'),
    wide(columns, 'callees'),
    narrow(columns, 'flags'),
  );
  let diagnostics: readonly Diagnostic[] | undefined;
  return {
    procedures: lazyList(ids.length, procedureAt),
    listed,
    calls,
    callees,
    callers: {
      offsets: wide(columns, 'callerOffsets'),
      targets: wide(columns, 'callers'),
      calls: wide(columns, 'callerCalls'),
    },
    get diagnostics() {
      diagnostics ??= readDiagnostics(narrow(columns, 'diagnostics'));
      return diagnostics;
    },
    indexOf: idFinder(wide(columns, 'idSlots'), idOf),
    idOf,
    nameOf: (node) => texts.at(names[node]!) ?? '',
    typeOf: (node) => texts.shared(types[node]!),
    ownerOf: (node) => texts.shared(owners[node]!),
    procedureAt,
  };
}

function idFinder(slots: Uint32Array, idOf: (node: number) => string): (id: string) => number | undefined {
  const mask = slots.length - 1;
  return (id) => {
    for (let slot = hashText(id) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const node = slots[slot]! - 1;
      if (idOf(node) === id) return node;
    }
    return undefined;
  };
}

function procedureReader(columns: Columns, texts: TextReader, listed: number): (node: number) => Procedure {
  const textIn = (name: string) => {
    const column = wide(columns, name);
    return (node: number) => texts.at(column[node]!);
  };
  const sharedIn = (name: string) => {
    const column = wide(columns, name);
    return (node: number) => texts.shared(column[node]!);
  };
  const listIn = (endsName: string, name: string) => {
    const [ends, places] = [wide(columns, endsName), wide(columns, name)];
    return (node: number) => {
      const items: string[] = [];
      for (let at = node === 0 ? 0 : ends[node - 1]!; at < ends[node]!; at++)
        items.push(texts.shared(places[at]!) ?? '');
      return items;
    };
  };
  const [id, name, url] = [textIn('ids'), textIn('names'), textIn('urls')];
  const [updated, published] = [textIn('updated'), textIn('published')];
  const [type, status, owner] = [sharedIn('types'), sharedIn('statuses'), sharedIn('owners')];
  const [performers, lanes] = [listIn('performerEnds', 'performers'), listIn('laneEnds', 'lanes')];
  return (node) => ({
    id: id(node) ?? '',
    name: name(node) ?? '',
    type: type(node),
    status: status(node),
    owner: owner(node),
    performers: performers(node),
    lanes: lanes(node),
    url: url(node),
    updatedAt: updated(node),
    firstPublishedAt: published(node),
    missing: node >= listed,
  });
}

function wide(columns: Columns, name: string): Uint32Array {
  const column = columns[name];
  if (!(column instanceof Uint32Array)) throw new Error(`The index has no column "${name}".`);
  return column;
}

function narrow(columns: Columns, name: string): Uint8Array {
  const column = columns[name];
  if (!(column instanceof Uint8Array)) throw new Error(`The index has no column "${name}".`);
  return column;
}

function readDiagnostics(json: Uint8Array): readonly Diagnostic[] {
  return JSON.parse(Buffer.from(json.buffer, json.byteOffset, json.byteLength).toString('utf8'));
}
