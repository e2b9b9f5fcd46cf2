import { ListView } from '../model/list-view.js';
import { escapeJson } from './json.js';

/** Entries of a list that come in one piece. */
const BATCH = 256;

/** What stands around the entries of a list within a list, the comma before those that follow a first one aside. */
const [BEFORE, BEHIND] = ['[\n  [', '\n  ]\n]'];

/** A first entry, so that the comma behind it need not be put before a piece: joined to it, all of it would be copied. */
const [FIRST, FIRST_TEXT] = [0, '\n    0'];

/**
 * The document as `formatJson` writes it, in pieces. As one text all of it takes two bytes a character as soon as one
 * character needs two, and is slow to write; in pieces only those that hold such a character. Lists that are values of the
 * document are taken apart. Cost: linear in the document.
 */
export function* jsonPieces(document: object): Generator<string> {
  for (const piece of unescaped(document)) yield escapeJson(piece);
}

const ENCODER = new TextEncoder();

/**
 * The same for whoever writes bytes: UTF-8, or texts where there are characters to escape. A piece that takes as many
 * bytes as it has characters holds none of them but DEL, and that is faster to see than any of them.
 */
export function* jsonBytes(document: object): Generator<string | Uint8Array> {
  for (const piece of unescaped(document)) {
    const bytes = ENCODER.encode(piece);
    yield bytes.length === piece.length && !piece.includes('\u007f') ? bytes : escapeJson(piece);
  }
}

function* unescaped(document: object): Generator<string> {
  let mark = '{';
  for (const [key, value] of Object.entries(document)) {
    if (value === undefined) continue;
    if ((Array.isArray(value) || value instanceof ListView) && value.length > BATCH) {
      yield `${mark}\n  ${JSON.stringify(key)}: [`;
      yield* entryPieces(value);
      yield '\n  ]';
    } else {
      const text = JSON.stringify({ [key]: value }, null, 2);
      yield `${mark}${text.slice(1, -2)}`;
    }
    mark = ',';
  }
  yield mark === '{' ? '{}\n' : '\n}\n';
}

/** The entries as they stand in a list that is a value of the document: as far in as in a list within a list. */
function* entryPieces(list: readonly unknown[] | ListView<unknown>): Generator<string> {
  for (let start = 0; start < list.length; start += BATCH) {
    const entries = list.slice(start, start + BATCH);
    const text = JSON.stringify([start === 0 ? entries : [FIRST, ...entries]], null, 2);
    const before = BEFORE.length + (start === 0 ? 0 : FIRST_TEXT.length);
    yield text.slice(before, -BEHIND.length);
  }
}
