import { isOrdinaryAscii, JsonScanner, STUCK } from './json-scanner.js';
import { parseJson } from './parse-json.js';
import { readId } from './raw-fields.js';
import type { RecordBytes } from './record-source.js';
import { ESCAPED_KEY, FIELDS, fieldAt } from './scanned-fields.js';
import { HASH_START, hashBytes, mixHash, type Symbols } from './symbols.js';

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const OPEN_OBJECT = 123;

/** How far a whole number is written as `String` writes it. */
const EXACT_DIGITS = 15;

/** References as they are scanned, their ids and names noted among the symbols, plus one, 0 for none. */
export class ScannedReferences {
  count = 0;
  readonly ids: number[] = [];
  readonly names: number[] = [];

  add(id: number, name: number): void {
    this.ids[this.count] = id;
    this.names[this.count++] = name;
  }
}

/**
 * Reads what the graph is built of from where a record stands, without making values of it: several times faster than
 * parsing it. It is stuck on whatever is unusual, so that what is wrong about a field is said in one place: a record that
 * it gets through gives no diagnostic, and the same texts as `parseProcedure` and `parseReferences`. The rest of a
 * procedure is parsed when somebody asks for it.
 */
export class RecordScanner {
  /**
   * The last record's id, which it always has, name, type and owner as noted among the symbols, plus one; 0 where it has
   * none. An owner that is blank counts as none; that is for the reader to see.
   */
  id = 0;
  name = 0;
  type = 0;
  owner = 0;
  /** References of the last record by the field that names them. */
  readonly calledFrom = new ScannedReferences();
  readonly calledWithin = new ScannedReferences();
  readonly #json: JsonScanner;
  readonly #source: RecordBytes;
  readonly #symbols: Symbols;
  #references = this.calledFrom;
  #referenceId = 0;
  #referenceName = 0;
  /** The last text or id read, noted likewise. */
  #noted = 0;

  constructor(source: RecordBytes, symbols: Symbols) {
    this.#json = new JsonScanner(source.bytes);
    this.#source = source;
    this.#symbols = symbols;
  }

  /** Scans the record that begins here with `{`; answers with where it ends, or is stuck. */
  readonly scan = (start: number): number => {
    this.id = 0;
    this.name = 0;
    this.type = 0;
    this.owner = 0;
    this.calledFrom.count = 0;
    this.calledWithin.count = 0;
    const end = this.#json.skipObject(start, 0, this.#member);
    return this.id === 0 ? STUCK : end;
  };

  readonly #member = (value: number, key: number, keyEnd: number): number => {
    const { bytes } = this.#json;
    let end: number;
    switch (fieldAt(bytes, key, keyEnd)) {
      case FIELDS.id:
        if (bytes[value] === QUOTE && bytes[value + 1] === QUOTE) return STUCK;
        end = bytes[value] === QUOTE ? this.#readText(value) : this.#readNumber(value);
        this.id = this.#noted;
        return end;
      case FIELDS.name:
        end = this.#readTextOrNull(value);
        this.name = this.#noted;
        return end;
      case FIELDS.type:
        end = this.#readTextOrNull(value);
        this.type = this.#noted;
        return end;
      case FIELDS.owner:
        this.owner = 0;
        if (bytes[value] === OPEN_OBJECT) return this.#json.skipObject(value, 2, this.#ownerMember);
        end = this.#readTextOrNull(value);
        this.owner = this.#noted;
        return end;
      case FIELDS.status:
      case FIELDS.url:
      case FIELDS.updated_at:
      case FIELDS.first_published_at:
        return this.#skipTextOrNull(value);
      case FIELDS.performer:
      case FIELDS.lanes:
        return this.#skipTitledList(value);
      case FIELDS.called_from:
        return this.#readReferences(value, this.calledFrom);
      case FIELDS.called_within:
        return this.#readReferences(value, this.calledWithin);
      case ESCAPED_KEY:
        return STUCK;
      default:
        return this.#json.skipValue(value, 1);
    }
  };

  readonly #ownerMember = (value: number, key: number, keyEnd: number): number => {
    let end: number;
    switch (fieldAt(this.#json.bytes, key, keyEnd)) {
      case FIELDS.job_title:
        end = this.#readTextOrNull(value);
        this.owner = this.#noted;
        return end;
      case ESCAPED_KEY:
        return STUCK;
      default:
        return this.#json.skipValue(value, 3);
    }
  };

  #readReferences(value: number, references: ScannedReferences): number {
    const { bytes } = this.#json;
    references.count = 0;
    this.#references = references;
    if (bytes[value] === OPEN_LIST) return this.#json.skipList(value, 1, this.#reference);
    const isOne = bytes[value] === QUOTE || bytes[value] === OPEN_OBJECT;
    return isOne ? this.#reference(value) : this.#json.skipNull(value);
  }

  readonly #reference = (value: number): number => {
    const { bytes } = this.#json;
    this.#referenceId = 0;
    this.#referenceName = 0;
    let end: number = STUCK;
    if (bytes[value] === QUOTE) {
      end = this.#readText(value);
      this.#referenceName = this.#noted;
    } else if (bytes[value] === OPEN_OBJECT) {
      end = this.#json.skipObject(value, 2, this.#referenceMember);
    }
    this.#references.add(this.#referenceId, this.#referenceName);
    return end;
  };

  readonly #referenceMember = (value: number, key: number, keyEnd: number): number => {
    let end: number;
    switch (fieldAt(this.#json.bytes, key, keyEnd)) {
      case FIELDS.id:
        end = this.#readReferenceId(value);
        this.#referenceId = this.#noted;
        return end;
      case FIELDS.name:
        end = this.#readTextOrNull(value);
        this.#referenceName = this.#noted;
        return end;
      case ESCAPED_KEY:
        return STUCK;
      default:
        return this.#json.skipValue(value, 3);
    }
  };

  /** A reference may carry any value for an id; what is no usable one counts as none. */
  #readReferenceId(value: number): number {
    const { bytes } = this.#json;
    if (bytes[value] === QUOTE && bytes[value + 1] !== QUOTE) return this.#readText(value);
    const plain = this.#readNumber(value);
    if (plain !== STUCK) return plain;
    const end = this.#json.skipValue(value, 3);
    if (end === STUCK) return STUCK;
    const id = readId(parseJson(this.#source.decode(value, end)));
    this.#noted = id === null ? 0 : this.#symbols.note(id) + 1;
    return end;
  }

  #readTextOrNull(value: number): number {
    if (this.#json.bytes[value] === QUOTE) return this.#readText(value);
    this.#noted = 0;
    return this.#json.skipNull(value);
  }

  #readText(value: number): number {
    const { bytes, words } = this.#json;
    const lastWord = bytes.length - 4;
    let hash = HASH_START;
    let at = value + 1;
    for (; at <= lastWord; at += 4) {
      const word = words.getInt32(at, true);
      if (!isOrdinaryAscii(word)) break;
      hash = mixHash(hash, word);
    }
    for (; ; at++) {
      const byte = bytes[at]!;
      if (byte === QUOTE) {
        this.#noted = this.#symbols.noteBytes(value + 1, at, hash) + 1;
        return at + 1;
      }
      if (byte === BACKSLASH || !(byte >= 32 && byte < 128)) break;
      hash = mixHash(hash, byte);
    }
    const end = this.#json.skipString(at);
    if (end === STUCK) return STUCK;
    this.#noted = this.#symbols.note(String(JSON.parse(this.#source.decode(value, end + 1)))) + 1;
    return end + 1;
  }

  /** A whole number as `String` would write it; stuck on any other value. */
  #readNumber(value: number): number {
    const { bytes } = this.#json;
    let at = value;
    while (bytes[at]! >= 48 && bytes[at]! <= 57) at++;
    const isPlain = at > value && at - value <= EXACT_DIGITS && this.#json.skipNumber(value) === at;
    if (!isPlain) return STUCK;
    this.#noted = this.#symbols.noteBytes(value, at, hashBytes(this.#json.words, value, at)) + 1;
    return at;
  }

  #skipTextOrNull(value: number): number {
    if (this.#json.bytes[value] !== QUOTE) return this.#json.skipNull(value);
    const end = this.#json.skipString(value + 1);
    return end === STUCK ? STUCK : end + 1;
  }

  /** Texts, and objects that carry them as `name` or `job_title`: alone, or in a list. */
  #skipTitledList(value: number): number {
    if (this.#json.bytes[value] === OPEN_LIST) return this.#json.skipList(value, 1, this.#titledItem);
    return this.#json.bytes[value] === OPEN_OBJECT ? this.#skipTitled(value) : this.#skipTextOrNull(value);
  }

  readonly #titledItem = (value: number): number => {
    const { bytes } = this.#json;
    if (bytes[value] === OPEN_OBJECT) return this.#skipTitled(value);
    return bytes[value] === QUOTE ? this.#skipTextOrNull(value) : STUCK;
  };

  #skipTitled(value: number): number {
    this.#titledDepth++;
    const end =
      this.#titledDepth > DEEPEST_LANE ? STUCK : this.#json.skipObject(value, 2, this.#titledMember);
    this.#titledDepth--;
    return end;
  }

  #titledDepth = 0;

  readonly #titledMember = (value: number, key: number, keyEnd: number): number => {
    switch (fieldAt(this.#json.bytes, key, keyEnd)) {
      case FIELDS.name:
      case FIELDS.job_title:
        return this.#skipTextOrNull(value);
      case FIELDS.nestedLanes:
        return this.#skipTitledList(value);
      case ESCAPED_KEY:
        return STUCK;
      default:
        return this.#json.skipValue(value, 3);
    }
  };
}

/** Lanes that nest deeper are left to `parseProcedure`, which does not recurse. */
const DEEPEST_LANE = 16;
